using TradingAgent.Domain.Commands;
using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>A command left and no answer came; only venue evidence tells what became of it.</summary>
/// <param name="Order">Ours.</param>
/// <param name="Command">What was asked.</param>
public readonly record struct OutcomeUnknown(ClientOrderId Order, CommandKind Command);
