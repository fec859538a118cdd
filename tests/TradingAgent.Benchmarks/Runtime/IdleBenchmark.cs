using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Benchmarks.Runtime;

/// <summary>What a run without any market costs the processor: the price of being ready.</summary>
internal static class IdleBenchmark
{
    public static async Task RunAsync(TextWriter output)
    {
        string root = Directory.CreateTempSubdirectory("trading-agent-benchmark-").FullName;
        LiveSettings settings = new()
        {
            DataPath = root,
            Instance = "a",
            Venues = [],
            Parameters = _ => [],
            Wait = WaitMode.Park,
        };
        await using (await LiveRuntime.StartAsync(settings, new SteadyClock(TimeProvider.System), NullLogger.Instance))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(5));
            double share = (Process.GetCurrentProcess().TotalProcessorTime - before) / Stopwatch.GetElapsedTime(start);
            output.WriteLine($"idle run, park                       {share * 100,8:0.00} % of one core");
        }
        Directory.Delete(root, recursive: true);
    }
}
