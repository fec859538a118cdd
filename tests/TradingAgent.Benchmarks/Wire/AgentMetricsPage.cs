using System.Globalization;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// The agent's own histograms as its metrics page shows them, so that what happened while measuring can be told from
/// what happened while starting. Reading the page costs the agent some milliseconds: before and after, never between.
/// </summary>
internal sealed class AgentMetricsPage(int port)
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Durations counted so far up to each edge in seconds; empty when the page has none.</summary>
    public SortedDictionary<double, long> Read(string histogram)
    {
        SortedDictionary<double, long> counts = [];
        string page = _http.GetStringAsync($"http://127.0.0.1:{port}/metrics").GetAwaiter().GetResult();
        foreach (string line in page.Split('\n'))
        {
            if (!line.StartsWith(histogram + "_bucket{", StringComparison.Ordinal)) continue;
            int at = line.IndexOf("le=\"", StringComparison.Ordinal) + 4;
            string edge = line[at..line.IndexOf('"', at)];
            string count = line[(line.IndexOf('}') + 1)..].Trim().Split(' ')[0];
            counts[edge == "+Inf" ? double.PositiveInfinity : double.Parse(edge, CultureInfo.InvariantCulture)] =
                (long)double.Parse(count, CultureInfo.InvariantCulture);
        }
        return counts;
    }

    /// <summary>What was counted between two readings, in words: how many, and how many above each edge.</summary>
    public static string Between(SortedDictionary<double, long> before, SortedDictionary<double, long> after)
    {
        if (after.Count == 0) return "not on the page";
        long total = after.Last().Value - before.Last().Value;
        IEnumerable<string> above = after.Keys
            .Where(edge => edge >= 1e-4 && edge < double.PositiveInfinity)
            .Select(edge => (edge, count: total - (after[edge] - before[edge])))
            .Where(row => row.count > 0)
            .Select(row => string.Create(
                CultureInfo.InvariantCulture, $"{row.count} above {row.edge * 1000:0.#} ms"));
        return $"{total} measured, {string.Join(", ", above.DefaultIfEmpty("none above 0.1 ms"))}";
    }
}
