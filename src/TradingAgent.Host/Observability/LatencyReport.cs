using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Host.Observability;

/// <summary>A latency in microseconds; null where nothing was measured.</summary>
internal sealed record LatencyReport(double? P50, double? P99, double? Max)
{
    public static LatencyReport Of(LatencyHistogram histogram) => histogram.Count == 0
        ? new(null, null, null)
        : new(
            Math.Round(histogram.QuantileMicroseconds(0.5), 1), Math.Round(histogram.QuantileMicroseconds(0.99), 1),
            Math.Round(histogram.MaxMicroseconds, 1));
}
