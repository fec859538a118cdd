using System.Text.Json;

namespace TradingAgent.Venues.Bybit;

/// <summary>Words that several of the venue's frames share.</summary>
internal static class BybitWords
{
    /// <summary>«Buy» or «Sell»; none for any other text.</summary>
    public static Side ReadSide(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = Utf8Fields.Text(ref reader);
        if (text.SequenceEqual("Buy"u8)) return Side.Buy;
        return text.SequenceEqual("Sell"u8) ? Side.Sell : Side.None;
    }

    /// <summary>
    /// Passes over a row of the spot market, unread: the account's topics tell of every market, and a spot pair may
    /// have a perpetual's name. A row without a category is of the one that was asked for.
    /// </summary>
    /// <param name="reader">Stands on the row's opening brace; on its closing one after a row passed over.</param>
    /// <returns>True when it was one.</returns>
    public static bool SkipsSpot(ref Utf8JsonReader reader)
    {
        Utf8JsonReader ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            bool isCategory = ahead.ValueTextEquals("category"u8);
            VenueFrames.ToValue(ref ahead);
            if (!isCategory)
            {
                ahead.Skip();
                continue;
            }
            if (!Utf8Fields.Text(ref ahead).SequenceEqual("spot"u8)) return false;
            reader.Skip();
            return true;
        }
        return false;
    }
}
