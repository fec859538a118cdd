using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Covariance;

/// <summary>
/// Shrinkage of a covariance towards the mean variance on the diagonal and zero beside it, by an intensity in [0, 1]:
/// what Ledoit and Wolf (2004) shrink to, with the intensity chosen and not estimated.
/// </summary>
public static class Shrinkage
{
    /// <summary>Shrinks a matrix of so many assets, row by row, in place.</summary>
    public static FigureStatus Apply(Span<double> covariance, int assets, double intensity)
    {
        if (!(intensity >= 0 && intensity <= 1) || assets < 1 || covariance.Length < assets * assets)
            return FigureStatus.OutOfRange;
        var mean = 0.0;
        for (var i = 0; i < assets; i++)
            mean += covariance[(i * assets) + i] / assets;
        for (var i = 0; i < assets * assets; i++)
        {
            var target = i % (assets + 1) == 0 ? intensity * mean : 0;
            covariance[i] = ((1 - intensity) * covariance[i]) + target;
        }

        return FigureStatus.Ok;
    }
}
