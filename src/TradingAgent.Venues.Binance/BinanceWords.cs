namespace TradingAgent.Venues.Binance;

/// <summary>Words that several of the venue's frames share.</summary>
internal static class BinanceWords
{
    /// <summary>BUY or SELL; none for any other text.</summary>
    public static Side SideOf(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("BUY"u8)) return Side.Buy;
        return text.SequenceEqual("SELL"u8) ? Side.Sell : Side.None;
    }
}
