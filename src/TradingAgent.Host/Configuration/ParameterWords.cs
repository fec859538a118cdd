using System.Globalization;
using System.Text.Json;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// The value of a parameter as people write it: a number in its unit; a span of time (<c>"8s"</c>) where the
/// unit is ms; one of the words where the unit is a choice (<c>0 usd, 1 coin</c>).
/// </summary>
internal static class ParameterWords
{
    /// <summary>The words of a choice in order of their numbers; empty when the unit is not a choice.</summary>
    public static IReadOnlyList<string> Choices(ParameterRange range)
    {
        string[] parts = range.Unit.Split(", ");
        var words = new List<string>();
        for (int i = 0; i < parts.Length; i++)
        {
            string head = i.ToString(CultureInfo.InvariantCulture) + " ";
            if (parts.Length < 2 || !parts[i].StartsWith(head, StringComparison.Ordinal)) return [];
            words.Add(parts[i][head.Length..]);
        }
        return words;
    }

    /// <summary>True when a span of time may be written.</summary>
    public static bool IsTime(ParameterRange range) => range.Unit == "ms";

    /// <summary>
    /// Reads a value; when it cannot, <paramref name="problem"/> says what is wrong and what would be right.
    /// </summary>
    public static bool TryRead(ParameterRange range, JsonElement json, out double value, out string problem)
    {
        value = 0;
        problem = "";
        if (!TryNumber(range, json, out value))
        {
            problem = $"is {json.GetRawText()}, and must be {Wanted(range)}.";
            return false;
        }
        bool whole = Choices(range).Count == 0 || value == Math.Floor(value);
        if (double.IsFinite(value) && value >= range.Min && value <= range.Max && whole) return true;
        problem = $"is {json.GetRawText()}, and must be {Wanted(range)}.";
        return false;
    }

    /// <summary>What may be written, in words.</summary>
    public static string Wanted(ParameterRange range)
    {
        IReadOnlyList<string> choices = Choices(range);
        if (choices.Count > 0) return "one of " + string.Join(", ", choices.Select(word => $"\"{word}\""));
        string unit = IsTime(range) ? "ms, or a span of time such as \"8s\"" : range.Unit;
        return FormattableString.Invariant($"a number from {range.Min} to {range.Max} ({unit})");
    }

    private static bool TryNumber(ParameterRange range, JsonElement json, out double value)
    {
        value = 0;
        if (json.ValueKind == JsonValueKind.Number) return json.TryGetDouble(out value);
        if (json.ValueKind != JsonValueKind.String) return false;
        string text = json.GetString()!;
        IReadOnlyList<string> choices = Choices(range);
        for (int i = 0; i < choices.Count; i++)
        {
            if (!string.Equals(choices[i], text, StringComparison.OrdinalIgnoreCase)) continue;
            value = i;
            return true;
        }
        if (!IsTime(range) || !DurationText.TryParse(text, out TimeSpan time)) return false;
        value = time.TotalMilliseconds;
        return true;
    }
}
