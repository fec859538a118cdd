using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Reports;

/// <summary>Something an operator should look at.</summary>
/// <param name="Order">The order concerned, or none.</param>
/// <param name="Measured">The figure, if any.</param>
/// <param name="Expected">What it should have been, if any.</param>
/// <param name="Kind">What.</param>
/// <param name="Figure">Which of an option's figures is the one, where it is about those.</param>
public readonly record struct AlarmReport(
    ClientOrderId Order, double Measured, double Expected, AlarmKind Kind, OptionFigure Figure = OptionFigure.None);
