namespace TradingAgent.Host.Configuration;

/// <summary>
/// Patterns of instruments: <c>bybit:BTCUSDT</c> exactly, <c>bybit:BTC-*</c> by beginning, <c>*</c> all.
/// </summary>
internal static class InstrumentPattern
{
    /// <summary>True when any of the patterns fits the venue and symbol.</summary>
    public static bool Matches(IReadOnlyList<string> patterns, string venue, string symbol)
    {
        string name = venue + ":" + symbol;
        foreach (string pattern in patterns)
            if (Fits(pattern, name)) return true;
        return false;
    }

    /// <summary>False for one instrument's name that is of none of the coins: a symbol begins with its coin.</summary>
    public static bool MayFit(string pattern, IReadOnlyList<string> coins)
    {
        if (pattern.Contains('*', StringComparison.Ordinal)) return true;
        string symbol = pattern[(pattern.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return coins.Any(coin => symbol.StartsWith(coin, StringComparison.Ordinal));
    }

    /// <summary>
    /// Greedy match with one point to return to: linear in practice, no regular expression to escape.
    /// </summary>
    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++mark;
            }
            else return false;
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }
}
