using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>One coin of a wallet.</summary>
internal static class BybitWalletCoin
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands; the currency is none for an unknown coin
    /// and for one without a balance.
    /// </summary>
    public static WalletCoin Read(ref Utf8JsonReader reader)
    {
        WalletCoin coin = default;
        bool hasBalance = false;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("coin"u8)) CurrencyId.TryFind(Utf8Fields.Text(ref reader), out coin.Currency);
            else if (name.SequenceEqual("walletBalance"u8))
            {
                hasBalance = !VenueFrames.IsEmpty(ref reader);
                coin.WalletRaw = VenueFrames.AmountOrZero(ref reader);
            }
            else if (name.SequenceEqual("equity"u8)) coin.EquityRaw = VenueFrames.AmountOrZero(ref reader);
            else if (name.SequenceEqual("usdValue"u8)) Utf8Fields.TryDouble(ref reader, out coin.UsdValue);
            else reader.Skip();
        }
        // A blank is not a zero: a coin whose balance the venue left out says nothing.
        if (!hasBalance) coin.Currency = CurrencyId.None;
        return coin;
    }
}
