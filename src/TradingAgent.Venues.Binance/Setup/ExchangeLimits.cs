using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>The limits that the exchange information names: they differ by environment.</summary>
internal readonly record struct ExchangeLimits(long Weight, long OrdersIn10Seconds, long OrdersInMinute)
{
    public static ExchangeLimits Read(JsonElement exchange)
    {
        long weight = 0, in10Seconds = 0, inMinute = 0;
        if (!exchange.TryGetProperty("rateLimits", out JsonElement limits) || limits.ValueKind != JsonValueKind.Array)
            return default;
        foreach (JsonElement limit in limits.EnumerateArray())
        {
            string type = Filters.Text(limit, "rateLimitType");
            bool isMinute = Filters.Text(limit, "interval") == "MINUTE";
            long most = Filters.Whole(limit, "limit");
            if (type == "REQUEST_WEIGHT" && isMinute) weight = most;
            else if (type == "ORDERS" && isMinute) inMinute = most;
            else if (type == "ORDERS") in10Seconds = most;
        }
        return new ExchangeLimits(weight, in10Seconds, inMinute);
    }

    /// <summary>Holds requests to them; what is not named stays as it was.</summary>
    public void Apply(BinanceRest rest, OrderCounts counts)
    {
        rest.Weight.Limit = Weight;
        if (OrdersIn10Seconds > 0) counts.In10SecondsMax = OrdersIn10Seconds;
        if (OrdersInMinute > 0) counts.InMinuteMax = OrdersInMinute;
    }
}
