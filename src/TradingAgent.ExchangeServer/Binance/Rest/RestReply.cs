using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Rest;

/// <summary>A finished reply: body, status and, for orders, the counts of the account (negative: none).</summary>
internal readonly record struct RestReply(SharedFrame Body, int Status, int OrdersInTenSeconds, int OrdersInMinute);
