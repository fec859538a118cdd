namespace TradingAgent.Domain.Orders;

/// <summary>What the agent may do, from most to least. Numbers rise with severity.</summary>
public enum TradingMode : byte
{
    /// <summary>Everything configured.</summary>
    Normal,

    /// <summary>No escalation, wider quotes.</summary>
    Passive,

    /// <summary>Only orders that lower the underlying's risk.</summary>
    ReduceOnly,

    /// <summary>Work every traded position towards zero.</summary>
    Flatten,

    /// <summary>Everything cancelled; only the configured residual duty remains.</summary>
    Halted,
}
