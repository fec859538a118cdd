using System.Runtime.CompilerServices;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Volatility;

/// <summary>
/// Rolling estimators over the last bars, at most <see cref="Capacity"/>. The sums are formed anew at each reading, so
/// rounding cannot drift. Range estimators are biased down when a bar holds few trades.
/// </summary>
public struct BarVolatility
{
    /// <summary>Longest window, bars.</summary>
    public const int Capacity = 64;

    private Ring _gap;
    private Ring _body;
    private Ring _closeReturn;
    private Ring _parkinson;
    private Ring _garmanKlass;
    private Ring _rogersSatchell;
    private double _lastClose;
    private long _hasClose;
    private int _next;
    private int _count;

    /// <summary>Bars with a predecessor held, at most <see cref="Capacity"/>.</summary>
    public readonly int Count => _count;

    /// <summary>Takes a bar, or refuses it unchanged. The first one only gives its close.</summary>
    public FigureStatus Add(in PriceBar bar)
    {
        var status = bar.Check();
        if (status != FigureStatus.Ok)
            return status;
        if (_hasClose != 0)
            Push(bar);
        _lastClose = bar.Close;
        _hasClose = 1;
        return FigureStatus.Ok;
    }

    /// <summary>After a gap in the feed: the next bar has no predecessor.</summary>
    public void BreakSequence() => _hasClose = 0;

    /// <summary>Variance of one bar over the last so many bars, WarmingUp while there are fewer.</summary>
    public readonly Figure Variance(BarEstimator estimator, int bars)
    {
        if (bars < 2 || bars > Capacity)
            return Figure.None(FigureStatus.OutOfRange);
        if (_count < bars)
            return Figure.None(FigureStatus.WarmingUp);
        return estimator switch
        {
            BarEstimator.CloseToClose => Figure.Of(SampleVariance(_closeReturn, bars)),
            BarEstimator.Parkinson => Figure.Of(Sum(_parkinson, bars) / bars),
            BarEstimator.GarmanKlass => Figure.Of(Sum(_garmanKlass, bars) / bars),
            BarEstimator.RogersSatchell => Figure.Of(Sum(_rogersSatchell, bars) / bars),
            BarEstimator.GarmanKlassWithGaps => Figure.Of((Sum(_garmanKlass, bars) + SquareSum(_gap, bars)) / bars),
            BarEstimator.YangZhang => Figure.Of(YangZhang(bars)),
            _ => Figure.None(FigureStatus.OutOfRange),
        };
    }

    /// <summary>
    /// Squared standard error of the variance over its square, from how far apart the bars lie: more in a heavy-tailed
    /// market than in a normal one. Who divides by an estimate divides by too little when it is too low and gains less
    /// when it is too high: E[1/v] is 1/σ² times one plus this.
    /// </summary>
    public readonly Figure ErrorSquared(BarEstimator estimator, int bars)
    {
        if (bars < 2 || bars > Capacity)
            return Figure.None(FigureStatus.OutOfRange);
        if (_count < bars)
            return Figure.None(FigureStatus.WarmingUp);
        Ring said = default;
        for (var i = 1; i <= bars; i++)
            said[Slot(i)] = Said(estimator, Slot(i), bars);
        var mean = Sum(said, bars) / bars;
        return mean > 0
            ? Figure.Of(SampleVariance(said, bars) / bars / (mean * mean)) : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>Volatility per year for so many bars a year.</summary>
    public readonly Figure Annualised(BarEstimator estimator, int bars, double barsPerYear) =>
        Variance(estimator, bars).Times(barsPerYear).SquareRoot();

    private void Push(in PriceBar bar)
    {
        _gap[_next] = Elementary.LogRatio(bar.Open, _lastClose);
        _body[_next] = Elementary.LogRatio(bar.Close, bar.Open);
        _closeReturn[_next] = Elementary.LogRatio(bar.Close, _lastClose);
        _parkinson[_next] = bar.ParkinsonVariance();
        _garmanKlass[_next] = bar.GarmanKlassVariance();
        _rogersSatchell[_next] = bar.RogersSatchellVariance();
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
    }

    /// <summary>σo² + kσc² + (1-k)σrs² with k = 0.34/(1.34 + (n+1)/(n-1)).</summary>
    private readonly double YangZhang(int bars)
    {
        var k = 0.34 / (1.34 + ((bars + 1.0) / (bars - 1.0)));
        return SampleVariance(_gap, bars) + (k * SampleVariance(_body, bars))
            + ((1 - k) * Sum(_rogersSatchell, bars) / bars);
    }

    /// <summary>
    /// What one bar adds to the mean that an estimator is; without the means of returns, which are small beside them.
    /// </summary>
    private readonly double Said(BarEstimator estimator, int slot, int bars)
    {
        var k = 0.34 / (1.34 + ((bars + 1.0) / (bars - 1.0)));
        return estimator switch
        {
            BarEstimator.CloseToClose => _closeReturn[slot] * _closeReturn[slot],
            BarEstimator.Parkinson => _parkinson[slot],
            BarEstimator.GarmanKlass => _garmanKlass[slot],
            BarEstimator.RogersSatchell => _rogersSatchell[slot],
            BarEstimator.GarmanKlassWithGaps => _garmanKlass[slot] + (_gap[slot] * _gap[slot]),
            _ => (_gap[slot] * _gap[slot]) + (k * _body[slot] * _body[slot]) + ((1 - k) * _rogersSatchell[slot]),
        };
    }

    private readonly double SampleVariance(in Ring ring, int bars)
    {
        var mean = Sum(ring, bars) / bars;
        var sum = 0.0;
        for (var i = 1; i <= bars; i++)
        {
            var off = ring[Slot(i)] - mean;
            sum += off * off;
        }

        return sum / (bars - 1);
    }

    private readonly double Sum(in Ring ring, int bars)
    {
        var sum = 0.0;
        for (var i = 1; i <= bars; i++)
            sum += ring[Slot(i)];
        return sum;
    }

    private readonly double SquareSum(in Ring ring, int bars)
    {
        var sum = 0.0;
        for (var i = 1; i <= bars; i++)
            sum += ring[Slot(i)] * ring[Slot(i)];
        return sum;
    }

    private readonly int Slot(int age) => (_next - age + Capacity) % Capacity;

    [InlineArray(Capacity)]
    private struct Ring
    {
        private double _first;
    }
}
