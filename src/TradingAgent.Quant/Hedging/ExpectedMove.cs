using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Options;

namespace TradingAgent.Quant.Hedging;

/// <summary>Moves of a price that a volatility lets expect, in dollars, and Greeks over such moves.</summary>
public static class ExpectedMove
{
    private const double DayYears = 1.0 / 365;

    /// <summary>
    /// F·σ·√δt: one standard deviation over a span in years, and the move at which a delta-neutral gamma earns its
    /// theta.
    /// </summary>
    public static Figure Over(double forward, double sigma, double spanYears)
    {
        if (!double.IsFinite(forward) || !double.IsFinite(sigma) || !double.IsFinite(spanYears))
            return Figure.None(FigureStatus.NotFinite);
        return forward > 0 && sigma >= 0 && spanYears >= 0
            ? Figure.Of(forward * sigma * Math.Sqrt(spanYears))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>One standard deviation of a day.</summary>
    public static Figure Daily(double forward, double sigma) => Over(forward, sigma, DayYears);

    /// <summary>
    /// Gamma over a finite move, [Δ(F+h) - Δ(F-h)]/2h: the change of delta until the next hedge, which near expiry is
    /// far from the derivative.
    /// </summary>
    public static Figure Gamma(
        bool isCall, double forward, double strike, double yearFraction, double sigma, double move)
    {
        if (!(move > 0) || !(move < forward))
            return Figure.None(FigureStatus.OutOfRange);
        var up = Black76.Evaluate(isCall, forward + move, strike, yearFraction, sigma);
        var down = Black76.Evaluate(isCall, forward - move, strike, yearFraction, sigma);
        return up.Status.HasValue() && down.Status.HasValue()
            ? Figure.Of((up.Delta - down.Delta) / (2 * move))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>
    /// Standard deviation of the P&amp;L of N equally spaced hedges of an option held to expiry: √(π/4)·vega·σ/√N, vega
    /// per 1.00 (Derman and Kamal 1999).
    /// </summary>
    public static Figure HedgingError(double vegaPerUnit, double sigma, int hedges)
    {
        if (!double.IsFinite(vegaPerUnit) || !double.IsFinite(sigma))
            return Figure.None(FigureStatus.NotFinite);
        return sigma >= 0 && hedges > 0
            ? Figure.Of(0.8862269254527580 * Math.Abs(vegaPerUnit) * sigma / Math.Sqrt(hedges))
            : Figure.None(FigureStatus.OutOfRange);
    }
}
