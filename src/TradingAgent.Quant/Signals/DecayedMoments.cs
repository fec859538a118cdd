using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Signals;

/// <summary>
/// Mean and variance of a level over time, older times forgotten exponentially: a level counts with the time for which
/// it stood, so that how often it is told changes nothing. Updated by the weighted form of West (1979).
/// </summary>
public struct DecayedMoments
{
    private double _weight;
    private double _mean;
    private double _squares;

    /// <summary>Share of the memory that has been seen, from 0 at the start to 1.</summary>
    public readonly double Covered => _weight;

    /// <summary>Takes a level that stood for so long; what is no level changes nothing.</summary>
    public FigureStatus Add(double level, double lasted, double memory)
    {
        if (!double.IsFinite(level) || !double.IsFinite(lasted))
            return FigureStatus.NotFinite;
        if (lasted < 0 || !(memory > 0))
            return FigureStatus.OutOfRange;
        var kept = Elementary.Exp(-lasted / memory);
        var fresh = 1 - kept;
        _weight = (_weight * kept) + fresh;
        if (fresh == 0)
            return FigureStatus.Ok;
        var off = level - _mean;
        _mean += fresh / _weight * off;
        _squares = (_squares * kept) + (fresh * off * (level - _mean));
        return FigureStatus.Ok;
    }

    /// <summary>The mean.</summary>
    public readonly Figure Mean() => _weight > 0 ? Figure.Of(_mean) : Figure.None(FigureStatus.WarmingUp);

    /// <summary>The variance, with the weights as divisor.</summary>
    public readonly Figure Variance() =>
        _weight > 0 ? Figure.Of(Math.Max(0, _squares) / _weight) : Figure.None(FigureStatus.WarmingUp);

    /// <summary>
    /// How many deviations a level is from the mean; Singular while nothing but one level was seen, to rounding.
    /// </summary>
    public readonly Figure Score(double level)
    {
        var deviation = Variance().SquareRoot();
        if (!deviation.HasValue)
            return deviation;
        return deviation.Value > 1e-12 * Math.Max(Math.Abs(_mean), 1e-12)
            ? Figure.Of((level - _mean) / deviation.Value)
            : Figure.None(FigureStatus.Singular);
    }
}
