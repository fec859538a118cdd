using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Runtime.Reports;

/// <summary>One policy's word in a decision, by names.</summary>
/// <param name="Slot">Place in the configured list; -1 for the target by hand and the mode.</param>
/// <param name="Policy">Its name.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Rule">Why.</param>
/// <param name="Missing">The input it lacked, or null.</param>
/// <param name="Value">Its own proposal; null when it is no number.</param>
/// <param name="Before">Target before it, coins.</param>
/// <param name="After">Target after it, coins.</param>
/// <param name="Inputs">By name; null where not known.</param>
public sealed record TraceLine(
    int Slot, string Policy, string Stage, string Rule, string? Missing, double? Value, double Before, double After,
    IReadOnlyDictionary<string, double?> Inputs)
{
    internal static TraceLine Of(in TraceStep step)
    {
        var inputs = new Dictionary<string, double?>();
        IReadOnlyList<string> names = PolicyList.Find(step.Policy)?.Inputs ?? [];
        PolicyInputs values = step.Inputs;
        for (int i = 0; i < names.Count; i++) inputs[names[i]] = Known(values[i]);
        string policy = step.Policy != 0 ? PolicyText.NameOf(step.Policy)
            : step.Stage == PolicyStage.Exposure ? "target by hand"
            : step.Cause == LimitKind.None ? "mode" : $"mode by {step.Cause}";
        return new TraceLine(
            step.Slot, policy, step.Stage.ToString(), step.Rule.ToString(),
            step.Missing == PolicyInput.None ? null : step.Missing.ToString(), Known(step.Value), step.Before,
            step.After, inputs);
    }

    internal static double? Known(double value) => double.IsFinite(value) ? value : null;
}
