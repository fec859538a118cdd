using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Volatility;

/// <summary>
/// Realised variance on a grid of equal times with the previous tick (for instance 20 s): little noise, few points.
/// The grid starts at the first tick.
/// </summary>
public struct SparseVariance
{
    private double _lastPrice;
    private double _gridPrice;
    private double _squares;
    private long _nextGrid;
    private long _lastTime;
    private long _points;
    private long _started;

    /// <summary>Grid points passed, the first tick included.</summary>
    public readonly long Points => _points;

    /// <summary>Variance of the stretch, WarmingUp below two grid points.</summary>
    public readonly Figure Variance => _points < 2 ? Figure.None(FigureStatus.WarmingUp) : Figure.Of(_squares);

    /// <summary>Takes a price at a time in milliseconds, not before the last one's.</summary>
    public FigureStatus Add(long milliseconds, double price, long gridMilliseconds)
    {
        if (!double.IsFinite(price))
            return FigureStatus.NotFinite;
        if (price <= 0 || gridMilliseconds <= 0 || (_started != 0 && milliseconds < _lastTime))
            return FigureStatus.OutOfRange;
        if (_started == 0)
            Start(milliseconds, price, gridMilliseconds);
        PassGridBefore(milliseconds, gridMilliseconds);
        _lastPrice = price;
        _lastTime = milliseconds;
        return FigureStatus.Ok;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => this = default;

    private void Start(long milliseconds, double price, long gridMilliseconds)
    {
        _gridPrice = price;
        _lastPrice = price;
        _nextGrid = milliseconds + gridMilliseconds;
        _points = 1;
        _started = 1;
    }

    /// <summary>
    /// A grid point holds the last price at or before it, so it is settled only by a later tick. Points without a tick
    /// between them add no return.
    /// </summary>
    private void PassGridBefore(long milliseconds, long gridMilliseconds)
    {
        if (_nextGrid >= milliseconds)
            return;
        var r = Elementary.LogRatio(_lastPrice, _gridPrice);
        _squares += r * r;
        _gridPrice = _lastPrice;
        var passed = ((milliseconds - 1 - _nextGrid) / gridMilliseconds) + 1;
        _points += passed;
        _nextGrid += passed * gridMilliseconds;
    }
}
