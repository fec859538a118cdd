using System.Globalization;
using System.Text.Json;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// The value of an engine parameter as people write it: a number in its unit; a span of time (<c>"8s"</c>) where the
/// unit is ms; one of the words where the unit is a choice (<c>0 usd, 1 coin</c>).
/// </summary>
internal static class ParameterWords
{
    /// <summary>The words of a choice in order of their numbers; empty when the unit is not a choice.</summary>
    public static IReadOnlyList<string> Choices(ParameterDefinition parameter)
    {
        string[] parts = parameter.Unit.Split(", ");
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
    public static bool IsTime(ParameterDefinition parameter) => parameter.Unit == "ms";

    /// <summary>
    /// Reads a value; when it cannot, <paramref name="problem"/> says what is wrong and what would be right.
    /// </summary>
    public static bool TryRead(ParameterDefinition parameter, JsonElement json, out double value, out string problem)
    {
        value = 0;
        problem = "";
        if (!TryNumber(parameter, json, out value))
        {
            problem = $"is {json.GetRawText()}, and must be {Wanted(parameter)}.";
            return false;
        }
        bool whole = Choices(parameter).Count == 0 || value == Math.Floor(value);
        if (double.IsFinite(value) && value >= parameter.Min && value <= parameter.Max && whole) return true;
        problem = $"is {json.GetRawText()}, and must be {Wanted(parameter)}.";
        return false;
    }

    /// <summary>What may be written, in words.</summary>
    public static string Wanted(ParameterDefinition parameter)
    {
        IReadOnlyList<string> choices = Choices(parameter);
        if (choices.Count > 0) return "one of " + string.Join(", ", choices.Select(word => $"\"{word}\""));
        string unit = IsTime(parameter) ? "ms, or a span of time such as \"8s\"" : parameter.Unit;
        return FormattableString.Invariant($"a number from {parameter.Min} to {parameter.Max} ({unit})");
    }

    private static bool TryNumber(ParameterDefinition parameter, JsonElement json, out double value)
    {
        value = 0;
        if (json.ValueKind == JsonValueKind.Number) return json.TryGetDouble(out value);
        if (json.ValueKind != JsonValueKind.String) return false;
        string text = json.GetString()!;
        IReadOnlyList<string> choices = Choices(parameter);
        for (int i = 0; i < choices.Count; i++)
        {
            if (!string.Equals(choices[i], text, StringComparison.OrdinalIgnoreCase)) continue;
            value = i;
            return true;
        }
        if (!IsTime(parameter) || !DurationText.TryParse(text, out TimeSpan time)) return false;
        value = time.TotalMilliseconds;
        return true;
    }
}
