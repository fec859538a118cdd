namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>One bar of an underlying's price, USD.</summary>
public sealed record PlanBar
{
    public required decimal Open { get; init; }

    public required decimal High { get; init; }

    public required decimal Low { get; init; }

    public required decimal Close { get; init; }
}
