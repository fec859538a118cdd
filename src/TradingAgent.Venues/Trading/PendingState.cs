namespace TradingAgent.Venues.Trading;

/// <summary>How far a request got.</summary>
internal enum PendingState : byte
{
    Free,

    /// <summary>In our send queue: definitely not sent.</summary>
    Queued,

    /// <summary>Its first byte may have left.</summary>
    Written,

    /// <summary>The venue took it for processing; the private stream has not shown it yet.</summary>
    Acknowledged,
}
