namespace TradingAgent.UnitTests.Engine.Recovery;

/// <summary>Where in its life an order is when the process ends.</summary>
public enum OrderMoment
{
    DecidedAndNotSent,
    SentAndNotThere,
    ThereAndNotTold,
    Working,
    PartlyFilled,
    AmendNotThere,
    AmendThereAndNotTold,
    CancelNotThere,
    CancelThereAndNotTold,
    Unknown,
    FilledWhileDown,
    PartlyFilledWhileDown,
    CancelledWhileDown,
}
