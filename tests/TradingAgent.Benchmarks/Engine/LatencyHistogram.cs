namespace TradingAgent.Benchmarks.Engine;

/// <summary>Counts of durations in buckets of 20 ns up to a millisecond; longer ones share the last bucket.</summary>
internal sealed class LatencyHistogram
{
    private const long Width = 20;
    private readonly long[] _counts = new long[50_001];
    private long _total;

    public long Max { get; private set; }

    public void Add(long nanoseconds)
    {
        _counts[Math.Min(nanoseconds / Width, _counts.Length - 1)]++;
        _total++;
        Max = Math.Max(Max, nanoseconds);
    }

    /// <summary>Upper edge, in nanoseconds, of the bucket that holds the share of all durations.</summary>
    public long At(double share)
    {
        long seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= share * _total) return (i + 1) * Width;
        }
        return Max;
    }
}
