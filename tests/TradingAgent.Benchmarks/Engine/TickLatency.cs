using System.Diagnostics;
using System.Globalization;

namespace TradingAgent.Benchmarks.Engine;

/// <summary>
/// Times single ticks and prints the distribution, which a mean hides. The clock is read around each Apply, so its own
/// cost (about 25 ns) is in the figures.
/// </summary>
internal static class TickLatency
{
    private const int WarmUp = 50_000;
    private const int Count = 200_000;

    public static void Run()
    {
        foreach (int legs in new[] { 40, 300, 1000 })
        {
            var bench = new TickBench(legs);
            Print($"{legs} legs, reference tick", Measure(bench.Tick));
            Print($"{legs} legs, option ticker", Measure(bench.Ticker));
        }
    }

    private static LatencyHistogram Measure(Func<int> apply)
    {
        var histogram = new LatencyHistogram();
        for (int i = 0; i < WarmUp; i++) apply();
        for (int i = 0; i < Count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            apply();
            histogram.Add((Stopwatch.GetTimestamp() - start) * 1_000_000_000 / Stopwatch.Frequency);
        }
        return histogram;
    }

    private static void Print(string name, LatencyHistogram histogram) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-28} p50 {histogram.At(0.5) / 1e3,8:F2} us   p99 {histogram.At(0.99) / 1e3,8:F2} us   "
        + $"p99.9 {histogram.At(0.999) / 1e3,8:F2} us   max {histogram.Max / 1e3,9:F2} us"));
}
