namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>One level of an instrument's book.</summary>
public sealed record PlanLevel
{
    /// <summary>USD, or coins where the contract is quoted so.</summary>
    public required decimal Price { get; init; }

    /// <summary>In the contract's own unit.</summary>
    public required decimal Size { get; init; }
}
