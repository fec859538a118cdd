using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Kelly for a log-normal asset (Thorp 2006): f* = (μ-r)/σ², and what a fraction c of it means. Drift, rate and
/// volatility per year.
/// </summary>
public static class ContinuousKelly
{
    /// <summary>Leverage that maximises growth; negative for a negative excess drift, which means a short.</summary>
    public static Figure Leverage(double drift, double rate, double sigma)
    {
        if (!double.IsFinite(drift) || !double.IsFinite(rate) || !double.IsFinite(sigma))
            return Figure.None(FigureStatus.NotFinite);
        return sigma > 0 ? Figure.Of((drift - rate) / (sigma * sigma)) : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>Growth rate per year at c times full Kelly: r + (c - c²/2)·S², S the Sharpe ratio.</summary>
    public static Figure Growth(double drift, double rate, double sigma, double fraction)
    {
        var sharpe = Sharpe(drift, rate, sigma);
        return sharpe.HasValue
            ? Figure.Of(rate + ((fraction - (0.5 * fraction * fraction)) * sharpe.Value * sharpe.Value))
            : sharpe;
    }

    /// <summary>(μ-r)/σ; its absolute value is also the volatility of the portfolio at full Kelly.</summary>
    public static Figure Sharpe(double drift, double rate, double sigma) =>
        Leverage(drift, rate, sigma).Times(sigma);

    /// <summary>Probability that wealth is ever down to the share x of its start, x in (0, 1]: x^(2/c - 1).</summary>
    public static Figure ProbabilityEverAt(double fraction, double wealthShare)
    {
        if (!double.IsFinite(fraction) || !double.IsFinite(wealthShare))
            return Figure.None(FigureStatus.NotFinite);
        if (fraction <= 0 || wealthShare <= 0 || wealthShare > 1)
            return Figure.None(FigureStatus.OutOfRange);
        return Figure.Of(Math.Min(1, Elementary.Pow(wealthShare, (2 / fraction) - 1)));
    }

    /// <summary>
    /// Probability that wealth reaches the multiple a &gt; 1 of its start before the share b &lt; 1:
    /// (1 - b^e)/(a^e - b^e) with e = 1 - 2/c, and its limit at c = 2.
    /// </summary>
    public static Figure ProbabilityReachBefore(double fraction, double multiple, double wealthShare)
    {
        if (!double.IsFinite(fraction) || !double.IsFinite(multiple) || !double.IsFinite(wealthShare))
            return Figure.None(FigureStatus.NotFinite);
        if (fraction <= 0 || multiple <= 1 || wealthShare <= 0 || wealthShare >= 1)
            return Figure.None(FigureStatus.OutOfRange);
        var exponent = 1 - (2 / fraction);
        double up = Elementary.Log(multiple), down = Elementary.Log(wealthShare);
        if (Math.Abs(exponent * (up - down)) < 1e-9)
            return Figure.Of(down / (down - up));
        // Above b^e: (1 - b^e)/(a^e - b^e) divided by b^e, which can overflow for a negative exponent.
        var startOverFloor = Elementary.Exp(-exponent * down);
        var goalOverFloor = Elementary.Exp(exponent * (up - down));
        return exponent < 0
            ? Figure.Of((startOverFloor - 1) / (goalOverFloor - 1))
            : Figure.Of((1 - Elementary.Exp(exponent * down))
                / (Elementary.Exp(exponent * up) - Elementary.Exp(exponent * down)));
    }

    /// <summary>
    /// The fraction of full Kelly that keeps the probability of ever being at the share x at or below β:
    /// 2/(1 + ln β/ln x), at most 1.
    /// </summary>
    public static Figure FractionForDrawdown(double wealthShare, double probability)
    {
        if (!double.IsFinite(wealthShare) || !double.IsFinite(probability))
            return Figure.None(FigureStatus.NotFinite);
        if (wealthShare <= 0 || wealthShare >= 1 || probability <= 0 || probability >= 1)
            return Figure.None(FigureStatus.OutOfRange);
        var odds = Elementary.Log(probability) / Elementary.Log(wealthShare);
        return Figure.Of(Math.Min(1, 2 / (1 + odds)));
    }
}
