namespace TradingAgent.Exchange.Matching;

/// <summary>All that rests at one price of one side.</summary>
/// <param name="Price">The price.</param>
/// <param name="Quantity">Sum over the orders.</param>
public readonly record struct BookLevel(Price Price, Quantity Quantity);
