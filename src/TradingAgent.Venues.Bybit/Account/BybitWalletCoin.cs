using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>One coin of a wallet.</summary>
internal static class BybitWalletCoin
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands; the currency is none for an unknown coin
    /// and for one without a balance. Amounts of unknown coins are not read: some are larger than our numbers.
    /// </summary>
    public static WalletCoin Read(ref Utf8JsonReader reader)
    {
        WalletCoin coin = default;
        Utf8JsonReader wallet = default, equity = default;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("coin"u8)) CurrencyId.TryFind(Utf8Fields.Text(ref reader), out coin.Currency);
            else if (name.SequenceEqual("usdValue"u8)) Utf8Fields.TryDouble(ref reader, out coin.UsdValue);
            else
            {
                if (name.SequenceEqual("walletBalance"u8)) wallet = reader;
                else if (name.SequenceEqual("equity"u8)) equity = reader;
                reader.Skip();
            }
        }
        if (coin.Currency.IsNone) return coin;
        // A blank is not a zero: a coin whose balance the venue left out says nothing.
        if (wallet.TokenType == JsonTokenType.None || VenueFrames.IsEmpty(ref wallet)) return default;
        coin.WalletRaw = VenueFrames.AmountOrZero(ref wallet);
        if (equity.TokenType != JsonTokenType.None) coin.EquityRaw = VenueFrames.AmountOrZero(ref equity);
        return coin;
    }
}
