namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>A promise that a run kept or broke.</summary>
/// <param name="Claim">What is promised, in one sentence.</param>
/// <param name="Holds">Whether it was kept.</param>
/// <param name="Finding">The figures.</param>
public sealed record ReportVerdict(string Claim, bool Holds, string Finding);
