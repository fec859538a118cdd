using Microsoft.Extensions.Logging;

namespace TradingAgent.Runtime.Reports;

/// <summary>
/// The wording of every report, in one place: logs, replay and explain say the same. One sentence with its numbers for
/// each kind; the logging id of a kind never changes.
/// </summary>
public static class ReportText
{
    private const int FirstId = 3000;

    /// <summary>The logging id of a kind.</summary>
    public static EventId IdOf(ReportKind kind) => new(FirstId + (int)kind, kind.ToString());

    /// <summary>The report in words, its instrument named.</summary>
    public static ReportLine Describe(in EngineReport report, InstrumentTable instruments)
    {
        string name = instruments.Find(report.Instrument)?.ToString() ?? report.Instrument.ToString();
        return report.Kind switch
        {
            ReportKind.Risk => Risk(in report),
            ReportKind.Decision => Decision(in report, name),
            ReportKind.Refusal => Refusal(in report, name),
            ReportKind.OrderTransition => Transition(in report, name),
            ReportKind.Fill => Fill(in report, name),
            ReportKind.ModeChange => Mode(in report),
            ReportKind.LegQuality => Leg(in report, name),
            ReportKind.Adoption => Adoption(in report, name),
            ReportKind.VenueState => Venue(in report),
            ReportKind.Alarm => Alarm(in report, name),
            ReportKind.Policy => PolicyText.Describe(in report),
            ReportKind.HedgeChosen => HedgeText.Describe(in report, instruments),
            _ => Line(report.Kind, LogLevel.Debug, "A report of kind {Kind}", report.Kind),
        };
    }

    private static ReportLine Risk(in EngineReport report)
    {
        RiskReport risk = report.Risk;
        return Line(report.Kind, LogLevel.Information,
            "{Underlying} delta {Delta:0.####} (smile {SmileDelta:0.####}, target {Target:0.####}, band " +
            "{BandInner:0.####} to {BandOuter:0.####}), gamma {Gamma:0.######} per USD, vega {Vega:0.##} USD per " +
            "vol point, theta {Theta:0.##} USD per day, spot {Spot:0.##}, value {Value:0.##} USD, " +
            "{Legs} legs, {LegsNotGood} not good",
            report.Underlying, risk.Delta, risk.SmileDelta, risk.Target, risk.BandInner, risk.BandOuter, risk.Gamma,
            risk.VegaPerVolPoint, risk.ThetaPerDay, risk.Spot, risk.Value, risk.Legs, risk.LegsNotGood);
    }

    private static ReportLine Decision(in EngineReport report, string name)
    {
        DecisionReport decision = report.Decision;
        LogLevel level = decision.Rule is DecisionRule.InsideBand or DecisionRule.TooSoon or DecisionRule.InFlightCovers
            ? LogLevel.Debug : LogLevel.Information;
        return Line(report.Kind, level,
            "{Underlying} {Rule}: delta {Delta:0.####} against target {Target:0.####} with band {Band:0.####} and " +
            "{InFlight:0.####} in flight asks for {Amount:0.####} coins by {Instrument}",
            report.Underlying, decision.Rule, decision.Delta, decision.Target, decision.BandOuter, decision.InFlight,
            decision.Amount, name);
    }

    private static ReportLine Refusal(in EngineReport report, string name)
    {
        RefusalReport refusal = report.Refusal;
        return Line(report.Kind, LogLevel.Warning,
            "Refused {Command} {Side} {Quantity} {Instrument} at {Price}: {Reason}, measured {Measured:0.####} " +
            "against {Limit:0.####} (order {Order})",
            refusal.Command, refusal.Side, refusal.Quantity, name, refusal.Price, refusal.Reason, refusal.Measured,
            refusal.Limit, refusal.Order);
    }

    private static ReportLine Transition(in EngineReport report, string name)
    {
        TransitionReport moved = report.Transition;
        bool isTrouble = moved.To is OrderState.Unknown or OrderState.Rejected;
        return Line(report.Kind, isTrouble ? LogLevel.Warning : LogLevel.Information,
            "Order {Order} {Side} {Quantity} {Instrument} at {Price} went from {From} to {To} by {Cause}, {Filled} " +
            "filled (venue code {VenueCode})",
            moved.Order, moved.Side, moved.Quantity, name, moved.Price, moved.From, moved.To,
            moved.Cause == EventKind.None ? "our command" : moved.Cause, moved.Filled, moved.VenueCode);
    }

