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
    EquityDisagrees,
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
