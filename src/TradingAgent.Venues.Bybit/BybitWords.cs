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
}
