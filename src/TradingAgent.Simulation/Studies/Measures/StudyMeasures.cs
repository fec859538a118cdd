using TradingAgent.Engine;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>
/// Watches a study from outside: what it measures comes from the study's books and prices; from the engine only what it
/// wanted (targets and bands) and the Greeks it went by.
/// </summary>
public sealed class StudyMeasures
{
    private const double DaySeconds = 86_400;
    private const double YearSeconds = 365 * DaySeconds;
    private readonly StudyMarket _market;
    private readonly CoinMeasures[] _coins;
    private readonly long _periodSteps;
    private readonly long _daySteps;
    private readonly long _warmupSteps;
    private readonly double _periodsPerYear;
    private Spread _daily;
    private double _dayStart;
    private double _peak;

    /// <param name="market">What is watched.</param>
    /// <param name="step">Length of its steps.</param>
    /// <param name="period">Over which returns are taken.</param>
    /// <param name="warmup">Left out of the volatilities, while estimates fill.</param>
    public StudyMeasures(StudyMarket market, Duration step, Duration period, Duration warmup)
    {
        _market = market;
        _periodSteps = Math.Max(1, period.Nanoseconds / step.Nanoseconds);
        _daySteps = Math.Max(1, (long)(DaySeconds / step.Seconds));
        _warmupSteps = warmup.Nanoseconds / step.Nanoseconds;
        _periodsPerYear = YearSeconds / (_periodSteps * step.Seconds);
        _coins = [.. Enumerable.Range(0, market.Coins.Count).Select(coin => new CoinMeasures(market, coin))];
        Cap = new CapMeasures(market, Math.Max(1, Duration.FromSeconds(60).Nanoseconds / step.Nanoseconds));
        _peak = _dayStart = market.EquityUsd();
    }

    public double MaxDrawdownUsd { get; private set; }

    public double MaxDrawdownShare { get; private set; }

    public double WorstDayUsd { get; private set; }

    /// <summary>Of the days' P&amp;L, USD.</summary>
    public double DailyDeviationUsd => _daily.Deviation;

    /// <summary>Equity now below its peak, USD.</summary>
    public double DrawdownUsd { get; private set; }

    internal CapMeasures Cap { get; }

    internal IReadOnlyList<CoinMeasures> Coins => _coins;

    internal double PeriodsPerYear => _periodsPerYear;

    /// <summary>After every step.</summary>
    public void OnStep()
    {
        foreach (CoinMeasures coin in _coins) coin.OnStep();
        Cap.OnStep();
        if (_market.Steps % _periodSteps != 0) return;
        double equity = _market.EquityUsd();
        foreach (CoinMeasures coin in _coins) coin.OnPeriod(equity, _market.Steps > _warmupSteps);
        _peak = Math.Max(_peak, equity);
        DrawdownUsd = _peak - equity;
        MaxDrawdownUsd = Math.Max(MaxDrawdownUsd, DrawdownUsd);
        if (_peak > 0) MaxDrawdownShare = Math.Max(MaxDrawdownShare, DrawdownUsd / _peak);
        if (_market.Steps % _daySteps != 0) return;
        _daily.Add(equity - _dayStart);
        WorstDayUsd = Math.Min(WorstDayUsd, equity - _dayStart);
        _dayStart = equity;
    }
}
