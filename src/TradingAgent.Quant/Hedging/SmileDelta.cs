using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Hedging;

/// <summary>
/// Deltas that reckon with the volatility moving when the price does. Vega per 1.00 of volatility throughout, log
/// strike k = ln K/F.
/// </summary>
public static class SmileDelta
{
    /// <summary>Sticky strike: a strike keeps its volatility, the delta stays Black's.</summary>
    public const double StickyStrike = 1;

    /// <summary>Sticky moneyness: the smile moves with the price.</summary>
    public const double StickyMoneyness = 0;

    /// <summary>Local volatility for short times.</summary>
    public const double LocalVolatility = 2;

    /// <summary>
    /// delta + vega·(R-1)·(∂σ/∂k)/F for the skew stickiness R (Bergomi 2009).
    /// </summary>
    public static Figure OfStickiness(
        double delta, double vegaPerUnit, double forward, double skew, double stickiness)
    {
        if (!double.IsFinite(delta + vegaPerUnit + forward) || !double.IsFinite(skew + stickiness))
            return Figure.None(FigureStatus.NotFinite);
        return forward > 0
            ? Figure.Of(delta + (vegaPerUnit * (stickiness - 1) * skew / forward))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>
    /// Minimum variance (Hull and White 2017): delta + vega/(F√T)·(a + b·delta + c·delta²).
    /// </summary>
    public static Figure OfMinimumVariance(
        double delta, double vegaPerUnit, double forward, double yearFraction, double a, double b, double c)
    {
        if (!double.IsFinite(delta + vegaPerUnit + forward + yearFraction) || !double.IsFinite(a + b + c))
            return Figure.None(FigureStatus.NotFinite);
        if (forward <= 0 || yearFraction <= 0)
            return Figure.None(FigureStatus.OutOfRange);
        var curve = a + (delta * (b + (delta * c)));
        return Figure.Of(delta + (vegaPerUnit / (forward * Math.Sqrt(yearFraction)) * curve));
    }
}
