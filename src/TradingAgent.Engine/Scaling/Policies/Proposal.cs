using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// A policy's answer with its reason and inputs. A number that is not finite cannot leave: it becomes «nothing
/// proposed», and so does an answer whose band or legs hold one.
/// </summary>
internal readonly struct Proposal
{
    private Proposal(double value, PolicyRule rule, PolicyInput missing, PolicyInputs inputs)
    {
        Value = value;
        Rule = rule;
        Missing = missing;
        Inputs = inputs;
    }

    /// <summary>Coins of delta, or a factor; meaningless without <see cref="HasValue"/>.</summary>
    public double Value { get; }

    public PolicyRule Rule { get; }

    /// <summary>Why there is no value; none when there is one.</summary>
    public PolicyInput Missing { get; }

    public PolicyInputs Inputs { get; }

    public bool HasValue => Missing == PolicyInput.None;

    public static Proposal Of(double value, PolicyRule rule, params ReadOnlySpan<double> inputs)
    {
        PolicyInputs kept = Keep(inputs);
        return double.IsFinite(value)
            ? new Proposal(value, rule, PolicyInput.None, kept)
            : new Proposal(0, PolicyRule.MissingInput, PolicyInput.FiniteResult, kept);
    }

    /// <summary>Nothing is proposed, because this is not to be had.</summary>
    public static Proposal None(PolicyInput missing, params ReadOnlySpan<double> inputs) =>
        new(0, PolicyRule.MissingInput, missing, Keep(inputs));

    /// <summary>The same answer, or nothing proposed when what comes beside its value is not finite.</summary>
    public Proposal If(bool isFinite) => isFinite || !HasValue
        ? this : new Proposal(0, PolicyRule.MissingInput, PolicyInput.FiniteResult, Inputs);

    /// <summary>A figure as a value, or nothing for want of the named input.</summary>
    public static Proposal Of(Figure figure, PolicyInput needs, PolicyRule rule, params ReadOnlySpan<double> inputs) =>
        figure.HasValue ? Of(figure.Value, rule, inputs) : None(needs, inputs);

    private static PolicyInputs Keep(ReadOnlySpan<double> inputs)
    {
        PolicyInputs kept = default;
        Invariant.That(inputs.Length <= PolicyInputs.Count, "a proposal names more inputs than it may");
        for (int i = 0; i < inputs.Length; i++) kept[i] = inputs[i];
        return kept;
    }
}
