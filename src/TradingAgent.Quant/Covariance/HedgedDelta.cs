using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Covariance;

/// <summary>Deltas of several underlyings as one risk.</summary>
public static class HedgedDelta
{
    /// <summary>√(dᵀΣd): standard deviation of the P&amp;L of dollar deltas over one period, dollars.</summary>
    public static Figure Risk(ReadOnlySpan<double> dollarDeltas, ReadOnlySpan<double> covariance)
    {
        var n = dollarDeltas.Length;
        if (n < 1 || covariance.Length != n * n)
            return Figure.None(FigureStatus.OutOfRange);
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                sum += dollarDeltas[i] * covariance[(i * n) + j] * dollarDeltas[j];
        }

        return Figure.Of(sum < 0 && sum > -1e-12 ? 0 : sum).SquareRoot();
    }

    /// <summary>
    /// All deltas expressed in one of the underlyings: Σ d_j·β_j with β_j = cov(j, reference)/var(reference).
    /// </summary>
    public static Figure InReference(
        ReadOnlySpan<double> dollarDeltas, ReadOnlySpan<double> covariance, int reference)
    {
        var n = dollarDeltas.Length;
        if (n < 1 || covariance.Length != n * n || reference < 0 || reference >= n)
            return Figure.None(FigureStatus.OutOfRange);
        var variance = covariance[(reference * n) + reference];
        if (!(variance > 0))
            return Figure.None(double.IsNaN(variance) ? FigureStatus.NotFinite : FigureStatus.Singular);
        var sum = 0.0;
        for (var j = 0; j < n; j++)
            sum += dollarDeltas[j] * covariance[(j * n) + reference] / variance;
        return Figure.Of(sum);
    }

    /// <summary>Factor in [0, 1] that brings the risk of the deltas down to a limit; 1 inside it.</summary>
    public static Figure Factor(Figure risk, double riskMax)
    {
        if (!risk.HasValue)
            return risk;
        if (!(riskMax >= 0))
            return Figure.None(FigureStatus.OutOfRange);
        return Figure.Of(risk.Value > riskMax ? riskMax / risk.Value : 1);
    }
}
