using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Hedging;

/// <summary>
/// Vegas of different expiries on one scale: volatilities of long tenors move less, by about one over the square root
/// of the time.
/// </summary>
public static class VegaTerm
{
    /// <summary>The tenor that vegas are expressed in: 30 days, years.</summary>
    public const double ReferenceYears = 30.0 / 365;

    /// <summary>√(reference/T), the factor of a vega; short tenors count as the least one given.</summary>
    public static Figure Weight(double yearFraction, double yearFractionMin = 1.0 / 365)
    {
        if (!double.IsFinite(yearFraction))
            return Figure.None(FigureStatus.NotFinite);
        return yearFraction >= 0 && yearFractionMin > 0
            ? Figure.Of(Math.Sqrt(ReferenceYears / Math.Max(yearFraction, yearFractionMin)))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>
    /// Quantity of a second option that makes a first one vega-neutral: -q₁ν₁β/ν₂, β the volatility of the first tenor
    /// moving for one of the second, √(T₂/T₁) where it was not estimated.
    /// </summary>
    public static Figure NeutralQuantity(double quantity, double vega, double hedgeVega, double beta)
    {
        if (!double.IsFinite(quantity) || !double.IsFinite(vega) || !double.IsFinite(hedgeVega + beta))
            return Figure.None(FigureStatus.NotFinite);
        return hedgeVega != 0
            ? Figure.Of(-quantity * vega * beta / hedgeVega)
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>√(T₂/T₁).</summary>
    public static Figure DefaultBeta(double yearFraction, double hedgeYearFraction) =>
        yearFraction > 0 && hedgeYearFraction > 0
            ? Figure.Of(Math.Sqrt(hedgeYearFraction / yearFraction))
            : Figure.None(FigureStatus.OutOfRange);
}
