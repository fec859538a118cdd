using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Solvers;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Kelly over several assets with a covariance (Thorp 2006): f = Σ⁻¹(μ - r), growth r + ½S², S² = (μ-r)ᵀΣ⁻¹(μ-r). All
/// figures per year. Without a number every field but the status is 0.
/// </summary>
/// <param name="Status">Whether there is a solution, or why not.</param>
/// <param name="Growth">Growth rate at full Kelly.</param>
/// <param name="Sharpe">Sharpe ratio of the best portfolio.</param>
/// <param name="Gross">Sum of the absolute leverages.</param>
public readonly record struct PortfolioKelly(FigureStatus Status, double Growth, double Sharpe, double Gross)
{
    /// <summary>Most assets at once.</summary>
    public const int AssetsMax = 8;

    /// <summary>
    /// Writes the leverage of each asset. The covariance is row by row, symmetric (the lower triangle is read); a
    /// singular one has no solution: shrink it first.
    /// </summary>
    public static PortfolioKelly Solve(
        ReadOnlySpan<double> drifts, ReadOnlySpan<double> covariance, double rate, Span<double> leverages)
    {
        var n = drifts.Length;
        if (n < 1 || n > AssetsMax || covariance.Length != n * n || leverages.Length < n)
            return Refused(leverages, FigureStatus.OutOfRange);
        Span<double> factor = stackalloc double[AssetsMax * AssetsMax];
        covariance.CopyTo(factor);
        for (var i = 0; i < n; i++)
            leverages[i] = drifts[i] - rate;
        var status = Cholesky.Factor(factor, n);
        if (status != FigureStatus.Ok)
            return Refused(leverages, status);
        Cholesky.Solve(factor, n, leverages);
        double squared = 0, gross = 0;
        for (var i = 0; i < n; i++)
        {
            squared += leverages[i] * (drifts[i] - rate);
            gross += Math.Abs(leverages[i]);
        }

        return double.IsFinite(squared) && double.IsFinite(gross)
            ? new PortfolioKelly(FigureStatus.Ok, rate + (0.5 * squared), Math.Sqrt(Math.Max(0, squared)), gross)
            : Refused(leverages, FigureStatus.NotFinite);
    }

    private static PortfolioKelly Refused(Span<double> leverages, FigureStatus status)
    {
        leverages.Clear();
        return new PortfolioKelly(status, 0, 0, 0);
    }
}
