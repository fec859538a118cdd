using System.Runtime.CompilerServices;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Covariance;

/// <summary>
/// Exponentially weighted covariance of returns with zero mean (RiskMetrics 1996, λ = 0.97): C ← λC + (1-λ)rrᵀ,
/// started with the first product. At most <see cref="AssetsMax"/> assets; their number is that of the first returns.
/// </summary>
public struct EwmaCovariance
{
    /// <summary>Most assets.</summary>
    public const int AssetsMax = 8;

    private Matrix _values;
    private long _count;
    private long _assets;

    /// <summary>Returns taken.</summary>
    public readonly long Count => _count;

    /// <summary>Takes the returns of one period; any that is not finite refuses them all.</summary>
    public FigureStatus Add(ReadOnlySpan<double> returns, double decay)
    {
        var n = returns.Length;
        if (n < 1 || n > AssetsMax || (_count > 0 && n != _assets) || !(decay >= 0 && decay < 1))
            return FigureStatus.OutOfRange;
        foreach (var r in returns)
        {
            if (!double.IsFinite(r))
                return FigureStatus.NotFinite;
        }

        double old = _count == 0 ? 0 : decay, fresh = _count == 0 ? 1 : 1 - decay;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                _values[(i * AssetsMax) + j] = (old * _values[(i * AssetsMax) + j]) + (fresh * returns[i] * returns[j]);
        }

        _assets = n;
        _count++;
        return FigureStatus.Ok;
    }

    /// <summary>Covariance of two assets for one period.</summary>
    public readonly Figure Of(int one, int other)
    {
        if (_count == 0)
            return Figure.None(FigureStatus.WarmingUp);
        return one >= 0 && one < _assets && other >= 0 && other < _assets
            ? Figure.Of(_values[(one * AssetsMax) + other])
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>Correlation of two assets, Singular when one of them does not move.</summary>
    public readonly Figure Correlation(int one, int other)
    {
        Figure both = Of(one, other), first = Of(one, one), second = Of(other, other);
        if (!both.HasValue)
            return both;
        var product = first.Value * second.Value;
        return product > 0
            ? Figure.Of(Math.Clamp(both.Value / Math.Sqrt(product), -1, 1))
            : Figure.None(FigureStatus.Singular);
    }

    /// <summary>
    /// Writes the matrix row by row, shrunk by so much towards the mean variance on the diagonal and zero beside it,
    /// which makes it definite; intensity in [0, 1].
    /// </summary>
    public readonly FigureStatus CopyShrunk(double intensity, Span<double> covariance)
    {
        if (_count == 0)
            return FigureStatus.WarmingUp;
        if (!(intensity >= 0 && intensity <= 1) || covariance.Length < _assets * _assets)
            return FigureStatus.OutOfRange;
        var n = (int)_assets;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                covariance[(i * n) + j] = _values[(i * AssetsMax) + j];
        }

        return Shrinkage.Apply(covariance, n, intensity);
    }

    [InlineArray(AssetsMax * AssetsMax)]
    private struct Matrix
    {
        private double _first;
    }
}
