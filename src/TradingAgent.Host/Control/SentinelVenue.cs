using TradingAgent.Venues.Ports;

namespace TradingAgent.Host.Control;

/// <summary>One venue as a sentinel needs it: by a road that asks nothing of the agent.</summary>
/// <param name="Name">For humans.</param>
/// <param name="Cancel">Cancels; returns how many orders are still open.</param>
/// <param name="Flatten">Closes futures positions; null to leave what is held there.</param>
internal sealed record SentinelVenue(
    string Name, Func<CancellationToken, Task<int>> Cancel, Func<CancellationToken, Task<FlattenOutcome>>? Flatten);
