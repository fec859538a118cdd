using System.Globalization;

namespace TradingAgent.Host.Verbs;

/// <summary>Spans of time as people write them: <c>250ms</c>, <c>60s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
internal static class DurationText
{
    /// <summary>Longest first, so that <c>ms</c> is not read as <c>s</c>.</summary>
    private static readonly (string Suffix, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <summary>False when there is no unit, no number, or more than a year.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        foreach ((string suffix, double seconds) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)) continue;
            bool ok = double.TryParse(
                text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out double count);
            if (!ok || count * seconds > 366.0 * 86400) return false;
            value = TimeSpan.FromSeconds(count * seconds);
            return true;
        }
        return false;
    }
}
