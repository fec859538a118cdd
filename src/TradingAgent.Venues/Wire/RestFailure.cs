namespace TradingAgent.Venues.Wire;

/// <summary>How a request that changes something failed without an answer.</summary>
internal enum RestFailure : byte
{
    /// <summary>It was answered.</summary>
    None,

    /// <summary>No connection came about: nothing left.</summary>
    NotSent,

    /// <summary>It was not sent, because the venue told this address to wait.</summary>
    Held,

    /// <summary>It may have arrived.</summary>
    Unknown,
}
