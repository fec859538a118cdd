namespace TradingAgent.Host.Verbs;

/// <summary>The recordings that can be played, and their companions.</summary>
internal enum MarketFileFormat : byte
{
    /// <summary>Not a recording this build can read.</summary>
    Unknown,

    /// <summary>Raw Binance futures messages, one a line.</summary>
    Capture,

    /// <summary>Bars dated by their start in milliseconds.</summary>
    BarsByStart,

    /// <summary>Bars dated by their end as text.</summary>
    BarsByEnd,

    /// <summary>Zipped trade bars counted from midnight.</summary>
    MidnightTrades,

    /// <summary>Zipped bid and ask bars counted from midnight.</summary>
    MidnightQuotes,
}
