using System.Text.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>A message of a stream's client, detached from the socket's buffer.</summary>
internal sealed class StreamRequest
{
    /// <summary>What it wants.</summary>
    public string Method { get; private init; } = "";

    /// <summary>As sent, type included; undefined when there was none.</summary>
    public JsonElement Id { get; private init; }

    /// <summary>Streams or listen keys.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>The value of the one property that there is.</summary>
    public bool? Flag { get; private init; }

    /// <summary>Why it cannot be understood; null when it can.</summary>
    public (int Code, string Text)? Failure { get; private init; }

    public static StreamRequest Parse(ReadOnlySpan<byte> text)
    {
        JsonElement root;
        try
        {
            Utf8JsonReader reader = new(text);
            root = JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return new StreamRequest { Failure = (3, "Invalid JSON: expected value") };
        }
        if (root.ValueKind != JsonValueKind.Object) return Bad(default, "request must be an object");
        root.TryGetProperty("id", out JsonElement id);
        bool hasId = id.ValueKind is JsonValueKind.Number or JsonValueKind.String or JsonValueKind.Null;
        if (!hasId && id.ValueKind != JsonValueKind.Undefined)
            return Bad(default, "request ID must be an unsigned integer");
        if (!root.TryGetProperty("method", out JsonElement method) || method.ValueKind != JsonValueKind.String)
            return Bad(id, "missing field `method`");
        root.TryGetProperty("params", out JsonElement parameters);
        return Of(method.GetString()!, id, parameters);
    }

    private static StreamRequest Of(string method, JsonElement id, JsonElement parameters)
    {
        List<JsonElement> items = parameters.ValueKind == JsonValueKind.Array ? [.. parameters.EnumerateArray()] : [];
        switch (method)
        {
            case "SUBSCRIBE" or "UNSUBSCRIBE":
                if (items.Count == 0 || items.Exists(item => item.ValueKind != JsonValueKind.String))
                    return Bad(id, "params must be an array of stream names");
                List<string> names = [.. items.Select(item => item.GetString()!)];
                return new StreamRequest { Method = method, Id = id, Names = names };
            case "LIST_SUBSCRIPTIONS":
                return new StreamRequest { Method = method, Id = id };
            case "GET_PROPERTY" or "SET_PROPERTY":
                bool isKnown = items.Count > 0 && items[0].ValueKind == JsonValueKind.String
                    && items[0].GetString() == "combined";
                if (!isKnown) return new StreamRequest { Id = id, Failure = (0, "Unknown property") };
                if (method == "GET_PROPERTY") return new StreamRequest { Method = method, Id = id };
                bool isFlag = items.Count == 2 && items[1].ValueKind is (JsonValueKind.True or JsonValueKind.False);
                if (!isFlag)
                    return new StreamRequest { Id = id, Failure = (1, "Invalid value type: expected Boolean") };
                return new StreamRequest { Method = method, Id = id, Flag = items[1].GetBoolean() };
            default:
                return Bad(id, $"unknown variant `{method}`");
        }
    }

    private static StreamRequest Bad(JsonElement id, string text) =>
        new() { Id = id, Failure = (2, "Invalid request: " + text) };
}
