using TradingAgent.Domain.Commands;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Events;

/// <summary>A command definitely did not reach the venue.</summary>
/// <param name="Order">Ours.</param>
/// <param name="Command">What was asked.</param>
/// <param name="Reason">Why.</param>
public readonly record struct CommandNotSent(ClientOrderId Order, CommandKind Command, NotSentReason Reason);