    private static ReportLine Fill(in EngineReport report, string name)
    {
        FillReport fill = report.Fill;
        return Line(report.Kind, LogLevel.Information,
            "Filled {Side} {Quantity} {Instrument} at {Price} as {Role}: position {Position}, realised " +
            "{Realised:0.##} USD, fee {Fee:0.####} USD (order {Order})",
            fill.Side, fill.Quantity, name, fill.Price, fill.IsMaker ? "maker" : "taker", fill.Position,
            fill.RealisedUsd, fill.FeeUsd, fill.Order);
    }

    private static ReportLine Mode(in EngineReport report)
    {
        ModeReport mode = report.Mode;
        return Line(report.Kind, mode.To >= mode.From ? LogLevel.Error : LogLevel.Information,
            "Mode {From} to {To} by {Cause}: measured {Measured:0.####} against {Limit:0.####} ({Underlying})",
            mode.From, mode.To, mode.Cause, mode.Measured, mode.Limit, Scope(report.Underlying));
    }

    private static ReportLine Leg(in EngineReport report, string name)
    {
        LegQualityReport leg = report.LegQuality;
        return Line(report.Kind, leg.To == LegQuality.Good ? LogLevel.Information : LogLevel.Warning,
            "Greeks of {Instrument} are {To}, were {From}; the oldest input is {Age:0.##} s old",
            name, leg.To, leg.From, leg.Age);
    }

    private static ReportLine Adoption(in EngineReport report, string name)
    {
        AdoptionReport adoption = report.Adoption;
        return Line(report.Kind, LogLevel.Warning,
            "Took over the venue's position of {Instrument}: {VenuePosition} instead of {Ours}, {Delta:0.####} coins " +
            "of delta",
            name, adoption.Venue, adoption.Ours, adoption.DeltaDifference);
    }

    private static ReportLine Venue(in EngineReport report)
    {
        VenueStateReport state = report.VenueState;
        return Line(report.Kind, state.Status == VenueStatus.Up ? LogLevel.Information : LogLevel.Warning,
            "{Venue} {Stream} is {Status}", report.Venue, state.Stream, state.Status);
    }

    private static ReportLine Alarm(in EngineReport report, string name)
    {
        AlarmReport alarm = report.Alarm;
        if (alarm.Kind == AlarmKind.CoinGreeksDisagree)
            return Line(report.Kind, LogLevel.Error,
                "{Alarm} on {Figure}: {Venue} counts {Measured:G6} for our {Underlying} options, we {Expected:G6}",
                alarm.Kind, alarm.Figure, report.Venue, alarm.Measured, report.Underlying, alarm.Expected);
        if (alarm.Figure != OptionFigure.None)
            return Line(report.Kind, LogLevel.Error,
                "{Alarm} at {Instrument} on {Figure}: measured {Measured:G6}, expected {Expected:G6}",
                alarm.Kind, name, alarm.Figure, alarm.Measured, alarm.Expected);
        if (alarm.Kind == AlarmKind.VenueAway)
            return Line(report.Kind, LogLevel.Error,
                "{Alarm}: {Venue} did not answer at the start. Its positions count as an earlier run knew them, its " +
                "orders as alive; hedging goes on elsewhere", alarm.Kind, report.Venue);
        if (alarm.Kind == AlarmKind.VenueUnknown)
            return Line(report.Kind, LogLevel.Error,
                "{Alarm}: {Venue} did not answer at the start and no earlier run knows what is held there. Nothing " +
                "is traded until it was compared; if nothing is held there, take it out of Venues.Enabled and start " +
                "again",
                alarm.Kind, report.Venue);
        return Line(report.Kind, LogLevel.Error,
            "{Alarm} at {Instrument}: measured {Measured:0.####}, expected {Expected:0.####} (order {Order})",
            alarm.Kind, report.Instrument.IsNone ? Scope(report.Underlying) : name, alarm.Measured, alarm.Expected,
            alarm.Order);
    }

    private static string Scope(UnderlyingId underlying) => underlying.IsNone ? "everything" : underlying.ToString();

    internal static ReportLine Line(ReportKind kind, LogLevel level, string template, params object?[] values) =>
        new(IdOf(kind), level, template, values);
}
