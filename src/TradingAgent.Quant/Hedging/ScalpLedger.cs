using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Hedging;

/// <summary>
/// Theta paid against variance realised: what a delta-neutral gamma earned, ½Γ·δF² a step, what it cost in theta, and
/// the volatility at which the two would have met.
/// </summary>
public struct ScalpLedger
{
    private double _gammaGain;
    private double _theta;
    private double _gammaTime;
    private long _steps;

    /// <summary>Σ ½Γ·δF², dollars.</summary>
    public readonly double GammaGain => _gammaGain;

    /// <summary>Theta over the same time, dollars, negative for long gamma.</summary>
    public readonly double Theta => _theta;

    /// <summary>Gain less theta paid, dollars.</summary>
    public readonly double Net => _gammaGain + _theta;

    /// <summary>Volatility per year realised where the gamma was: √(Σ½Γ·δF² / Σ½Γ·F²δt).</summary>
    public readonly Figure RealisedSigma
    {
        get
        {
            if (_steps == 0 || _gammaTime == 0)
                return Figure.None(FigureStatus.WarmingUp);
            return Figure.Of(_gammaGain / _gammaTime).SquareRoot();
        }
    }

    /// <summary>Takes a step: Greeks before it, the price before and after it, its length.</summary>
    public FigureStatus Add(double gamma, double thetaPerDay, double before, double after, double spanYears)
    {
        if (!double.IsFinite(gamma + thetaPerDay + before) || !double.IsFinite(after + spanYears))
            return FigureStatus.NotFinite;
        if (before <= 0 || after <= 0 || spanYears < 0)
            return FigureStatus.OutOfRange;
        var move = after - before;
        _gammaGain += 0.5 * gamma * move * move;
        _theta += thetaPerDay * 365 * spanYears;
        _gammaTime += 0.5 * gamma * before * before * spanYears;
        _steps++;
        return FigureStatus.Ok;
    }
}
