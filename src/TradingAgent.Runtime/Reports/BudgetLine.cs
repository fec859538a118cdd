using TradingAgent.Engine.Scaling;

namespace TradingAgent.Runtime.Reports;

/// <summary>What the risk budget made of an order that a decision wanted, by names.</summary>
/// <param name="Budget">Which part of it: Notional, Messages, Margin and so on.</param>
/// <param name="Rule">Clipped or Vetoed.</param>
/// <param name="Reason">Of a veto, the gate's word; else null.</param>
/// <param name="Order">Which way, and whether of the hedge or of an option leg.</param>
/// <param name="Wanted">Units.</param>
/// <param name="Allowed">Units.</param>
/// <param name="Measured">The figure that was too large; null where there is none.</param>
/// <param name="Limit">What it was held against; null where there is none.</param>
/// <param name="At">When it said so last.</param>
public sealed record BudgetLine(
    string Budget, string Rule, string? Reason, string Order, double Wanted, double Allowed, double? Measured,
    double? Limit, string At)
{
    internal static BudgetLine Of(in BudgetStep step) => new(
        step.Budget.ToString(), step.Rule.ToString(), step.Reason == Refusal.None ? null : step.Reason.ToString(),
        $"{step.Side} {(step.IsOption ? "option leg" : "hedge")} in instrument {step.Instrument.Index}", step.Wanted,
        step.Allowed, Figure(step, step.Measured), Figure(step, step.Limit), step.At.ToString());

    /// <summary>The message budget has no figures of its own.</summary>
    private static double? Figure(in BudgetStep step, double value) =>
        step.Budget == RiskBudget.Messages ? null : TraceLine.Known(value);
}
