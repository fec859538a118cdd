namespace TradingAgent.Quant.Sizing;

/// <summary>One rung of a ladder of exits.</summary>
/// <param name="Progress">Progress that reaches it, in the ladder's own unit: price, volatilities or money.</param>
/// <param name="Share">Share of the original position that leaves there.</param>
public readonly record struct ExitTarget(double Progress, double Share);
