namespace TradingAgent.Engine.Scaling;

/// <summary>One policy's word in a decision.</summary>
/// <param name="Slot">Place in the configured list; -1 for the target set by hand and the mode.</param>
/// <param name="Policy">Its number, 0 for those two.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Rule">Why.</param>
/// <param name="Missing">The input it lacked, or none.</param>
/// <param name="Value">Its own proposal: coins, or a factor.</param>
/// <param name="Before">Target before it, coins.</param>
/// <param name="After">Target after it, coins.</param>
/// <param name="Inputs">In the order its definition declares.</param>
/// <param name="Cause">Of the mode's word, the broken limit that set it.</param>
public readonly record struct TraceStep(
    int Slot, ushort Policy, PolicyStage Stage, PolicyRule Rule, PolicyInput Missing, double Value, double Before,
    double After, PolicyInputs Inputs, LimitKind Cause = LimitKind.None);
