namespace TradingAgent.Domain.Reports;

/// <summary>Things an operator should look at.</summary>
public enum AlarmKind : byte
{
    None,
    UnknownOrder,
    PositionMismatch,
    StrangerOrder,
    NewerEpochSeen,
    GreeksDisagree,
    OrderTableFull,
    BudgetExhausted,
    ImpossibleTransition,
    EquityDisagrees,
    DuplicateExecution,
    BadQuote,
    FillsMissing,
    ClockReanchored,
    SurfaceRefused,
    IndexDiverges,
    BasisTooWide,
    HedgeNotWorking,
    FlattenOverdue,
    ResumeNamedNothing,
    VolatilityBehindPrice,
    ReferenceMoved,
}
