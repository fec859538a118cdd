using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Risk;

/// <summary>Value at risk and expected shortfall of a series of P&amp;L, as positive losses.</summary>
public static class TailLosses
{
    /// <summary>
    /// The (k+1)-th largest loss with k = ⌊N(1-α)⌋. The series is sorted in place; WarmingUp below 1/(1-α) figures.
    /// </summary>
    public static Figure HistoricalValueAtRisk(Span<double> profits, double level)
    {
        var status = Prepare(profits, level, out var tail);
        return status == FigureStatus.Ok ? Figure.Of(-profits[(int)tail]) : Figure.None(status);
    }

    /// <summary>
    /// Mean loss of the worst N(1-α) figures, the last one by its fraction (Acerbi and Tasche 2002). Sorts in place.
    /// </summary>
    public static Figure HistoricalShortfall(Span<double> profits, double level)
    {
        var status = Prepare(profits, level, out var tail);
        if (status != FigureStatus.Ok)
            return Figure.None(status);
        var whole = (int)tail;
        var sum = 0.0;
        for (var i = 0; i < whole; i++)
            sum -= profits[i];
        return Figure.Of((sum - ((tail - whole) * profits[whole])) / tail);
    }

    /// <summary>z_α·σ - μ for normal P&amp;L.</summary>
    public static Figure NormalValueAtRisk(double mean, double deviation, double level) =>
        IsLevel(level) && deviation >= 0
            ? Figure.Of((NormalDistribution.Inverse(level) * deviation) - mean)
            : Figure.None(FigureStatus.OutOfRange);

    /// <summary>σ·φ(z_α)/(1-α) - μ for normal P&amp;L.</summary>
    public static Figure NormalShortfall(double mean, double deviation, double level) =>
        IsLevel(level) && deviation >= 0
            ? Figure.Of((deviation * NormalDensityAt(level) / (1 - level)) - mean)
            : Figure.None(FigureStatus.OutOfRange);

    /// <summary>Cornish and Fisher: the normal quantile bent by skewness and excess kurtosis.</summary>
    public static Figure CornishFisherValueAtRisk(
        double mean, double deviation, double skewness, double excessKurtosis, double level)
    {
        if (!IsLevel(level) || !(deviation >= 0))
            return Figure.None(FigureStatus.OutOfRange);
        var z = -NormalDistribution.Inverse(level);
        var bent = z + (((z * z) - 1) * skewness / 6) + (((z * z) - 3) * z * excessKurtosis / 24)
            - (((2 * z * z) - 5) * z * skewness * skewness / 36);
        return Figure.Of(-(mean + (deviation * bent)));
    }

    /// <summary>Largest fall of the wealth below its peak, money, from a start and the P&amp;L in order.</summary>
    public static Figure MaximumDrawdown(double start, ReadOnlySpan<double> profits)
    {
        double wealth = start, peak = start, worst = 0;
        foreach (var profit in profits)
        {
            wealth += profit;
            peak = Math.Max(peak, wealth);
            worst = Math.Max(worst, peak - wealth);
        }

        return Figure.Of(double.IsFinite(wealth) ? worst : double.NaN);
    }

    private static double NormalDensityAt(double level) =>
        NormalDistribution.Density(NormalDistribution.Inverse(level));

    private static bool IsLevel(double level) => level > 0.5 && level < 1;

    private static FigureStatus Prepare(Span<double> profits, double level, out double tail)
    {
        // A count such as 200·(1-0.95) must not fall below its whole number by rounding.
        tail = (profits.Length * (1 - level)) + 1e-9;
        if (!IsLevel(level))
            return FigureStatus.OutOfRange;
        if (tail < 1)
            return FigureStatus.WarmingUp;
        foreach (var profit in profits)
        {
            if (!double.IsFinite(profit))
                return FigureStatus.NotFinite;
        }

        tail = Math.Abs(tail - Math.Round(tail)) < 1e-8 ? Math.Round(tail) : tail - 1e-9;
        profits.Sort();
        return FigureStatus.Ok;
    }
}
