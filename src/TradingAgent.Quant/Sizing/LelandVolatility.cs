using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// The volatility of Leland (1985), which puts the cost of hedging at fixed intervals into the option's price and
/// delta: σ√(1 ± Le), Le = √(8/π)·λ/(σ√δt) for the one-way cost λ.
/// </summary>
public static class LelandVolatility
{
    private const double RootEightOverPi = 1.5957691216057308;

    /// <summary>Le: how dear hedging is against the moves between two hedges.</summary>
    public static Figure Number(double cost, double sigma, double intervalYears)
    {
        if (!double.IsFinite(cost) || !double.IsFinite(sigma) || !double.IsFinite(intervalYears))
            return Figure.None(FigureStatus.NotFinite);
        return cost >= 0 && sigma > 0 && intervalYears > 0
            ? Figure.Of(RootEightOverPi * cost / (sigma * Math.Sqrt(intervalYears)))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>
    /// Higher for short gamma, lower for long gamma, where hedging dearer than Le = 1 has no solution.
    /// </summary>
    public static Figure Adjusted(double cost, double sigma, double intervalYears, bool isShortGamma)
    {
        var number = Number(cost, sigma, intervalYears);
        if (!number.HasValue)
            return number;
        var factor = isShortGamma ? 1 + number.Value : 1 - number.Value;
        return factor > 0 ? Figure.Of(sigma * Math.Sqrt(factor)) : Figure.None(FigureStatus.NoSolution);
    }
}
