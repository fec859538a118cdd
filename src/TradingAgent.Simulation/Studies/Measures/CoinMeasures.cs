using TradingAgent.Engine;
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
    private double _lastTargeted;
    private double _targetedSquares;
    private long _periods;

    public CoinMeasures(StudyMarket market, int coin)
    {
        (_market, _coin) = (market, coin);
        _underlying = UnderlyingId.Of(market.Coins[coin].Coin);
        CapitalShare = PolicyReading.ValueOf(market.Engine, Targeting, "CapitalShare", _underlying);
        TargetVolatility = PolicyReading.ValueOf(market.Engine, Targeting, "TargetVolatility", _underlying);
        Greeks = new GreekMeasures(market, coin);
    }

    public GreekMeasures Greeks { get; }

    public long StepsCounted { get; private set; }

    /// <summary>Sum of |delta - target| over the steps counted, coins.</summary>
    public double ErrorSum { get; private set; }

    /// <summary>Share of the equity that a volatility target is set for; NaN when none is.</summary>
    public double CapitalShare { get; }

    /// <summary>Volatility of that capital that is wanted, per year.</summary>
    public double TargetVolatility { get; }

    public double WorstScenarioLossUsd { get; private set; }

    public UnderlyingId Underlying => _underlying;

    /// <summary>Of the price, per year, from returns of one period.</summary>
    public double MarketVolatility(double periodsPerYear) => Math.Sqrt(_marketSquares / _periods * periodsPerYear);

    /// <summary>Of the P&amp;L over the capital, per year.</summary>
    public double PnlVolatility(double periodsPerYear) => Math.Sqrt(_pnlSquares / _periods * periodsPerYear);

    /// <summary>Of the paper P&amp;L of what the volatility target asks for, over its capital, per year.</summary>
    public double TargetedVolatility(double periodsPerYear) =>
        double.IsNaN(TargetVolatility) ? double.NaN : Math.Sqrt(_targetedSquares / _periods * periodsPerYear);

    /// <summary>After every step.</summary>
    public void OnStep()
    {
        EngineStatus.UnderlyingStatus status = _market.Engine.StatusOf(_underlying);
        if (!(status.Spot > 0)) return;
        StepsCounted++;
        ErrorSum += Math.Abs(status.Delta - status.Target);
        Greeks.OnStep(status);
    }

    /// <summary>Once a period; what comes before <paramref name="counts"/> warms up.</summary>
    public void OnPeriod(double equity, bool counts)
    {
        double mid = _market.MidOf(_coin);
        double pnl = _market.PnlOf(_coin);
        double targeted = TargetedPnl();
        if (counts && _lastMid > 0)
        {
            double move = Elementary.LogRatio(mid, _lastMid);
            double capital = equity * (double.IsNaN(CapitalShare) ? 1 : CapitalShare);
            double share = (pnl - _lastPnl) / capital;
            double part = (targeted - _lastTargeted) / capital;
            _marketSquares += move * move;
            _pnlSquares += share * share;
            _targetedSquares += part * part;
            _periods++;
        }
        (_lastMid, _lastPnl, _lastTargeted) = (mid, pnl, targeted);
        WorstScenarioLossUsd = Math.Max(WorstScenarioLossUsd, ScenarioLoss.Of(_market, _coin));
    }

    /// <summary>
    /// P&amp;L of what the volatility target asks for, on paper: the rest of the coin's P&amp;L is not its doing.
    /// </summary>
    private double TargetedPnl()
    {
        double sum = 0;
        foreach (int slot in PolicyReading.SlotsOf(_market.Engine, Targeting, _underlying))
            sum += _market.Engine.PolicyTallyOf(slot, _underlying).PnlUsd;
        return sum;
    }
}
