using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Volatility;

/// <summary>
/// Exponentially weighted variance of returns with zero mean (RiskMetrics 1996): v ← λv + (1-λ)r², started with the
/// first squared return. A return that is not finite is refused and changes nothing.
/// </summary>
public struct EwmaVariance
{
    private double _variance;
    private long _count;

    /// <summary>Returns taken.</summary>
    public readonly long Count => _count;

    /// <summary>Variance of one period, or WarmingUp before the first return.</summary>
    public readonly Figure Variance => _count == 0 ? Figure.None(FigureStatus.WarmingUp) : Figure.Of(_variance);

    /// <summary>Takes one return; decay in [0, 1), 0.94 is the daily default (half-life 11.2 periods).</summary>
    public FigureStatus Add(double logReturn, double decay) => Add(logReturn, new EwmaSpeed(decay, decay, 0, 0));

    /// <summary>Takes one return with its own speed upwards and downwards, and the rule for jumps.</summary>
    public FigureStatus Add(double logReturn, in EwmaSpeed speed)
    {
        if (!double.IsFinite(logReturn))
            return FigureStatus.NotFinite;
        if (!speed.IsAdmissible)
            return FigureStatus.OutOfRange;
        var square = logReturn * logReturn;
        if (_count == 0)
            _variance = square;
        else
            _variance = Next(square, speed);
        _count++;
        return FigureStatus.Ok;
    }

    /// <summary>Volatility per year for so many periods a year.</summary>
    public readonly Figure Annualised(double periodsPerYear) => Variance.Times(periodsPerYear).SquareRoot();

    private readonly double Next(double square, in EwmaSpeed speed)
    {
        var decay = square > _variance ? speed.DecayRising : speed.DecayFalling;
        var smooth = (decay * _variance) + ((1 - decay) * square);
        var jump = speed.JumpDeviations > 0 && square > speed.JumpDeviations * speed.JumpDeviations * _variance;
        return jump ? Math.Max(smooth, _variance + (speed.JumpShare * (square - _variance))) : smooth;
    }
}
