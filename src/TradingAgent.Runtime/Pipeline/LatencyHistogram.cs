using System.Numerics;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// Counts durations in logarithmic buckets, 16 to each power of two (within 6.3 %), from 1 ns to about 18 minutes.
/// One writer, any readers, no lock, no allocation; a reader may miss what is being recorded at that moment.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 4;
    private const int SubBuckets = 1 << SubBits;
    private const int PowersMax = 40;

    private readonly long[] _counts = new long[(PowersMax - SubBits + 1) * SubBuckets];
    private long _count;
    private long _max;

    public long Count => Volatile.Read(ref _count);

    /// <summary>Buckets, from the shortest durations to the longest.</summary>
    public int Buckets => _counts.Length;

    /// <summary>The longest, in microseconds.</summary>
    public double MaxMicroseconds => Volatile.Read(ref _max) / 1e3;

    /// <summary>Records a duration; a negative one counts as zero.</summary>
    public void Record(Duration duration)
    {
        long nanoseconds = Math.Clamp(duration.Nanoseconds, 0, (1L << PowersMax) - 1);
        int bucket = BucketOf(nanoseconds);
        Volatile.Write(ref _counts[bucket], _counts[bucket] + 1);
        if (nanoseconds > _max) Volatile.Write(ref _max, nanoseconds);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>
    /// The duration that the share <paramref name="quantile"/> of all does not exceed, in microseconds: the upper edge
    /// of its bucket. NaN when nothing was recorded.
    /// </summary>
    public double QuantileMicroseconds(double quantile)
    {
        long total = 0;
        for (int i = 0; i < _counts.Length; i++) total += Volatile.Read(ref _counts[i]);
        if (total == 0) return double.NaN;
        long wanted = Math.Max(1, (long)Math.Ceiling(total * quantile));
        long seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += Volatile.Read(ref _counts[i]);
            if (seen >= wanted) return Math.Min(UpperEdge(i), Volatile.Read(ref _max)) / 1e3;
        }
        return MaxMicroseconds;
    }

    /// <summary>Durations counted in a bucket so far.</summary>
    public long CountOf(int bucket) => Volatile.Read(ref _counts[bucket]);

    /// <summary>The longest duration that a bucket takes, in seconds.</summary>
    public static double UpperEdgeSeconds(int bucket) => UpperEdge(bucket) / 1e9;

    private static int BucketOf(long nanoseconds)
    {
        if (nanoseconds < SubBuckets) return (int)nanoseconds;
        int power = BitOperations.Log2((ulong)nanoseconds);
        int sub = (int)(nanoseconds >> (power - SubBits)) & (SubBuckets - 1);
        return ((power - SubBits + 1) * SubBuckets) + sub;
    }

    private static long UpperEdge(int bucket)
    {
        if (bucket < SubBuckets) return bucket;
        int power = (bucket / SubBuckets) + SubBits - 1;
        long sub = bucket % SubBuckets;
        return ((SubBuckets + sub + 1) << (power - SubBits)) - 1;
    }
}
