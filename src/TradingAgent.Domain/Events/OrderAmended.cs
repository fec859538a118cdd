using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>The order now has this price and total size.</summary>
/// <param name="Order">Ours.</param>
/// <param name="Price">New price.</param>
/// <param name="Quantity">New total size.</param>
public readonly record struct OrderAmended(ClientOrderId Order, Price Price, Quantity Quantity);
