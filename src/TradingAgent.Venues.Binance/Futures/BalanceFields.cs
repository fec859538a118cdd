namespace TradingAgent.Venues.Binance.Futures;

/// <summary>An asset of the wallet: short names on the stream, words over REST.</summary>
internal ref struct BalanceFields : IFieldSink
{
    public ReadOnlySpan<byte> Asset;
    public long Wallet;
    public bool HasWallet;

    /// <summary>With open profit; over REST only.</summary>
    public long Equity;
    public bool HasEquity;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("a"u8) || name.SequenceEqual("asset"u8)) Asset = value;
        else if (name.SequenceEqual("wb"u8) || name.SequenceEqual("walletBalance"u8))
        {
            Wallet = FieldText.Amount(value);
            HasWallet = value.Length > 0;
        }
        else if (name.SequenceEqual("marginBalance"u8))
        {
            Equity = FieldText.Amount(value);
            HasEquity = value.Length > 0;
        }
    }

    /// <summary>The coin; none when this build does not know it.</summary>
    public readonly WalletCoin Coin(OpenProfit open)
    {
        WalletCoin coin = default;
        CurrencyId.TryFind(Asset, out coin.Currency);
        coin.WalletRaw = Wallet;
        if (HasEquity) open[coin.Currency] = Equity - Wallet;
        coin.EquityRaw = Wallet + open[coin.Currency];
        return coin;
    }
}
