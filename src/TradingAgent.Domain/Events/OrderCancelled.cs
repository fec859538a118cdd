using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Events;

/// <summary>The order is gone from the book.</summary>
/// <param name="Order">Ours.</param>
/// <param name="Filled">Total filled before.</param>
/// <param name="Reason">In our words.</param>
public readonly record struct OrderCancelled(ClientOrderId Order, Quantity Filled, CancelReason Reason);
