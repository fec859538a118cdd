using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Costs;

/// <summary>
/// How much of the way to trade towards a moving target (Gârleanu and Pedersen 2013): x ← x + (a/λ)(aim - x) with
/// a = [-b + √(b² + 4γλ(1-ρ)²)]/(2(1-ρ)), b = γ(1-ρ) + λρ.
/// </summary>
public static class TradingRate
{
    /// <summary>
    /// a/λ in (0, 1) for the risk aversion γ, the cost λ (both per unit of variance) and the discount ρ in [0, 1).
    /// </summary>
    public static Figure Of(double riskAversion, double cost, double discount) => cost > 0
        ? ValueSlope(riskAversion, cost, discount).Times(1 / cost)
        : Figure.None(double.IsNaN(cost) ? FigureStatus.NotFinite : FigureStatus.OutOfRange);

    /// <summary>a.</summary>
    public static Figure ValueSlope(double riskAversion, double cost, double discount)
    {
        if (!double.IsFinite(riskAversion + cost + discount))
            return Figure.None(FigureStatus.NotFinite);
        if (riskAversion <= 0 || cost <= 0 || discount < 0 || discount >= 1)
            return Figure.None(FigureStatus.OutOfRange);
        var kept = 1 - discount;
        var b = (riskAversion * kept) + (cost * discount);
        var product = riskAversion * cost * kept * kept;
        // -b + √(b² + 4p) as 4p/(b + √…), which does not cancel.
        return Figure.Of(2 * product / (kept * (b + Math.Sqrt((b * b) + (4 * product)))));
    }
}
