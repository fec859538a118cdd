using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Covariance;

/// <summary>
/// Shrinkage of a sample covariance (divisor n) towards the mean variance times the identity, by the intensity of
/// least expected error (Ledoit and Wolf 2004).
/// </summary>
public static class LedoitWolf
{
    /// <summary>
    /// Writes the shrunk covariance row by row and returns the intensity in [0, 1]. Returns are row by row, one period
    /// a row, of so many assets; at least two periods.
    /// </summary>
    public static Figure Shrink(ReadOnlySpan<double> returns, int assets, Span<double> covariance)
    {
        if (assets < 1 || assets > EwmaCovariance.AssetsMax || returns.Length % assets != 0
            || covariance.Length < assets * assets)
            return Figure.None(FigureStatus.OutOfRange);
        var periods = returns.Length / assets;
        if (periods < 2)
            return Figure.None(FigureStatus.WarmingUp);
        Span<double> means = stackalloc double[EwmaCovariance.AssetsMax];
        Sample(returns, assets, periods, means, covariance);
        var mean = 0.0;
        for (var i = 0; i < assets; i++)
            mean += covariance[(i * assets) + i] / assets;
        var dispersion = 0.0;
        for (var i = 0; i < assets * assets; i++)
        {
            var off = covariance[i] - (i % (assets + 1) == 0 ? mean : 0);
            dispersion += off * off;
        }

        if (!double.IsFinite(dispersion))
            return Figure.None(FigureStatus.NotFinite);
        var error = Error(returns, assets, periods, means, covariance);
        var intensity = dispersion > 0 ? Math.Min(error, dispersion) / dispersion : 0;
        for (var i = 0; i < assets * assets; i++)
        {
            var target = i % (assets + 1) == 0 ? intensity * mean : 0;
            covariance[i] = ((1 - intensity) * covariance[i]) + target;
        }

        return Figure.Of(intensity);
    }

    private static void Sample(
        ReadOnlySpan<double> returns, int assets, int periods, Span<double> means, Span<double> covariance)
    {
        means.Clear();
        covariance[..(assets * assets)].Clear();
        for (var t = 0; t < periods; t++)
        {
            for (var i = 0; i < assets; i++)
                means[i] += returns[(t * assets) + i] / periods;
        }

        for (var t = 0; t < periods; t++)
        {
            for (var i = 0; i < assets; i++)
            {
                var off = returns[(t * assets) + i] - means[i];
                for (var j = 0; j < assets; j++)
                    covariance[(i * assets) + j] += off * (returns[(t * assets) + j] - means[j]) / periods;
            }
        }
    }

    /// <summary>Mean squared error of the sample covariance, over the number of periods.</summary>
    private static double Error(
        ReadOnlySpan<double> returns, int assets, int periods, ReadOnlySpan<double> means,
        ReadOnlySpan<double> covariance)
    {
        var sum = 0.0;
        for (var t = 0; t < periods; t++)
        {
            for (var i = 0; i < assets; i++)
            {
                var off = returns[(t * assets) + i] - means[i];
                for (var j = 0; j < assets; j++)
                {
                    var product = off * (returns[(t * assets) + j] - means[j]);
                    var error = product - covariance[(i * assets) + j];
                    sum += error * error;
                }
            }
        }

        return sum / periods / periods;
    }
}
