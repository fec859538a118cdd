using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>The rules of a pyramid: adds to a winner whose whole never risks more than its first unit.</summary>
/// <param name="FirstQuantity">First unit, positive.</param>
/// <param name="AddRatio">Quantity of an add over the one before, at most 1: the pyramid narrows.</param>
/// <param name="AddsMax">Adds after the first unit.</param>
/// <param name="AddDistance">Move in favour since the last unit that allows the next, price (such as ½ ATR).</param>
/// <param name="StopDistance">Stop of the first unit from its entry, price (such as 2 ATR).</param>
public readonly record struct PyramidRules(
    double FirstQuantity, double AddRatio, int AddsMax, double AddDistance, double StopDistance)
{
    /// <summary>Most that the whole pyramid may lose at its stop, money.</summary>
    public double RiskBudget => FirstQuantity * StopDistance;

    /// <summary>Ok, or why these are no rules.</summary>
    public FigureStatus Check()
    {
        if (!double.IsFinite(FirstQuantity) || !double.IsFinite(AddDistance) || !double.IsFinite(StopDistance))
            return FigureStatus.NotFinite;
        var inside = FirstQuantity > 0 && AddRatio > 0 && AddRatio <= 1 && AddsMax >= 0 && AddDistance > 0
            && StopDistance > 0;
        return inside ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }
}
