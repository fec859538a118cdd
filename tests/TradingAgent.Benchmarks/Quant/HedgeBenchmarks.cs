using BenchmarkDotNet.Attributes;
using TradingAgent.Quant.Hedging;

namespace TradingAgent.Benchmarks.Quant;

/// <summary>Time for one hedge of delta, gamma and vega. Mark: 20 µs with 8 instruments, 0 bytes.</summary>
[MemoryDiagnoser]
public class HedgeBenchmarks
{
    private static readonly GreekRisk Risk = GreekRisk.FromMoves(1200, 2.5, -0.4, 1e-5);
    private static readonly GreekVector Exposure = new(-17.3, -0.0041, 1900);
    private readonly double[] _amounts = new double[HedgeProblem.InstrumentsMax];
    private HedgeInstrument[] _instruments = [];

    /// <summary>Instruments: a perpetual and options.</summary>
    [Params(1, 4, 8)]
    public int Instruments { get; set; }

    /// <summary>Options of growing strike, every other one a put.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _instruments = new HedgeInstrument[Instruments];
        _instruments[0] = new HedgeInstrument(new GreekVector(1, 0, 0), -100, 100, 0.001, 12, 0.001);
        for (var i = 1; i < Instruments; i++)
        {
            var delta = (i % 2 == 0 ? -1 : 1) * (0.65 - (0.07 * i));
            var greeks = new GreekVector(delta, (1.5 + (0.3 * (i % 3))) * 1e-5, 40 + (11 * i));
            _instruments[i] = new HedgeInstrument(greeks, -20, 20, 0.01, 30 + (3 * i), 0.1);
        }
    }

    /// <summary>Any amount, costs against risk.</summary>
    [Benchmark(Baseline = true)]
    public double Continuous() => HedgeProblem.Solve(Exposure, Risk, _instruments, false, _amounts).Objective;

    /// <summary>The delta closed exactly.</summary>
    [Benchmark]
    public double DeltaExact() => HedgeProblem.Solve(Exposure, Risk, _instruments, true, _amounts).Objective;

    /// <summary>Whole lots.</summary>
    [Benchmark]
    public double Lots() => HedgeProblem.SolveLots(Exposure, Risk, _instruments, false, _amounts).Objective;

    /// <summary>Whole lots with the delta closed to less than one of them.</summary>
    [Benchmark]
    public double LotsDeltaExact() => HedgeProblem.SolveLots(Exposure, Risk, _instruments, true, _amounts).Objective;
}
