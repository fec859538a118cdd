using System.Diagnostics.Metrics;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>
/// Hands the latencies that the engine's thread counted for itself on to an instrument, each as the upper edge of its
/// fine bucket: no more than 6.3 % too long. One caller at a time.
/// </summary>
internal sealed class LatencyFeed(LatencyHistogram source, Histogram<double> target)
{
    private readonly long[] _fed = new long[source.Buckets];

    public void Feed()
    {
        for (int bucket = 0; bucket < _fed.Length; bucket++)
        {
            long count = source.CountOf(bucket);
            double seconds = LatencyHistogram.UpperEdgeSeconds(bucket);
            for (; _fed[bucket] < count; _fed[bucket]++) target.Record(seconds);
        }
    }
}
