using System.Text;

namespace TradingAgent.Quant.Calculator;

/// <summary>One line of comma-separated values, fields optionally quoted ("" inside quotes is one quote).</summary>
internal static class CsvLine
{
    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                Take(fields, field);
            else
                field.Append(c);
        }

        Take(fields, field);
        return fields;
    }

    public static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\n\r") < 0
        ? field
        : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void Take(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString().Trim());
        field.Clear();
    }
}
