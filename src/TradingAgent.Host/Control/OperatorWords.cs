using System.Globalization;
using System.Text;

namespace TradingAgent.Host.Control;

/// <summary>
/// Operators' words as they may stand in a line of the log: what would begin another line, move a terminal's cursor or
/// turn the direction of the text is shown by its number. A halt is not refused for a line break in its reason.
/// </summary>
internal static class OperatorWords
{
    /// <summary>The request with all words made plain.</summary>
    public static ControlRequest Plain(ControlRequest request) => request with
    {
        Who = Plain(request.Who),
        Why = Plain(request.Why),
        Underlying = Plain(request.Underlying),
        Name = Plain(request.Name),
        Value = Plain(request.Value),
    };

    /// <summary>The words, with <c>\u{a}</c> for a line break.</summary>
    public static string Plain(string? words)
    {
        if (string.IsNullOrEmpty(words)) return "";
        var plain = new StringBuilder(words.Length);
        foreach (Rune rune in words.EnumerateRunes())
        {
            bool isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (isHidden) plain.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else plain.Append(rune.ToString());
        }
        return plain.ToString();
    }
}
