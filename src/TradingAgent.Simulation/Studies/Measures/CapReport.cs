namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>The account's worst loss over the scenario grid against the cap that is configured for it.</summary>
/// <param name="CapUsd">The cap at the moment when the loss was nearest to it, or furthest beyond it.</param>
/// <param name="WorstLossUsd">The worst loss at that moment, by the study's own books.</param>
/// <param name="ExcessUsd">The one less the other; negative when the loss was never above the cap.</param>
/// <param name="OneOrderUsd">The most by which one order that was sent can change the worst loss.</param>
/// <param name="ShareAbove">Of the looks that were taken, those in which the loss was above the cap.</param>
/// <param name="Looks">After each fill of the agent's, and at least once a minute.</param>
public sealed record CapReport(
    double CapUsd, double WorstLossUsd, double ExcessUsd, double OneOrderUsd, double ShareAbove, long Looks)
{
    /// <summary>The promise: never beyond the cap by more than one order.</summary>
    public bool Holds => ExcessUsd <= OneOrderUsd;

    /// <summary>What was found; null when no cap is configured.</summary>
    internal static CapReport? Of(CapMeasures measures) => !measures.HasCap || measures.Looks == 0 ? null
        : new CapReport(
            Math.Round(measures.CapUsd, 2), Math.Round(measures.LossUsd, 2), Math.Round(measures.ExcessUsd, 2),
            Math.Round(measures.OneOrderUsd, 2), Math.Round((double)measures.LooksAbove / measures.Looks, 6),
            measures.Looks);
}
