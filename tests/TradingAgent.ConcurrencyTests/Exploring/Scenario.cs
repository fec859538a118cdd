namespace TradingAgent.ConcurrencyTests.Exploring;

/// <summary>Threads that meet, and what must hold when all of them are done. Made anew for each schedule.</summary>
/// <param name="Threads">What each does; finite, whatever the others do.</param>
/// <param name="Check">Throws when something is wrong at the end.</param>
internal sealed record Scenario(IReadOnlyList<Action> Threads, Action Check);
