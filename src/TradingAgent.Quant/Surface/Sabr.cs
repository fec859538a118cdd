using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Surface;

/// <summary>
/// The lognormal expansion of SABR (Hagan, Kumar, Lesniewski and Woodward 2002). An expansion: not for far wings nor
/// for long times with large ν²T.
/// </summary>
public readonly record struct Sabr(double Alpha, double Beta, double Nu, double Rho)
{
    /// <summary>Implied volatility of a strike.</summary>
    public Figure ImpliedVolatility(double forward, double strike, double yearFraction)
    {
        if (!double.IsFinite(forward + strike + yearFraction) || !double.IsFinite(Alpha + Beta + Nu + Rho))
            return Figure.None(FigureStatus.NotFinite);
        var inside = forward > 0 && strike > 0 && yearFraction >= 0 && Alpha > 0 && Beta >= 0 && Beta <= 1 && Nu >= 0
            && Math.Abs(Rho) < 1;
        if (!inside)
            return Figure.None(FigureStatus.OutOfRange);
        var log = Elementary.LogRatio(forward, strike);
        var rest = 1 - Beta;
        var scale = Elementary.Exp(0.5 * rest * (Elementary.Log(forward) + Elementary.Log(strike)));
        var z = Nu / Alpha * scale * log;
        var squared = rest * rest * log * log;
        var base0 = Alpha / (scale * (1 + (squared / 24) + (squared * squared / 1920)));
        var drift = (rest * rest * Alpha * Alpha / (24 * scale * scale)) + (0.25 * Rho * Beta * Nu * Alpha / scale)
            + ((2 - (3 * Rho * Rho)) * Nu * Nu / 24);
        return Figure.Of(base0 * SmileFactor(z) * (1 + (drift * yearFraction)));
    }

    /// <summary>z/x(z) with x(z) = ln((√(1-2ρz+z²) + z - ρ)/(1-ρ)); its series near 0.</summary>
    private double SmileFactor(double z)
    {
        if (Math.Abs(z) < 1e-5)
            return 1 - (0.5 * Rho * z) + ((2 - (3 * Rho * Rho)) * z * z / 12);
        var root = Math.Sqrt(1 - (2 * Rho * z) + (z * z));
        // √… - 1 + z over (1-ρ), so that the logarithm is taken of one plus a figure that has its digits.
        var excess = (((z * z) - (2 * Rho * z)) / (root + 1)) + z;
        return z / Elementary.LogRatio(1 - Rho + excess, 1 - Rho);
    }
}
