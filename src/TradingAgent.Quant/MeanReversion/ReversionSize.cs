namespace TradingAgent.Quant.MeanReversion;

/// <summary>A position of a mean-reversion rule and why.</summary>
/// <param name="Verdict">Why.</param>
/// <param name="Value">Position, positive long; 0 unless Sized.</param>
public readonly record struct ReversionSize(ReversionVerdict Verdict, double Value);
