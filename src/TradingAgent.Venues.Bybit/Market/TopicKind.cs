namespace TradingAgent.Venues.Bybit.Market;

/// <summary>What a public topic carries.</summary>
internal enum TopicKind : byte
{
    Unknown,

    /// <summary>Best bid and ask, whole each time.</summary>
    Top,

    /// <summary>A book in snapshots and deltas.</summary>
    Book,
    Ticker,
    Trade,
    Liquidation,
}
