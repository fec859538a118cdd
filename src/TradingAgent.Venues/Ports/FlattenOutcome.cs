namespace TradingAgent.Venues.Ports;

/// <summary>What became of positions that were to be closed without an engine.</summary>
/// <param name="Orders">Closing orders that the venue took.</param>
/// <param name="Left">What was held at the last look, each with the venue's last refusal; empty when flat.</param>
public sealed record FlattenOutcome(int Orders, IReadOnlyList<string> Left);
