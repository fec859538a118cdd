using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Events;

/// <summary>A stranger's position was liquidated.</summary>
/// <param name="Position">Buy: a long was liquidated.</param>
/// <param name="Price">Bankruptcy price.</param>
/// <param name="Quantity">Size.</param>
public readonly record struct LiquidationPrinted(Side Position, Price Price, Quantity Quantity);
