namespace TradingAgent.Domain.Events;

/// <summary>Our fee rates on an instrument.</summary>
/// <param name="MakerRate">Fraction of value; negative is a rebate.</param>
/// <param name="TakerRate">Fraction of value.</param>
/// <param name="OptionCapRate">Options: cap as a fraction of the premium; 0 for none.</param>
public readonly record struct FeesReported(double MakerRate, double TakerRate, double OptionCapRate);
