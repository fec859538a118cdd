namespace TradingAgent.Simulation.Storm;

/// <summary>A guard that a storm can be run without, to see that the checker made for it notices.</summary>
public enum StormGuard : byte
{
    /// <summary>Every guard stands.</summary>
    None,
    PreTradeGate,
    UnknownCounting,
    LossLatch,
    ExecutionDedupe,
    PostOnly,
    AnswerTimeout,
    FullReprice,
    Drain,

    /// <summary>Of two venues only the first one's orders count; shows in a storm over two.</summary>
    VenueNetting,

    /// <summary>Commands leave before their cause is in the journal.</summary>
    JournalGate,

    /// <summary>The journal loses what it was given.</summary>
    JournalWrite,

    /// <summary>Recovery passes over a part of the journal.</summary>
    JournalTail,
}
