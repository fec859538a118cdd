namespace TradingAgent.Domain.Reports;

/// <summary>What one policy of a scaling decision did to the target, and from which inputs.</summary>
/// <param name="Before">
/// Target before it, coins of delta; for an exposure what was proposed by those before it.
/// </param>
/// <param name="After">Target after it, coins of delta.</param>
/// <param name="Value">Its own proposal: coins for an exposure or constraint, a factor for a modulator.</param>
/// <param name="Inputs">In the order the policy declares.</param>
/// <param name="Policy">Its number, see the engine's list of policies.</param>
/// <param name="Slot">Place in the configured list, from 0.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Rule">Why.</param>
/// <param name="Missing">The input it lacks, or none.</param>
public readonly record struct PolicyReport(
    double Before,
    double After,
    double Value,
    PolicyInputs Inputs,
    ushort Policy,
    byte Slot,
    PolicyStage Stage,
    PolicyRule Rule,
    PolicyInput Missing);
