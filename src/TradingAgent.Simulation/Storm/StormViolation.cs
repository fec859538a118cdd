namespace TradingAgent.Simulation.Storm;

/// <summary>What a checker found.</summary>
/// <param name="Checker">Which.</param>
/// <param name="At">When, by the exchange's true time.</param>
/// <param name="Sequence">After which event of the engine's.</param>
/// <param name="What">In words and figures.</param>
public sealed record StormViolation(StormChecker Checker, Timestamp At, long Sequence, string What);
