using TradingAgent.Exchange.Faults;
using TradingAgent.Simulation.Storm;

namespace TradingAgent.Host.Verbs;

/// <summary>Many storms as two tables: how often each fault struck, and how often each checker judged.</summary>
internal static class StormTable
{
    public static IEnumerable<string> Of(StormTotals totals, TimeSpan took)
    {
        yield return "";
        yield return $"{"fault",-28}{"struck",12}";
        for (FaultKind kind = FaultKind.MessageLost; (int)kind < FaultPlan.Kinds; kind++)
            yield return $"{kind,-28}{totals.Tally[kind],12}";
        yield return "";
        yield return $"{"checker",-28}{"judged",12}{"violations",12}";
        foreach (StormChecker checker in Enum.GetValues<StormChecker>())
            yield return $"{(int)checker,2} {checker,-25}{totals.JudgedBy(checker),12}{totals.FailedBy(checker),12}";
        yield return "";
        if (totals.WorstLoss is { } worst)
        {
            yield return FormattableString.Invariant(
                $"loss limit breached in {totals.Breaches} storms; furthest beyond: storm {worst.Seed} lost ") +
                FormattableString.Invariant(
                $"{worst.LossMax:F0} USD, limit {worst.LossLimit:F0}, reference flattener {worst.ReferenceLossMax:F0}");
        }
        yield return FormattableString.Invariant(
            $"{totals.Storms} storms, {totals.VirtualTime.Seconds / 3600:F0} hours, {totals.Events} events in ") +
            FormattableString.Invariant(
            $"{took.TotalSeconds:F0} s; median {totals.EventsMedian} events, {totals.OrdersMedian} orders, ") +
            FormattableString.Invariant($"{totals.FillsMedian} fills");
    }
}
