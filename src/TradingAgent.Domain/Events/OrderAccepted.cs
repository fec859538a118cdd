using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>The venue's matching engine holds the order.</summary>
/// <param name="Order">Ours.</param>
/// <param name="Price">Its price there.</param>
/// <param name="Quantity">Its total size there.</param>
public readonly record struct OrderAccepted(ClientOrderId Order, Price Price, Quantity Quantity);
