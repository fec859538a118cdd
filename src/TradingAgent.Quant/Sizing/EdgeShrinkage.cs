using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// How much of a Kelly leverage to keep because its edge is only estimated (Kan and Zhou 2007): plugging the estimate
/// in overbets. A yearly Sharpe ratio of 1 known from one year keeps one half.
/// </summary>
public static class EdgeShrinkage
{
    /// <summary>
    /// θ²/(θ² + N/T) for a Sharpe ratio θ a period, N assets and T periods of evidence, the covariance known.
    /// </summary>
    public static Figure KnownCovariance(double sharpePerPeriod, double periods, int assets = 1)
    {
        if (!double.IsFinite(sharpePerPeriod) || !double.IsFinite(periods))
            return Figure.None(FigureStatus.NotFinite);
        if (periods <= 0 || assets < 1)
            return Figure.None(FigureStatus.OutOfRange);
        var squared = sharpePerPeriod * sharpePerPeriod;
        return Figure.Of(squared / (squared + (assets / periods)));
    }

    /// <summary>
    /// The same with an estimated covariance: times (T-N-1)(T-N-4)/(T(T-2)); WarmingUp while T is not above N + 4.
    /// </summary>
    public static Figure EstimatedCovariance(double sharpePerPeriod, double periods, int assets = 1)
    {
        var known = KnownCovariance(sharpePerPeriod, periods, assets);
        if (!known.HasValue)
            return known;
        var spare = periods - assets;
        return spare > 4
            ? known.Times((spare - 1) * (spare - 4) / (periods * (periods - 2)))
            : Figure.None(FigureStatus.WarmingUp);
    }
}
