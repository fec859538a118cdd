using System.Reflection;
using BenchmarkDotNet.Running;
using TradingAgent.Benchmarks.Engine;
using TradingAgent.Benchmarks.Runtime;
using TradingAgent.Benchmarks.Venues;
using TradingAgent.Benchmarks.Wire;

// Latencies between threads are percentiles over one process, which the benchmark runner does not measure.
if (args is ["runtime"])
{
    HandOverBenchmark.Run(Console.Out);
    JournalBenchmark.Run(Console.Out);
    await IdleBenchmark.RunAsync(Console.Out);
    return;
}
if (args is ["decode"])
{
    DecodeRates.Run(Console.Out);
    BinanceDecodeRates.Run(Console.Out);
    return;
}
#if WITH_CRYPTOEXCHANGENET
if (args is ["decode-library"])
{
    await LibraryDecodeRates.RunAsync(Console.Out);
    return;
}
#endif
if (args is ["floor"])
{
    EchoFloor.Run(Console.Out);
    return;
}
if (args is ["floor-echo", string port])
{
    EchoFloor.Echo(int.Parse(port));
    return;
}
if (args is ["ticks"])
{
    TickLatency.Run();
    return;
}
if (args is ["scaling"])
{
    ScalingLatency.Run(Console.Out);
    return;
}
if (WireScenario.Of(args) is { } scenario)
{
    new WireHarness(scenario).Run(Console.Out);
    return;
}
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
