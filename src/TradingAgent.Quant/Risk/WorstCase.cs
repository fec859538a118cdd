using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Risk;

/// <summary>The worst cell of a scenario grid.</summary>
/// <param name="Status">Whether every cell had a figure, or why there is no answer.</param>
/// <param name="Loss">Loss there, dollars, 0 when even the worst gains.</param>
/// <param name="Cell">Which cell, -1 for none.</param>
public readonly record struct WorstCase(FigureStatus Status, double Loss, int Cell);
