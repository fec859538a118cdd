using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Hedging;

/// <summary>
/// The skew stickiness R seen in the market: regression through the origin of changes of the at-the-money volatility
/// on skew times log return, older pairs forgotten by a factor a step.
/// </summary>
public struct StickinessFit
{
    private double _squares;
    private double _products;
    private double _targets;
    private double _weight;
    private long _count;

    /// <summary>Pairs taken.</summary>
    public readonly long Count => _count;

    /// <summary>Takes a step; decay in (0, 1], 1 forgets nothing.</summary>
    public FigureStatus Add(double volatilityChange, double skew, double logReturn, double decay)
    {
        if (!double.IsFinite(volatilityChange) || !double.IsFinite(skew) || !double.IsFinite(logReturn))
            return FigureStatus.NotFinite;
        if (!(decay > 0 && decay <= 1))
            return FigureStatus.OutOfRange;
        var x = skew * logReturn;
        _squares = (decay * _squares) + (x * x);
        _products = (decay * _products) + (x * volatilityChange);
        _targets = (decay * _targets) + (volatilityChange * volatilityChange);
        _weight = (decay * _weight) + 1;
        _count++;
        return FigureStatus.Ok;
    }

    /// <summary>R with so many pairs at least; Singular when skew or price did not move.</summary>
    public readonly Figure Stickiness(long pairsMin = 30)
    {
        if (_count < Math.Max(1, pairsMin))
            return Figure.None(FigureStatus.WarmingUp);
        return _squares > 0 ? Figure.Of(_products / _squares) : Figure.None(FigureStatus.Singular);
    }

    /// <summary>Standard error of R.</summary>
    public readonly Figure StandardError(long pairsMin = 30)
    {
        var fit = Stickiness(pairsMin);
        if (!fit.HasValue)
            return fit;
        if (_weight <= 1)
            return Figure.None(FigureStatus.WarmingUp);
        var left = Math.Max(0, _targets - (fit.Value * _products));
        return Figure.Of(Math.Sqrt(left / (_weight - 1) / _squares));
    }
}
