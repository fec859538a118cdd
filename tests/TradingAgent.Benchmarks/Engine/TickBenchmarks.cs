using BenchmarkDotNet.Attributes;

namespace TradingAgent.Benchmarks.Engine;

/// <summary>
/// One event through Apply: the reference price, one option, a quote that changes nothing, the state hash.
/// </summary>
[MemoryDiagnoser]
public class TickBenchmarks
{
    private TickBench _bench = null!;

    [Params(40, 1000)]
    public int Legs { get; set; }

    [GlobalSetup]
    public void SetUp() => _bench = new TickBench(Legs);

    [Benchmark(Baseline = true)]
    public int Tick() => _bench.Tick();

    [Benchmark]
    public int OptionTicker() => _bench.Ticker();

    [Benchmark]
    public int SameQuoteAgain() => _bench.Idle();

    [Benchmark]
    public ulong StateHash() => _bench.Engine.StateHash();
}
