namespace TradingAgent.Domain.Reports;

/// <summary>Which rule of the scaling controller spoke.</summary>
public enum DecisionRule : byte
{
    None,
    InsideBand,
    HedgeToEdge,
    LinearStep,
    TooSoon,
    InFlightCovers,
    BelowLot,
    NotPriced,
    NoInstrument,
    Barred,
    Flatten,
    Escalated,
    Reached,

    /// <summary>One order may not be as large as what is wanted: the rest follows it.</summary>
    Capped,
}
