using System.Diagnostics;
using System.Globalization;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.Benchmarks.Engine;

/// <summary>
/// What the scaling policies cost: a decision, a tick that decides nothing, a trade, and the scenario grid step by
/// step. A decision is the difference between ticks that ask the policies and ticks that do not: the Greeks and the
/// step of the grid are in both.
/// </summary>
internal static class ScalingLatency
{
    private const int Legs = 500;
    private const int WarmUp = 30_000;
    private const int Count = 100_000;

    public static void Run(TextWriter output)
    {
        var plain = new ScalingBench(Legs, hasPolicies: false);
        var bench = new ScalingBench(Legs, hasPolicies: true);
        Print(output, "no policies, reference tick", Measure(() => plain.Tick(plans: false)));
        Print(output, "no policies, same quote", Measure(plain.Idle));
        Print(output, "no policies, trade", Measure(plain.Trade));
        Print(output, "policies, same quote", Measure(bench.Idle));
        Print(output, "policies, trade", Measure(bench.Trade));
        Print(output, "policies, reference tick", Measure(() => bench.Tick(plans: false)));
        Print(output, "policies, tick that decides", MeasureDeciding(output, bench));
        PrintGrid(output, bench.Scenarios);
    }

    /// <summary>Ticks that ask the policies, with everything they may ask for said again between them.</summary>
    private static LatencyHistogram MeasureDeciding(TextWriter output, ScalingBench bench)
    {
        var histogram = new LatencyHistogram();
        long allocated = 0;
        for (int i = 0; i < WarmUp + Count; i++)
        {
            if (i % 20 == 0) bench.Refresh();
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            bench.Tick(plans: true);
            long took = (Stopwatch.GetTimestamp() - start) * 1_000_000_000 / Stopwatch.Frequency;
            if (i < WarmUp) continue;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            histogram.Add(took);
        }
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"allocated over {Count} deciding ticks {allocated} bytes; policies that lack an input: " +
            $"{Missing(bench)}; grids completed {bench.Scenarios.Completed}"));
        return histogram;
    }

    private static string Missing(ScalingBench bench)
    {
        string[] missing =
        [
            .. bench.Engine.TraceOf(SmallMarket.Bitcoin).Steps.ToArray()
                .Concat(bench.Engine.TraceOf(SmallMarket.Ether).Steps.ToArray())
                .Where(step => step.Missing != PolicyInput.None).Select(step => $"{step.Policy} {step.Missing}"),
        ];
        return missing.Length == 0 ? "none" : string.Join(", ", missing);
    }

    /// <summary>Whole grids, a step at a time: the sum of the steps is the work of a refresh.</summary>
    private static void PrintGrid(TextWriter output, ScenarioBook scenarios)
    {
        var steps = new LatencyHistogram();
        var grids = new List<double>();
        long count = 0;
        for (int grid = 0; grid < 300; grid++)
        {
            long done = scenarios.Completed;
            long spent = 0;
            scenarios.Restart();
            while (scenarios.Completed == done)
            {
                long start = Stopwatch.GetTimestamp();
                scenarios.Work(1);
                long took = (Stopwatch.GetTimestamp() - start) * 1_000_000_000 / Stopwatch.Frequency;
                if (grid >= 100) steps.Add(took);
                if (grid >= 100) count++;
                spent += took;
            }
            if (grid >= 100) grids.Add(spent / 1e3);
        }
        grids.Sort();
        Print(output, $"grid, one of {count / 200} steps", steps);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"grid of {Legs} legs, all steps        p10 {grids[20],8:F0} us   p50 {grids[100],8:F0} us   " +
            $"p90 {grids[180],8:F0} us"));
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

    private static void Print(TextWriter output, string name, LatencyHistogram histogram) =>
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28} p50 {histogram.At(0.5) / 1e3,8:F2} us   p99 {histogram.At(0.99) / 1e3,8:F2} us   "
            + $"p99.9 {histogram.At(0.999) / 1e3,8:F2} us   max {histogram.Max / 1e3,9:F2} us"));
}
