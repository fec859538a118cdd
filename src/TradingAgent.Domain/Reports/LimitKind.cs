namespace TradingAgent.Domain.Reports;

/// <summary>The limits that can change the trading mode.</summary>
public enum LimitKind : byte
{
    None,
    DayLoss,
    PeakDrawdown,
    CampaignLoss,
    Delta,
    Gamma,
    Vega,
    StablecoinOffPar,
    UnpricedLeg,
    StaleData,
    Mismatch,
    OtherAgent,
    Operator,
    EquityUnknown,
    DiskSpace,
    RollingLoss,
    UnderlyingLoss,
    InstrumentLoss,
    MarginRatio,
    LiquidationDistance,

    /// <summary>Reports of a venue's account stay unanswered while its stream is up.</summary>
    Unreconciled,

    /// <summary>What scaling policies have locked by limits of their own; never a breach, only resumed.</summary>
    Policy,
}
