namespace TradingAgent.Domain.Events;

/// <summary>Marks in an event's header.</summary>
[Flags]
public enum EventFlags : byte
{
    None = 0,

    /// <summary>More events of the same venue frame follow at once: update state, decide only on the last.</summary>
    MoreFollows = 1,

    /// <summary>Several market updates were merged into this one because the engine was behind.</summary>
    Conflated = 2,
}
