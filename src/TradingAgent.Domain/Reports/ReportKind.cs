namespace TradingAgent.Domain.Reports;

/// <summary>What a report tells humans. Reports are lossy and never read back as truth.</summary>
public enum ReportKind : byte
{
    None,
    Risk,
    Decision,
    Refusal,
    OrderTransition,
    Fill,
    ModeChange,
    LegQuality,
    Adoption,
    VenueState,
    Alarm,
    Policy,
    HedgeChosen,
}
