using System.Text;
using System.Text.Json;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>An instrument's filters, which alone have its steps: precisions and scales are something else.</summary>
internal readonly struct Filters(JsonElement row)
{
    private readonly JsonElement _row = row;

    /// <summary>A filter's value; zero when the filter or the value is missing.</summary>
    public Price Value(string filter, string name)
    {
        if (!_row.TryGetProperty("filters", out JsonElement filters) || filters.ValueKind != JsonValueKind.Array)
            return Price.Zero;
        foreach (JsonElement one in filters.EnumerateArray())
        {
            if (Text(one, "filterType") != filter) continue;
            return Price.TryParse(Encoding.ASCII.GetBytes(Text(one, name)), out Price value) && value.Raw > 0
                ? value
                : Price.Zero;
        }
        return Price.Zero;
    }

    /// <summary>A property's text, whether the venue wrote it as a string or as a number; empty when absent.</summary>
    public static string Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() ?? "",
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => "",
            }
            : "";

    /// <summary>A whole number; 0 when absent.</summary>
    public static long Whole(JsonElement row, string name) =>
        long.TryParse(Text(row, name), System.Globalization.CultureInfo.InvariantCulture, out long value) ? value : 0;

    /// <summary>A decimal; 0 when absent.</summary>
    public static decimal Number(JsonElement row, string name) => decimal.TryParse(
        Text(row, name), System.Globalization.NumberStyles.Float,
        System.Globalization.CultureInfo.InvariantCulture, out decimal value)
        ? value
        : 0;
}
