using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Size by the largest tolerable loss of one trade: budget over what one unit loses at its stop, costs and the gap
/// beyond the stop included.
/// </summary>
/// <param name="Budget">Most the trade may lose, money.</param>
/// <param name="QuantityMax">Cap of the quantity.</param>
/// <param name="CostPerUnit">Cost of entry and exit of one unit, money.</param>
/// <param name="GapPerUnit">How much worse than the stop the exit of one unit may fill, money.</param>
public readonly record struct LossBudget(double Budget, double QuantityMax, double CostPerUnit, double GapPerUnit)
{
    /// <summary>Quantity for a stop so far from the entry, both in price; 0 for a budget that is used up.</summary>
    public BoundedSize Quantity(double entry, double stop)
    {
        if (!double.IsFinite(entry) || !double.IsFinite(stop))
            return BoundedSize.None(FigureStatus.NotFinite);
        var inside = double.IsFinite(Budget) && QuantityMax >= 0 && double.IsFinite(QuantityMax) && CostPerUnit >= 0
            && GapPerUnit >= 0 && entry != stop;
        if (!inside)
            return BoundedSize.None(FigureStatus.OutOfRange);
        if (Budget <= 0)
            return BoundedSize.Of(0, 0, SizeBound.Exhausted);
        var wanted = Budget / (Math.Abs(entry - stop) + CostPerUnit + GapPerUnit);
        return wanted > QuantityMax
            ? BoundedSize.Of(QuantityMax, wanted, SizeBound.Leverage)
            : BoundedSize.Of(wanted, wanted, SizeBound.None);
    }
}
