using TradingAgent.Exchange.MarketSources.Recorded.Bars;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Simulation.Studies.Paths;

/// <summary>
/// Recorded bars as a path: through each bar a seeded bridge over its extremes, at equal distances. Its volatility is
/// the exponentially weighted one of the bars' returns over about a day.
/// </summary>
public sealed class BarPath : IPricePath
{
    private const double YearSeconds = 365.0 * 86_400;
    private const double MemorySeconds = 86_400;
    private const int GapBarsMax = 5;
    private readonly BarReader _reader;
    private readonly BarBridge _bridge;
    private readonly int _points;
    private readonly double _weight;
    private readonly double _barsPerYear;
    private Bar _bar;
    private long _stepsToWait;
    private int _point;
    private double _variance;

    /// <summary>Begins with the first bar, or with the one that holds a moment.</summary>
    /// <param name="reader">The bars; the text behind it stays the caller's to close.</param>
    /// <param name="length">Length of one bar.</param>
    /// <param name="step">Length of a step; the bar's is a multiple of it, and at least four times as much.</param>
    /// <param name="seed">Chooses the way through each bar.</param>
    /// <param name="from">Where to begin, or none.</param>
    /// <exception cref="InvalidDataException">There is no bar there, or a bar is not so many steps long.</exception>
    public BarPath(BarReader reader, Duration length, Duration step, ulong seed, Timestamp from = default)
    {
        if (length.Nanoseconds % step.Nanoseconds != 0 || length.Nanoseconds < 4 * step.Nanoseconds)
            throw new InvalidDataException($"Bars of {length.Seconds} s do not divide into four steps or more.");
        (_reader, _points) = (reader, (int)(length.Nanoseconds / step.Nanoseconds));
        _bridge = new BarBridge(seed, _points);
        _barsPerYear = YearSeconds / length.Seconds;
        _weight = length.Seconds / MemorySeconds;
        do
        {
            if (!_reader.TryRead(out _bar)) throw new InvalidDataException("No bar holds the start.");
        }
        while (!from.IsNone && _bar.End <= from);
        _variance = VarianceOf(_bar);
        Begin();
    }

    /// <summary>When the first step begins.</summary>
    public Timestamp Start { get; private set; }

    public double Price { get; private set; }

    public double Volatility => Math.Sqrt(Math.Max(_variance, 1e-4));

    public bool TryStep(double common)
    {
        if (_stepsToWait > 0) return Wait();
        if (_point == _points - 1) return TryTurn();
        Price = _bridge.Prices[++_point];
        return true;
    }

    /// <summary>The next bar; where a few are missing, the price stands still until it comes.</summary>
    private bool TryTurn()
    {
        Bar last = _bar;
        if (!_reader.TryRead(out Bar next)) return false;
        long missing = (next.Start - last.End).Nanoseconds / last.Length.Nanoseconds;
        if (missing is < 0 or > GapBarsMax)
            throw new InvalidDataException($"{missing} bars are missing after {last.Start}; at most {GapBarsMax} may.");
        double change = Elementary.LogRatio(next.Close, last.Close);
        _variance += _weight * ((change * change * _barsPerYear) - _variance);
        _bar = next;
        _point = 0;
        if (missing == 0) Begin();
        else _stepsToWait = missing * _points;
        return true;
    }

    private bool Wait()
    {
        if (--_stepsToWait == 0) Begin();
        return true;
    }

    private void Begin()
    {
        if (Start.IsNone) Start = _bar.Start;
        _bridge.Fill(_bar);
        _point = 0;
        Price = _bridge.Prices[0];
    }

    /// <summary>Of one bar from its range, Parkinson (1980).</summary>
    private double VarianceOf(in Bar bar)
    {
        double range = Elementary.LogRatio(bar.High, bar.Low);
        return range * range / (4 * 0.6931471805599453) * _barsPerYear;
    }
}
