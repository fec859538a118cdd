namespace TradingAgent.Exchange.MarketSources.Recorded.Bars;

/// <summary>How a file of bars is written.</summary>
public enum BarFormat : byte
{
    /// <summary>Header <c>timestamp_ms,open,high,low,close,volume</c>; the time is the start of the bar.</summary>
    StartMilliseconds,

    /// <summary>
    /// Header <c>timestamp,open,high,low,close,volume</c>; date and time of the END of the bar, volume in dollars.
    /// </summary>
    EndText,

    /// <summary>No header; milliseconds since midnight, open, high, low, close, volume.</summary>
    MidnightTrades,

    /// <summary>
    /// No header; milliseconds since midnight, then open, high, low, close, size of the bid and the same of the ask.
    /// </summary>
    MidnightQuotes,
}
