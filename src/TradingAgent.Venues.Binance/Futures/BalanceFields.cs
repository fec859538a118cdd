namespace TradingAgent.Venues.Binance.Futures;

/// <summary>An asset of the wallet: short names on the stream, words over REST.</summary>
internal ref struct BalanceFields : IFieldSink
{
    public ReadOnlySpan<byte> Asset;
    public ReadOnlySpan<byte> Wallet;

    /// <summary>With open profit; over REST only.</summary>
    public ReadOnlySpan<byte> Equity;

    public readonly bool HasWallet => Wallet.Length > 0;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("a"u8) || name.SequenceEqual("asset"u8)) Asset = value;
        else if (name.SequenceEqual("wb"u8) || name.SequenceEqual("walletBalance"u8)) Wallet = value;
        else if (name.SequenceEqual("marginBalance"u8)) Equity = value;
    }

    /// <summary>
    /// The coin; none when this build does not know it. Its amounts are not read then: some are larger than our
    /// numbers.
    /// </summary>
    public readonly WalletCoin Coin(OpenProfit open)
    {
        WalletCoin coin = default;
        if (!CurrencyId.TryFind(Asset, out coin.Currency)) return coin;
        coin.WalletRaw = FieldText.Amount(Wallet);
        if (Equity.Length > 0) open[coin.Currency] = FieldText.Amount(Equity) - coin.WalletRaw;
        coin.EquityRaw = coin.WalletRaw + open[coin.Currency];
        return coin;
    }
}
