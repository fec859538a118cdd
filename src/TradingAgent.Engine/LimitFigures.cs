namespace TradingAgent.Engine;

/// <summary>The baselines and bounds behind the loss limits, and the guards' figures. USD, or shares of one.</summary>
public readonly record struct LimitFigures
{
    /// <summary>P&amp;L when the UTC day began, or when its limit was last resumed.</summary>
    public double DayStartPnlUsd { get; init; }

    /// <summary>Largest P&amp;L since the engine began, or since its limit was last resumed.</summary>
    public double PeakPnlUsd { get; init; }

    /// <summary>P&amp;L 24 hours ago.</summary>
    public double RollingStartPnlUsd { get; init; }

    /// <summary>Equity when the day began; 0 while nobody has told.</summary>
    public double DayEquityUsd { get; init; }

    public double DayLossMaxUsd { get; init; }

    /// <summary>Infinite when there is no such limit.</summary>
    public double RollingLossMaxUsd { get; init; }

    public double DrawdownMaxUsd { get; init; }

    /// <summary>Loss of the day as a share of equity; negative is a gain.</summary>
    public double DayLossShare { get; init; }

    public double RollingLossShare { get; init; }

    public double DrawdownShare { get; init; }

    /// <summary>Equity as the venues last told it; NaN while they have not.</summary>
    public double VenueEquityUsd { get; init; }

    /// <summary>Maintenance margin over margin balance, as the venue told; NaN where it told none.</summary>
    public double MarginRatio { get; init; }

    /// <summary>Smallest move of an underlying, as a share of its price, that reaches liquidation; infinite if
    /// none.</summary>
    public double LiquidationDistance { get; init; }
}
