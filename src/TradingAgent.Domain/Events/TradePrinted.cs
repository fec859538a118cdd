using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Events;

/// <summary>One or several public trades at a price.</summary>
/// <param name="Price">Trade price.</param>
/// <param name="Quantity">Summed size.</param>
/// <param name="Aggressor">Side of the taker.</param>
/// <param name="Count">How many trades were summed.</param>
public readonly record struct TradePrinted(Price Price, Quantity Quantity, Side Aggressor, int Count);
