using System.Runtime.CompilerServices;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Signals;

/// <summary>
/// VPIN (Easley, López de Prado and O'Hara 2012): mean of |bought - sold| over the volume of the last buckets of equal
/// volume. It follows volatility and volume (Andersen and Bondarenko 2014): control for both before use.
/// </summary>
public struct VolumeBuckets
{
    /// <summary>Most buckets in the mean.</summary>
    public const int BucketsMax = 64;

    private Ring _imbalances;
    private double _filled;
    private double _bought;
    private long _closed;

    /// <summary>Buckets filled so far.</summary>
    public readonly long Closed => _closed;

    /// <summary>
    /// Share of a bar's volume that was bought, Φ(δp/σ), where the venue gives no aggressor (bulk classification).
    /// </summary>
    public static Figure BuyShare(double priceChange, double deviation)
    {
        if (!double.IsFinite(priceChange) || !double.IsFinite(deviation))
            return Figure.None(FigureStatus.NotFinite);
        return deviation > 0
            ? Figure.Of(NormalDistribution.Cumulative(priceChange / deviation))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>Takes a volume, which may spill over several buckets, and the share of it that was bought.</summary>
    public FigureStatus Add(double volume, double buyShare, double bucketVolume)
    {
        if (!double.IsFinite(volume + buyShare + bucketVolume))
            return FigureStatus.NotFinite;
        var inside = volume >= 0 && buyShare >= 0 && buyShare <= 1 && bucketVolume > 0
            && volume <= BucketsMax * bucketVolume;
        if (!inside)
            return FigureStatus.OutOfRange;
        var left = volume;
        while (left > 0)
        {
            var taken = Math.Min(left, Math.Max(0, bucketVolume - _filled));
            _filled += taken;
            _bought += taken * buyShare;
            left -= taken;
            if (_filled < bucketVolume * (1 - 1e-12))
                continue;
            _imbalances[(int)(_closed % BucketsMax)] = Math.Abs((2 * _bought) - bucketVolume) / bucketVolume;
            _closed++;
            _filled = 0;
            _bought = 0;
        }

        return FigureStatus.Ok;
    }

    /// <summary>Mean imbalance of the last so many buckets.</summary>
    public readonly Figure Mean(int buckets)
    {
        if (buckets < 1 || buckets > BucketsMax)
            return Figure.None(FigureStatus.OutOfRange);
        if (_closed < buckets)
            return Figure.None(FigureStatus.WarmingUp);
        var sum = 0.0;
        for (var i = 1; i <= buckets; i++)
            sum += _imbalances[(int)((_closed - i) % BucketsMax)];
        return Figure.Of(sum / buckets);
    }

    [InlineArray(BucketsMax)]
    private struct Ring
    {
        private double _first;
    }
}
