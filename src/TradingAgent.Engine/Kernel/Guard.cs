namespace TradingAgent.Engine.Kernel;

/// <summary>
/// A guard that an engine can be built without, so that a storm can show that its checkers notice. Only a constructor
/// that nothing outside the tests and the storms can see takes one: a live run has no way to name it.
/// </summary>
internal enum Guard : byte
{
    /// <summary>Every guard stands.</summary>
    None,

    /// <summary>The last gate lets everything pass.</summary>
    PreTradeGate,

    /// <summary>Orders nobody knows the fate of count nothing.</summary>
    UnknownCounting,

    /// <summary>Losses are not looked at.</summary>
    LossLatch,

    /// <summary>An execution told twice is booked twice.</summary>
    ExecutionDedupe,

    /// <summary>Passive orders leave without the instruction never to take.</summary>
    PostOnly,

    /// <summary>Nobody looks after orders that the venue is silent about.</summary>
    AnswerTimeout,

    /// <summary>A tick of the reference price reprices nothing.</summary>
    FullReprice,

    /// <summary>A drain is not heard.</summary>
    Drain,

    /// <summary>Of several venues only the first one's open orders count.</summary>
    VenueNetting,
}
