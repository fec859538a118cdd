using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>Shows the instruments to Prometheus at <c>/metrics</c>, the runtime's own (memory, GC) too.</summary>
internal static class PrometheusExport
{
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Named by the runtime against Prometheus's rules, and of no use here.</summary>
    private static readonly string[] NotForPrometheus =
        ["dotnet.assembly.count", "dotnet.process.cpu.count", "dotnet.timer.count"];

    /// <summary>Upper edges in seconds: the agent's own work takes microseconds, a venue milliseconds.</summary>
    private static readonly double[] OwnEdges =
        [2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.5, 1];

    private static readonly double[] VenueEdges =
        [2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    public static void Add(IServiceCollection services, string meterName) => services
        .AddOpenTelemetry()
        .WithMetrics(metrics => metrics
            .AddMeter(meterName, RuntimeMeter)
            .AddView("trading_agent.order_round_trip", Edges(VenueEdges))
            .AddView("trading_agent.tick_to_*", Edges(OwnEdges))
            .AddView(instrument =>
                NotForPrometheus.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null)
            .AddPrometheusExporter(prometheus =>
            {
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
            }));

    public static void Map(WebApplication web) => web.MapPrometheusScrapingEndpoint("/metrics");

    private static ExplicitBucketHistogramConfiguration Edges(double[] edges) => new() { Boundaries = edges };
}
