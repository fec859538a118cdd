using System.Diagnostics.Metrics;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>How the threads keep up with each other.</summary>
internal static class PipelineMetrics
{
    public static void Add(Meter meter, LiveRuntime runtime)
    {
        PipelineRings rings = runtime.Rings;
        meter.CreateObservableGauge(
            "trading_agent.queue_depth", () => new Measurement<long>[]
            {
                In(rings.EngineEvents.Backlog, "engine"),
                In(rings.JournalEvents.Backlog, "journal"),
                In(rings.Commands.Consumer(0).Backlog, "commands"),
                In(rings.Reports.Consumer(0).Backlog, "reports"),
                In(rings.Checkpoints.Consumer(0).Backlog, "checkpoints"),
            },
            null, "What waits for the thread that reads it.");
        meter.CreateObservableGauge(
            "trading_agent.queue_capacity", () => new Measurement<long>[]
            {
                In(rings.Events.Capacity, "engine"),
                In(rings.Events.Capacity, "journal"),
                In(rings.Commands.Capacity, "commands"),
                In(rings.Reports.Capacity, "reports"),
                In(rings.Checkpoints.Capacity, "checkpoints"),
            },
            null, "What may wait.");
        meter.CreateObservableGauge(
            "trading_agent.status_age", () => Age(runtime), "s", "Age of the engine's own figures, engine time.");
        meter.CreateObservableGauge(
            "trading_agent.gate", () => (int)runtime.Gate.State, null,
            "The last door before the venues: 0 closed, 1 asks and cancels only, 2 open, 3 killed.");
        meter.CreateObservableGauge(
            "trading_agent.disk_free_bytes", () => runtime.DiskFreeBytes, null, "Room on the journal's disk, bytes.");
        meter.CreateObservableGauge(
            "trading_agent.sentinel_fired", () => runtime.SentinelFired ? 1 : 0, null,
            "1 once a sentinel fired while the agent was alive.");
        Counter("events", "Events applied since the journal began.", () => runtime.Engine.LastSequence);
        Counter("market_updates_conflated", "Market updates merged into a later one.", () => runtime.Feed.Conflated);
        Counter("reports_dropped", "Reports nobody took in time.", () => runtime.Engine.ReportsDropped);
        Counter("checkpoints_dropped", "Checkpoints the journal did not take in time.",
            () => runtime.Engine.CheckpointsDropped);

        void Counter(string name, string what, Func<long> read) =>
            meter.CreateObservableCounter($"trading_agent.{name}", read, null, what);
    }

    private static Measurement<double>[] Age(LiveRuntime runtime)
    {
        Timestamp at = runtime.Status.Account.At;
        return at.IsNone ? [] : [new Measurement<double>((runtime.Clock.Now - at).Nanoseconds / 1e9)];
    }

    private static Measurement<long> In(long value, string queue) =>
        new(value, new KeyValuePair<string, object?>("queue", queue));
}
