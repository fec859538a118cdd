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

    /// <summary>A venue did not answer when the run began; an earlier run knows what is held there.</summary>
    VenueAway,

    /// <summary>A venue did not answer when the run began, nor is it known what it holds: nothing trades.</summary>
    VenueUnknown,

    /// <summary>A venue's count of the account's option Greeks in a coin is not the sum of what we hold.</summary>
    CoinGreeksDisagree,
}
