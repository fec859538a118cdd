using System.Diagnostics.Metrics;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Reports;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>
/// Every instrument of one run. Nothing here is called on the tick path: instruments either read, when somebody
/// scrapes, what the threads keep for themselves anyway, or are fed by the reader of the engine's reports.
/// </summary>
internal sealed class AgentMetrics : IDisposable
{
    /// <summary>The meter that the exporter listens to.</summary>
    public const string MeterName = "TradingAgent";

    private readonly Meter _meter;
    private readonly LatencyFeed[] _latencies;

    private AgentMetrics(Meter meter, ReportMetrics reports, LatencyFeed[] latencies)
    {
        _meter = meter;
        _latencies = latencies;
        Reports = reports;
    }

    /// <summary>What listens to the engine's reports.</summary>
    public ReportMetrics Reports { get; }

    /// <param name="runtime">The run.</param>
    /// <param name="tally">The engine's counts of this run.</param>
    /// <param name="venues">The venues it trades on.</param>
    /// <param name="coins">The underlyings of the scope.</param>
    /// <param name="meterName">Another name keeps two runs of one process apart.</param>
    public static AgentMetrics Create(
        LiveRuntime runtime, SessionTally tally, IReadOnlyList<IVenue> venues, IReadOnlyList<string> coins,
        string meterName = MeterName)
    {
        var meter = new Meter(meterName, CommandLine.Version);
        AccountMetrics.Add(meter, runtime.Status, tally);
        UnderlyingMetrics.Add(meter, runtime.Status, coins);
        StreamMetrics.Add(meter, venues, runtime.Timings);
        PipelineMetrics.Add(meter, runtime);
        LatencyFeed[] latencies =
        [
            new(runtime.Engine.TickToGreeks, meter.CreateHistogram<double>(
                "trading_agent.tick_to_greeks", "s", "From receipt of a market event to Greeks recomputed.")),
            new(runtime.Dispatcher.TickToOrder, meter.CreateHistogram<double>(
                "trading_agent.tick_to_order", "s",
                "From receipt of an event to its order or amendment written to the venue.")),
        ];
        return new AgentMetrics(meter, new ReportMetrics(meter), latencies);
    }

    /// <summary>Counts the reports that were lost between engine and listeners.</summary>
    public void Watch(ReportPublisher publisher) => _meter.CreateObservableCounter(
        "trading_agent.report_listener_drops", () => publisher.Dropped, null,
        "Reports that logs and metrics were too slow for.");

    /// <summary>Hands on the latencies recorded since the last call; once a second keeps each call short.</summary>
    public void Feed()
    {
        foreach (LatencyFeed latency in _latencies) latency.Feed();
    }

    public void Dispose() => _meter.Dispose();
}
