using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>A human asked for something.</summary>
/// <param name="Action">What.</param>
/// <param name="Underlying">For one underlying, or none for all.</param>
/// <param name="Value">Its argument, if it takes one.</param>
public readonly record struct OperatorRequested(OperatorAction Action, UnderlyingId Underlying, double Value);
