using System.Text.Json;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>The venue's limits as it writes them: alone in exchangeInfo, with the count so far in replies.</summary>
internal static class RateLimitRows
{
    public static void Write(Utf8JsonWriter json, BinanceFrontOptions options)
    {
        json.WriteStartArray("rateLimits"u8);
        Write(json, "REQUEST_WEIGHT"u8, "MINUTE"u8, 1, options.WeightPerMinuteMax);
        WriteOrders(json, options);
        json.WriteEndArray();
    }

    public static void WriteOrders(Utf8JsonWriter json, BinanceFrontOptions options)
    {
        Write(json, "ORDERS"u8, "MINUTE"u8, 1, options.OrdersPerMinuteMax);
        Write(json, "ORDERS"u8, "SECOND"u8, 10, options.OrdersPerTenSecondsMax);
    }

    /// <param name="json">Where to.</param>
    /// <param name="type">REQUEST_WEIGHT or ORDERS.</param>
    /// <param name="interval">MINUTE or SECOND.</param>
    /// <param name="length">How many of them.</param>
    /// <param name="limit">The most.</param>
    /// <param name="count">So far; negative: not said.</param>
    public static void Write(
        Utf8JsonWriter json, ReadOnlySpan<byte> type, ReadOnlySpan<byte> interval, int length, int limit,
        int count = -1)
    {
        json.WriteStartObject();
        json.WriteString("rateLimitType"u8, type);
        json.WriteString("interval"u8, interval);
        json.WriteNumber("intervalNum"u8, length);
        json.WriteNumber("limit"u8, limit);
        if (count >= 0) json.WriteNumber("count"u8, count);
        json.WriteEndObject();
    }
}
