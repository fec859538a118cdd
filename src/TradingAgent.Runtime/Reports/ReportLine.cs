using System.Text;
using Microsoft.Extensions.Logging;

namespace TradingAgent.Runtime.Reports;

/// <summary>A report in words: a structured template and its values.</summary>
/// <param name="Id">The logging id of its kind.</param>
/// <param name="Level">How loud.</param>
/// <param name="Template">The sentence, with named places.</param>
/// <param name="Values">What goes into the places, in order.</param>
public sealed record ReportLine(EventId Id, LogLevel Level, string Template, object?[] Values)
{
    /// <summary>The sentence with its values.</summary>
    public override string ToString()
    {
        StringBuilder text = new(Template.Length + 64);
        int next = 0;
        for (int at = 0; at < Template.Length; at++)
        {
            if (Template[at] != '{')
            {
                text.Append(Template[at]);
                continue;
            }
            int end = Template.IndexOf('}', at);
            int format = Template.IndexOf(':', at, end - at);
            string? pattern = format < 0 ? null : Template[(format + 1)..end];
            object? value = Values[next++];
            text.Append(value is IFormattable formattable
                ? formattable.ToString(pattern, System.Globalization.CultureInfo.InvariantCulture)
                : value?.ToString());
            at = end;
        }
        return text.ToString();
    }
}
