using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Solvers;

namespace TradingAgent.Quant.Covariance;

/// <summary>
/// Weights over a few assets that sum to one, from their covariance (row by row, symmetric). A refusal clears them.
/// </summary>
public static class RiskWeights
{
    private const int SweepsMax = 500;

    /// <summary>w ∝ 1/σ²: minimum variance when correlations are zero.</summary>
    public static FigureStatus InverseVariance(ReadOnlySpan<double> covariance, Span<double> weights) =>
        Inverse(covariance, weights, isSquared: true);

    /// <summary>w ∝ 1/σ.</summary>
    public static FigureStatus InverseVolatility(ReadOnlySpan<double> covariance, Span<double> weights) =>
        Inverse(covariance, weights, isSquared: false);

    /// <summary>w ∝ Σ⁻¹1; weights can be negative.</summary>
    public static FigureStatus MinimumVariance(ReadOnlySpan<double> covariance, Span<double> weights)
    {
        var status = Check(covariance, weights);
        if (status != FigureStatus.Ok)
            return Refuse(status, weights);
        var n = weights.Length;
        Span<double> factor = stackalloc double[EwmaCovariance.AssetsMax * EwmaCovariance.AssetsMax];
        covariance.CopyTo(factor);
        status = Cholesky.Factor(factor, n);
        if (status != FigureStatus.Ok)
            return Refuse(status, weights);
        weights.Fill(1);
        Cholesky.Solve(factor, n, weights);
        return Normalise(weights);
    }

    /// <summary>
    /// x·(Σx) the same for every asset: the minimum of ½xᵀΣx - Σ ln x (Spinu 2013), found one coordinate at a time,
    /// each the positive root of a quadratic, until no weight moves.
    /// </summary>
    public static FigureStatus EqualRisk(ReadOnlySpan<double> covariance, Span<double> weights)
    {
        var status = Check(covariance, weights);
        if (status != FigureStatus.Ok)
            return Refuse(status, weights);
        var n = weights.Length;
        for (var i = 0; i < n; i++)
            weights[i] = 1 / Math.Sqrt(covariance[(i * n) + i]);
        for (var sweep = 0; sweep < SweepsMax; sweep++)
        {
            var largest = 0.0;
            for (var i = 0; i < n; i++)
            {
                var cross = 0.0;
                for (var j = 0; j < n; j++)
                    cross += j == i ? 0 : covariance[(i * n) + j] * weights[j];
                var variance = covariance[(i * n) + i];
                var root = Math.Sqrt((cross * cross) + (4 * variance));
                var next = cross > 0 ? 2 / (cross + root) : (root - cross) / (2 * variance);
                largest = Math.Max(largest, Math.Abs(next - weights[i]) / next);
                weights[i] = next;
            }

            if (largest <= 1e-15)
                return Normalise(weights);
            if (!double.IsFinite(largest))
                return Refuse(FigureStatus.Singular, weights);
            if (sweep == SweepsMax - 1 && largest <= 1e-12)
                return Normalise(weights);
        }

        return Refuse(FigureStatus.NotConverged, weights);
    }

    private static FigureStatus Inverse(ReadOnlySpan<double> covariance, Span<double> weights, bool isSquared)
    {
        var status = Check(covariance, weights);
        if (status != FigureStatus.Ok)
            return Refuse(status, weights);
        for (var i = 0; i < weights.Length; i++)
        {
            var variance = covariance[(i * weights.Length) + i];
            weights[i] = 1 / (isSquared ? variance : Math.Sqrt(variance));
        }

        return Normalise(weights);
    }

    private static FigureStatus Check(ReadOnlySpan<double> covariance, ReadOnlySpan<double> weights)
    {
        var n = weights.Length;
        if (n < 1 || n > EwmaCovariance.AssetsMax || covariance.Length != n * n)
            return FigureStatus.OutOfRange;
        foreach (var value in covariance)
        {
            if (!double.IsFinite(value))
                return FigureStatus.NotFinite;
        }

        for (var i = 0; i < n; i++)
        {
            if (covariance[(i * n) + i] <= 0)
                return FigureStatus.Singular;
        }

        return FigureStatus.Ok;
    }

    private static FigureStatus Normalise(Span<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        if (!double.IsFinite(sum))
            return Refuse(FigureStatus.NotFinite, weights);
        if (sum == 0)
            return Refuse(FigureStatus.Singular, weights);
        foreach (ref var weight in weights)
            weight /= sum;
        return FigureStatus.Ok;
    }

    private static FigureStatus Refuse(FigureStatus reason, Span<double> weights)
    {
        weights.Clear();
        return reason;
    }
}
