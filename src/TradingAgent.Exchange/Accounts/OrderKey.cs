namespace TradingAgent.Exchange.Accounts;

/// <summary>Names an order by the exchange's number, which wins, or by the account's own text.</summary>
/// <param name="Id">The exchange's number, or none.</param>
/// <param name="ClientId">The account's text, or null.</param>
public readonly record struct OrderKey(OrderId Id, string? ClientId = null);
