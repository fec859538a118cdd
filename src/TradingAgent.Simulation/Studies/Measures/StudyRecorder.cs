using TradingAgent.Engine;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Quant.Maths;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>Samples a study at equal distances for its plot.</summary>
public sealed class StudyRecorder
{
    private const int SamplesWanted = 800;
    private const double YearSeconds = 365.0 * 86_400;
    private readonly List<PlotSeries> _series = [];
    private readonly double _stepSeconds;
    private StudyMarket _market = null!;
    private StudyMeasures _measures = null!;
    private double[] _pnlBefore = [];
    private double[] _variance = [];
    private long _every;

    /// <param name="step">Length of the study's steps.</param>
    public StudyRecorder(Duration step) => _stepSeconds = step.Seconds;

    /// <summary>Days since the study began, one a sample.</summary>
    public List<double> Days { get; } = [];

    /// <summary>In the order of their panels.</summary>
    public IReadOnlyList<PlotSeries> Series => _series;

    internal void Begin(StudyMarket market, StudyMeasures measures)
    {
        (_market, _measures) = (market, measures);
        _every = Math.Max(1, market.StepCount / SamplesWanted);
        _pnlBefore = new double[market.Coins.Count];
        _variance = new double[market.Coins.Count];
    }

    internal void OnStep()
    {
        if (_market.Steps % _every != 0) return;
        Days.Add(_market.Steps * _stepSeconds / 86_400);
        double equity = _market.EquityUsd();
        Add("Equity, USD", "equity", equity);
        Add("Drawdown, USD", "below the peak", -_measures.DrawdownUsd);
        for (int coin = 0; coin < _market.Coins.Count; coin++) TakeCoin(coin, equity);
    }

    private void TakeCoin(int coin, double equity)
    {
        string code = _market.Coins[coin].Coin.Code;
        CoinMeasures measures = _measures.Coins[coin];
        EngineStatus.UnderlyingStatus status = _market.Engine.StatusOf(measures.Underlying);
        Add($"{code} price, USD", "middle", _market.MidOf(coin));
        Add($"{code} delta, coins", "target", status.Target, isWanted: true);
        Add($"{code} delta, coins", "outer band", status.OuterBand, isBand: true);
        Add($"{code} delta, coins", "delta", status.Delta);
        TakeVolatility(coin, code, measures, equity);
        Add($"{code} worst scenario, USD", "loss", ScenarioLoss.Of(_market, coin));
        TakePolicies(code, measures.Underlying);
    }

    /// <summary>Realised over about a week, as an exponential mean.</summary>
    private void TakeVolatility(int coin, string code, CoinMeasures measures, double equity)
    {
        double pnl = _market.PnlOf(coin);
        double capital = equity * (double.IsNaN(measures.CapitalShare) ? 1 : measures.CapitalShare);
        double move = (pnl - _pnlBefore[coin]) / capital;
        _pnlBefore[coin] = pnl;
        double seconds = _every * _stepSeconds;
        double weight = 1 - Elementary.Exp(-seconds / (7 * 86_400));
        double variance = move * move * YearSeconds / seconds;
        _variance[coin] = Days.Count == 1 ? variance : _variance[coin] + (weight * (variance - _variance[coin]));
        Add($"{code} volatility of P&L, per year", "realised, a week", Math.Sqrt(_variance[coin]));
        if (!double.IsNaN(measures.TargetVolatility))
            Add($"{code} volatility of P&L, per year", "wanted", measures.TargetVolatility, isWanted: true);
    }

    private void TakePolicies(string code, UnderlyingId underlying)
    {
        PolicyTable table = _market.Engine.Policies;
        for (int slot = 0; slot < table.Count; slot++)
        {
            if (!table.Applies(slot, underlying)) continue;
            if (PolicyList.Find(table.KindOf(slot)) is not { } definition) continue;
            PolicyTally tally = _market.Engine.PolicyTallyOf(slot, underlying);
            double value = tally.HasLast != 0 ? tally.Last : double.NaN;
            string name = $"{slot} {definition.Name}";
            bool isExposure = definition.Stage == PolicyStage.Exposure;
            if (isExposure) Add($"{code} paper P&L of exposures, USD", name, tally.PnlUsd);
            string panel = definition.Stage == PolicyStage.Modulator ? "factors" : "proposals, coins";
            Add($"{code} {panel}", name, value);
        }
    }

    private void Add(string panel, string name, double value, bool isBand = false, bool isWanted = false)
    {
        PlotSeries? series = _series.Find(known => known.Panel == panel && known.Name == name);
        if (series is null)
        {
            series = new PlotSeries(panel, name) { IsBand = isBand, IsWanted = isWanted };
            // One that appears later begins with nothing.
            for (int i = 1; i < Days.Count; i++) series.Values.Add(double.NaN);
            _series.Add(series);
        }
        series.Values.Add(value);
    }
}
