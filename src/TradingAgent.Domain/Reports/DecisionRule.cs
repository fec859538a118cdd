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
}
