using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>
/// Share of the time for which the Greeks of a coin are within what is tolerated of them: delta within the outer band
/// of its target, the others within the hard limits of <c>tolerances</c>, else those of <c>Limits</c>; vega within
/// <c>vega-tolerance</c> where that speaks, on its own scale.
/// </summary>
internal sealed class GreekMeasures
{
    private readonly StudyMarket _market;
    private readonly UnderlyingId _underlying;
    private readonly double _lot;
    private readonly ushort _vegaPolicy = PolicyList.Find("vega-tolerance")!.Number;
    private Count _delta;
    private Count _gamma;
    private Count _vega;
    private Count _theta;

    public GreekMeasures(StudyMarket market, int coin)
    {
        _market = market;
        _underlying = UnderlyingId.Of(market.Coins[coin].Coin);
        _lot = (double)market.Coins[coin].Lot;
        _delta = new Count("outer band", double.NaN);
        _gamma = Hard("Gamma", ParameterId.GammaMax);
        _theta = Hard("Theta", ParameterId.None);
        double tolerance = PolicyReading.ValueOf(market.Engine, "vega-tolerance", "Tolerance", _underlying);
        _vega = double.IsNaN(tolerance) ? Hard("Vega", ParameterId.VegaMax)
            : new Count("vega-tolerance.Tolerance", tolerance);
        IsVegaWeighed = !double.IsNaN(tolerance);
    }

    private bool IsVegaWeighed { get; }

    public ToleranceReport Delta => _delta.Report();

    public ToleranceReport Gamma => _gamma.Report();

    public ToleranceReport Vega => _vega.Report();

    public ToleranceReport Theta => _theta.Report();

    /// <summary>After every step.</summary>
    public void OnStep(EngineStatus.UnderlyingStatus status)
    {
        // A lot is the least that can be traded: a band below it is as good as one.
        _delta.Add(Math.Abs(status.Delta - status.Target), Math.Max(status.OuterBand, _lot));
        _gamma.Add(Math.Abs(status.Gamma), _gamma.Limit);
        _theta.Add(Math.Abs(status.ThetaPerDay), _theta.Limit);
        double vega = IsVegaWeighed ? WeighedVega() : status.VegaPerVolPoint;
        if (!double.IsNaN(vega)) _vega.Add(Math.Abs(vega), _vega.Limit);
    }

    /// <summary>Off its target in all, as the policy reckons it; NaN before its first word, and while it speaks of a
    /// bucket.</summary>
    private double WeighedVega()
    {
        foreach (TraceStep step in _market.Engine.TraceOf(_underlying).Steps)
            if (step.Policy == _vegaPolicy && step.Missing == PolicyInput.None && step.Inputs[4] == 0)
                return step.Inputs[0];
        return double.NaN;
    }

    private Count Hard(string greek, ParameterId limit)
    {
        double hard = PolicyReading.ValueOf(_market.Engine, "tolerances", greek + "Hard", _underlying);
        if (hard > 0) return new Count($"tolerances.{greek}Hard", hard);
        return limit == ParameterId.None ? new Count(null, double.NaN)
            : new Count($"Limits.{greek}Max", _market.Engine.ParameterOf(limit, _underlying));
    }

    private struct Count(string? name, double limit)
    {
        private long _inside;
        private long _all;
        private double _most;

        public readonly double Limit => limit;

        public void Add(double magnitude, double most)
        {
            _all++;
            if (magnitude <= most) _inside++;
            _most = Math.Max(_most, magnitude);
        }

        public readonly ToleranceReport Report() => new(
            name, double.IsNaN(limit) ? null : limit,
            name is null || _all == 0 ? null : CoinReport.Known((double)_inside / _all), Math.Round(_most, 9));
    }
}
