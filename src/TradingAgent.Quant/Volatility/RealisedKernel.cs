using System.Runtime.CompilerServices;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Volatility;

/// <summary>
/// Realised kernel with Parzen weights (Barndorff-Nielsen, Hansen, Lunde and Shephard 2009), without jittering of the
/// ends: γ₀ + 2Σ k(h/(H+1))·γ_h over the autocovariances of the returns. Non-negative, consistent under noise; one
/// pass keeps every bandwidth up to <see cref="BandwidthMax"/>.
/// </summary>
public struct RealisedKernel
{
    /// <summary>Widest bandwidth, lags.</summary>
    public const int BandwidthMax = 31;

    private const int Slots = BandwidthMax + 1;

    private Ring _returns;
    private Ring _covariances;
    private double _price;
    private long _ticks;

    /// <summary>Returns taken, one less than ticks.</summary>
    public readonly long Returns => Math.Max(0, _ticks - 1);

    /// <summary>Takes the next price.</summary>
    public FigureStatus Add(double price)
    {
        if (!double.IsFinite(price))
            return FigureStatus.NotFinite;
        if (price <= 0)
            return FigureStatus.OutOfRange;
        if (_ticks > 0)
            Take(Elementary.LogRatio(price, _price));
        _price = price;
        _ticks++;
        return FigureStatus.Ok;
    }

    /// <summary>Variance of the stretch for a bandwidth of so many lags, 0 being the plain realised variance.</summary>
    public readonly Figure Variance(int bandwidth)
    {
        if (bandwidth < 0 || bandwidth > BandwidthMax)
            return Figure.None(FigureStatus.OutOfRange);
        if (Returns <= bandwidth)
            return Figure.None(FigureStatus.WarmingUp);
        var sum = 0.0;
        for (var h = 1; h <= bandwidth; h++)
            sum += Parzen(h / (bandwidth + 1.0)) * _covariances[h];
        return Figure.Of(_covariances[0] + (2 * sum));
    }

    /// <summary>
    /// The best bandwidth 3.5134·(ω²/IV)^(2/5)·n^(3/5), from the variance of the noise and a sparse estimate of the
    /// variance of the stretch.
    /// </summary>
    public static Figure BestBandwidth(double noiseVariance, double sparseVariance, long returns)
    {
        if (!(noiseVariance >= 0) || !(sparseVariance > 0) || returns < 1)
            return Figure.None(FigureStatus.OutOfRange);
        var ratio = Elementary.Pow(noiseVariance / sparseVariance, 0.4);
        return Figure.Of(3.5134 * ratio * Elementary.Pow(returns, 0.6));
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => this = default;

    private void Take(double r)
    {
        var index = _ticks - 1;
        _returns[(int)(index % Slots)] = r;
        var lags = (int)Math.Min(index, BandwidthMax);
        for (var h = 0; h <= lags; h++)
            _covariances[h] += r * _returns[(int)((index - h) % Slots)];
    }

    private static double Parzen(double x)
    {
        var rest = 1 - x;
        return x <= 0.5 ? 1 - (6 * x * x * rest) : 2 * rest * rest * rest;
    }

    [InlineArray(Slots)]
    private struct Ring
    {
        private double _first;
    }
}
