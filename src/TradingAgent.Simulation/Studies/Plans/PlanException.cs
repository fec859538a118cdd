namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>A portfolio cannot be planned for.</summary>
/// <param name="problems">All that is wrong, each with its place.</param>
public sealed class PlanException(IReadOnlyList<string> problems) : Exception(string.Join("\n", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
