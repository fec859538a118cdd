namespace TradingAgent.Domain.Events;

/// <summary>Begins or ends a set of parameters, which takes effect whole at its end.</summary>
/// <param name="Count">How many are in it.</param>
/// <param name="Digest">Of the configuration they came from.</param>
public readonly record struct ParametersMarker(int Count, ulong Digest);
