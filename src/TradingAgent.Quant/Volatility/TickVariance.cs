using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Volatility;

/// <summary>
/// Time-decayed variance of irregular ticks: v ← wv + (1-w)·r²/δt with w = e^(-δt/τ), per millisecond, started with the
/// first r²/δt. Ticks of one millisecond are taken together. Prices carry the noise of the quotes: see
/// <see cref="TwoScaleVariance"/> for a figure without it.
/// </summary>
public struct TickVariance
{
    private double _price;
    private double _variance;
    private long _time;
    private long _count;

    /// <summary>Variance per millisecond, or WarmingUp before two ticks.</summary>
    public readonly Figure VariancePerMillisecond =>
        _count < 2 ? Figure.None(FigureStatus.WarmingUp) : Figure.Of(_variance);

    /// <summary>Volatility per year of 365 days.</summary>
    public readonly Figure Annualised =>
        VariancePerMillisecond.Times(YearFraction.MillisecondsPerYear).SquareRoot();

    /// <summary>
    /// Takes a price at a time in milliseconds; a tick at or before the last one's time waits for a later one and is
    /// said to be OutOfRange.
    /// </summary>
    public FigureStatus Add(long milliseconds, double price, double decayMilliseconds)
    {
        if (!double.IsFinite(price) || !double.IsFinite(decayMilliseconds))
            return FigureStatus.NotFinite;
        if (price <= 0 || decayMilliseconds <= 0 || (_count > 0 && milliseconds <= _time))
            return FigureStatus.OutOfRange;
        if (_count > 0)
            Move(milliseconds - _time, Elementary.LogRatio(price, _price), decayMilliseconds);
        _price = price;
        _time = milliseconds;
        _count++;
        return FigureStatus.Ok;
    }

    private void Move(double span, double logReturn, double decayMilliseconds)
    {
        var rate = logReturn * logReturn / span;
        var weight = Elementary.Exp(-span / decayMilliseconds);
        _variance = _count == 1 ? rate : (weight * _variance) + ((1 - weight) * rate);
    }
}
