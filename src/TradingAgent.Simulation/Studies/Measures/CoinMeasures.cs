using TradingAgent.Engine;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Quant.Maths;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>What is measured of one coin while a study runs.</summary>
internal sealed class CoinMeasures
{
    private const string Targeting = "volatility-target";
    private readonly StudyMarket _market;
    private readonly int _coin;
    private readonly UnderlyingId _underlying;
    private double _lastMid;
    private double _lastPnl;
    private double _marketSquares;
    private double _pnlSquares;
    private long _periods;

    public CoinMeasures(StudyMarket market, int coin)
    {
        (_market, _coin) = (market, coin);
        _underlying = UnderlyingId.Of(market.Coins[coin].Coin);
        (CapitalShare, TargetVolatility) = Configured();
    }

    /// <summary>Steps inside the outer band, and steps counted.</summary>
    public long StepsInside { get; private set; }

    /// <inheritdoc cref="StepsInside"/>
    public long StepsCounted { get; private set; }

    /// <summary>Sum of |delta - target| over the steps counted, coins.</summary>
    public double ErrorSum { get; private set; }

    /// <summary>Share of the equity that a volatility target is set for; NaN when none is.</summary>
    public double CapitalShare { get; }

    /// <summary>Volatility of that capital that is wanted, per year.</summary>
    public double TargetVolatility { get; }

    public double WorstScenarioLossUsd { get; private set; }

    public double MaxAbsGamma { get; private set; }

    public double MaxAbsVega { get; private set; }

    public UnderlyingId Underlying => _underlying;

    /// <summary>Of the price, per year, from returns of one period.</summary>
    public double MarketVolatility(double periodsPerYear) => Math.Sqrt(_marketSquares / _periods * periodsPerYear);

    /// <summary>Of the P&amp;L over the capital, per year.</summary>
    public double PnlVolatility(double periodsPerYear) => Math.Sqrt(_pnlSquares / _periods * periodsPerYear);

    /// <summary>After every step.</summary>
    public void OnStep()
    {
        EngineStatus.UnderlyingStatus status = _market.Engine.StatusOf(_underlying);
        if (!(status.Spot > 0)) return;
        double error = Math.Abs(status.Delta - status.Target);
        StepsCounted++;
        ErrorSum += error;
        // A lot is the least that can be traded: a band below it is as good as one.
        if (error <= Math.Max(status.OuterBand, (double)_market.Coins[_coin].Lot)) StepsInside++;
        MaxAbsGamma = Math.Max(MaxAbsGamma, Math.Abs(status.Gamma));
        MaxAbsVega = Math.Max(MaxAbsVega, Math.Abs(status.VegaPerVolPoint));
    }

    /// <summary>Once a period; what comes before <paramref name="counts"/> warms up.</summary>
    public void OnPeriod(double equity, bool counts)
    {
        double mid = _market.MidOf(_coin);
        double pnl = _market.PnlOf(_coin);
        if (counts && _lastMid > 0)
        {
            double move = Elementary.LogRatio(mid, _lastMid);
            double share = (pnl - _lastPnl) / (equity * (double.IsNaN(CapitalShare) ? 1 : CapitalShare));
            _marketSquares += move * move;
            _pnlSquares += share * share;
            _periods++;
        }
        (_lastMid, _lastPnl) = (mid, pnl);
        WorstScenarioLossUsd = Math.Max(WorstScenarioLossUsd, ScenarioLoss.Of(_market, _coin));
    }

    private (double Share, double Target) Configured()
    {
        PolicyTable table = _market.Engine.Policies;
        if (PolicyList.Find(Targeting) is not { } definition) return (double.NaN, double.NaN);
        for (int slot = 0; slot < table.Count; slot++)
        {
            if (table.KindOf(slot) != definition.Number || !table.Applies(slot, _underlying)) continue;
            ReadOnlySpan<double> values = table.Values(slot, _underlying);
            return (values[IndexOf(definition, "CapitalShare")], values[IndexOf(definition, "TargetVolatility")]);
        }
        return (double.NaN, double.NaN);
    }

    private static int IndexOf(PolicyDefinition definition, string name)
    {
        for (int i = 0; i < definition.Parameters.Count; i++)
            if (definition.Parameters[i].Name == name) return i;
        throw new InvalidOperationException($"{definition.Name} has no parameter {name}.");
    }
}
