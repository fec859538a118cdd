using System.Diagnostics.Metrics;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>
/// Counts what the engine reports: decisions, refusals, alarms, changes of mode, and how long venues take to answer.
/// Called by the reader of reports, one report at a time.
/// </summary>
internal sealed class ReportMetrics
{
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _alarms;
    private readonly Counter<long> _modes;
    private readonly Counter<long> _adoptions;
    private readonly RoundTrips _roundTrips;

    public ReportMetrics(Meter meter)
    {
        _decisions = meter.CreateCounter<long>(
            "trading_agent.decisions", null, "Decisions of the scaling controller by the rule that spoke.");
        _refusals = meter.CreateCounter<long>(
            "trading_agent.refusals", null, "Orders that the agent's own gate did not let out, by reason.");
        _alarms = meter.CreateCounter<long>(
            "trading_agent.alarms", null, "Things an operator should look at, by kind.");
        _modes = meter.CreateCounter<long>(
            "trading_agent.mode_changes", null, "Changes of the trading mode, by the new mode and its cause.");
        _adoptions = meter.CreateCounter<long>(
            "trading_agent.positions_adopted", null, "Differences to the venue's positions that were taken over.");
        _roundTrips = new RoundTrips(meter.CreateHistogram<double>(
            "trading_agent.order_round_trip", "s",
            "From the event that caused a command to the venue's first word on it, engine time."));
        // A series that begins at its first event hides that event from rates.
        foreach (Refusal reason in Enum.GetValues<Refusal>())
            if (reason != Refusal.None) _refusals.Add(0, Tag("reason", reason));
        foreach (AlarmKind kind in Enum.GetValues<AlarmKind>())
            if (kind != AlarmKind.None) _alarms.Add(0, Tag("kind", kind));
        foreach (TradingMode mode in Enum.GetValues<TradingMode>())
            foreach (LimitKind cause in Enum.GetValues<LimitKind>())
                _modes.Add(0, Tag("mode", mode), Tag("cause", cause));
    }

    public void Take(EngineReport report)
    {
        switch (report.Kind)
        {
            case ReportKind.Decision:
                _decisions.Add(
                    1, Tag("underlying", report.Underlying), Tag("rule", report.Decision.Rule));
                break;
            case ReportKind.Refusal:
                _refusals.Add(1, Tag("reason", report.Refusal.Reason));
                break;
            case ReportKind.Alarm:
                _alarms.Add(1, Tag("kind", report.Alarm.Kind));
                break;
            case ReportKind.ModeChange:
                _modes.Add(1, Tag("mode", report.Mode.To), Tag("cause", report.Mode.Cause));
                break;
            case ReportKind.Adoption:
                _adoptions.Add(1);
                break;
            case ReportKind.OrderTransition:
                _roundTrips.Take(in report.Transition, report.At);
                break;
        }
    }

    private static KeyValuePair<string, object?> Tag<T>(string name, T value) => new(name, value?.ToString());
}
