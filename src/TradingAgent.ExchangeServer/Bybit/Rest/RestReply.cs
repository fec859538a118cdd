using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>A finished REST reply: body, status and the limit figures for the headers (limit 0: none).</summary>
internal readonly record struct RestReply(
    SharedFrame Body, int Status, int Limit, int Remaining, long ResetMilliseconds, long NowMilliseconds);
