using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// The band of Zakamouline (2006) for hedging with proportional costs: a part that does not depend on gamma, one that
/// grows with its square root, and a volatility at which the delta in the middle of the band is taken.
/// </summary>
/// <param name="Status">Whether there is a band, or why not.</param>
/// <param name="Fixed">H0 = λ/(γSσ²T), coins.</param>
/// <param name="GammaPart">H1, coins.</param>
/// <param name="VolatilityShift">K, negative: the middle is at σ√(1-K) for short gamma, σ√(1+K) for long.</param>
public readonly record struct Zakamouline(
    FigureStatus Status, double Fixed, double GammaPart, double VolatilityShift)
{
    /// <summary>H0 + H1, coins.</summary>
    public double HalfWidth => Fixed + GammaPart;

    /// <summary>
    /// The band for the gamma of the whole position. Spot in dollars, gamma in coins per dollar, cost one way as a
    /// share, risk aversion per dollar, volatility and time per year. At expiry there is none.
    /// </summary>
    public static Zakamouline Band(
        double spot, double positionGamma, double cost, double riskAversion, double sigma, double yearFraction,
        double rate = 0)
    {
        if (!double.IsFinite(spot + positionGamma + cost) || !double.IsFinite(riskAversion + sigma + yearFraction)
            || !double.IsFinite(rate))
            return new Zakamouline(FigureStatus.NotFinite, 0, 0, 0);
        if (spot <= 0 || cost < 0 || riskAversion <= 0 || sigma <= 0 || yearFraction <= 0)
            return new Zakamouline(FigureStatus.OutOfRange, 0, 0, 0);
        if (cost == 0)
            return new Zakamouline(FigureStatus.Ok, 0, 0, 0);
        var constant = cost / (riskAversion * spot * sigma * sigma * yearFraction);
        var logGamma = Elementary.Log(Math.Abs(positionGamma));
        double logCost = Elementary.Log(cost), logTime = Elementary.Log(yearFraction);
        var logAversion = Elementary.Log(riskAversion);
        var quarter = 0.25 * (-(rate * yearFraction) - Elementary.Log(sigma));
        var width = positionGamma == 0 ? 0
            : 1.12 * Elementary.Exp((0.31 * logCost) + (0.05 * logTime) + quarter + (0.5 * (logGamma - logAversion)));
        var shift = positionGamma == 0 ? 0
            : -4.76 * Elementary.Exp((0.78 * logCost) - (0.02 * logTime) + quarter
                + (0.15 * (logAversion + (2 * Elementary.Log(spot)) + logGamma)));
        return double.IsFinite(constant + width + shift)
            ? new Zakamouline(FigureStatus.Ok, constant, width, shift)
            : new Zakamouline(FigureStatus.NotFinite, 0, 0, 0);
    }

    /// <summary>The volatility of the delta in the middle of the band; NoSolution where K leaves none.</summary>
    public Figure MiddleSigma(double sigma, bool isShortGamma)
    {
        if (Status != FigureStatus.Ok)
            return Figure.None(Status);
        var factor = isShortGamma ? 1 - VolatilityShift : 1 + VolatilityShift;
        return factor > 0 ? Figure.Of(sigma * Math.Sqrt(factor)) : Figure.None(FigureStatus.NoSolution);
    }
}
