using System.Text.Json;

namespace TradingAgent.ExchangeServer.Wire;

/// <summary>
/// The named values of a request, from a query string or a JSON object. A value may be a string, a number or a
/// boolean whatever the documentation says; <c>null</c> and "" count as absent; unknown names are ignored.
/// </summary>
internal sealed class RequestFields
{
    public static readonly RequestFields None = new(default, "");

    private readonly JsonElement _body;
    private readonly List<KeyValuePair<string, string>> _query = [];

    private RequestFields(JsonElement body, string query)
    {
        _body = body;
        Take(query);
    }

    public static RequestFields OfQuery(string query) => new(default, query);

    public static RequestFields OfObject(JsonElement body) => new(body, "");

    /// <summary>A query and a form body together; what stands in both counts as in the query.</summary>
    public static RequestFields OfForm(string query, string body)
    {
        RequestFields fields = new(default, query);
        fields.Take(body);
        return fields;
    }

    /// <summary>The value as text; null when absent, null or empty.</summary>
    public string? Text(string name)
    {
        if (_body.ValueKind == JsonValueKind.Object)
            return _body.TryGetProperty(name, out JsonElement value) ? TextOf(value) : null;
        foreach (KeyValuePair<string, string> pair in _query)
            if (pair.Key == name) return pair.Value.Length == 0 ? null : pair.Value;
        return null;
    }

    public bool Has(string name) => Text(name) is not null;

    public bool Flag(string name) => Text(name) is { } text && bool.TryParse(text, out bool value) && value;

    /// <summary>A whole number, the fallback when absent; null when it is not a number.</summary>
    public long? Whole(string name, long fallback)
    {
        if (Text(name) is not { } text) return fallback;
        return long.TryParse(text, out long value) ? value : null;
    }

    /// <summary>A number clamped into the range; the fallback when absent or unreadable.</summary>
    public int Limit(int fallback, int max) =>
        (int)Math.Clamp(Whole("limit", fallback) ?? fallback, 1, max);

    /// <summary>A decimal in units of 1e-8; false when it is absent (zero) or unreadable.</summary>
    public bool TryDecimal(string name, out long raw)
    {
        raw = 0;
        return Text(name) is { Length: <= 40 } text && TryRaw(text, out raw);
    }

    /// <summary>The parts of a JSON array that came as the text of one value; null when it is none.</summary>
    public List<JsonElement>? Array(string name)
    {
        if (Text(name) is not { } text) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(item => item.Clone())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The objects of a JSON array; empty when there is none.</summary>
    public IReadOnlyList<RequestFields> Items(string name)
    {
        if (_body.ValueKind != JsonValueKind.Object || !_body.TryGetProperty(name, out JsonElement list)
            || list.ValueKind != JsonValueKind.Array) return [];
        List<RequestFields> items = [];
        foreach (JsonElement item in list.EnumerateArray()) items.Add(OfObject(item));
        return items;
    }

    private void Take(string query)
    {
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) _query.Add(new(pair[..equals], Decode(pair[(equals + 1)..])));
        }
    }

    private static bool TryRaw(string text, out long raw)
    {
        Span<byte> bytes = stackalloc byte[120];
        int length = System.Text.Encoding.UTF8.GetBytes(text, bytes);
        return FixedPoint.TryParse(bytes[..length], out raw);
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => value.GetRawText(),
        _ => null,
    };

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
