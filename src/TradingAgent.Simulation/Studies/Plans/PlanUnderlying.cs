namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>One coin of a portfolio that is planned for.</summary>
public sealed record PlanUnderlying
{
    /// <summary>USD.</summary>
    public required decimal Spot { get; init; }

    /// <summary>Per year, for options that say none of their own.</summary>
    public double Volatility { get; init; }

    /// <summary>Coins traded a day in its futures; left out, not known.</summary>
    public double? VolumePerDay { get; init; }

    /// <summary>Closed bars of the configured length, the oldest first; without them volatilities are not
    /// known.</summary>
    public IReadOnlyList<PlanBar> Bars { get; init; } = [];
}
