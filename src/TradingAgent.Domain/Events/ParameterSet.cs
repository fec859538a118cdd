using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>One parameter in its documented unit.</summary>
/// <param name="Path">Which; a number that never changes.</param>
/// <param name="Underlying">For one underlying, or none for the default.</param>
/// <param name="Value">In the parameter's unit.</param>
public readonly record struct ParameterSet(ushort Path, UnderlyingId Underlying, double Value);
