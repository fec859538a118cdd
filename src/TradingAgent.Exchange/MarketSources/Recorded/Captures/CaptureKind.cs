namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>What a captured message says.</summary>
public enum CaptureKind : byte
{
    /// <summary>Some other stream.</summary>
    Other,

    /// <summary>Changed levels.</summary>
    Depth,

    /// <summary>Best bid and ask.</summary>
    Touch,
    Trade,

    /// <summary>The whole book, answered to a REST request.</summary>
    Snapshot,
}
