using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// A position that is added to while it wins (the turtle rules of Faith 2003 as one case): average entry, the stop of
/// the whole, and the next add. After each fill the stop is moved so that (average - stop)·quantity is at most the
/// risk of the first unit; it never moves back.
/// </summary>
public struct Pyramid
{
    private double _quantity;
    private double _cost;
    private double _lastEntry;
    private double _lastQuantity;
    private double _stop;
    private int _units;
    private int _side;

    /// <summary>Units filled, the first included; 0 when there is no position.</summary>
    public readonly int Units => _units;

    /// <summary>+1 long, -1 short, 0 none.</summary>
    public readonly int Side => _side;

    /// <summary>Quantity held, positive.</summary>
    public readonly double Quantity => _quantity;

    /// <summary>The stop of the whole position.</summary>
    public readonly Figure Stop => _units == 0 ? Figure.None(FigureStatus.Missing) : Figure.Of(_stop);

    /// <summary>Average entry.</summary>
    public readonly Figure AverageEntry =>
        _units == 0 ? Figure.None(FigureStatus.Missing) : Figure.Of(_cost / _quantity);

    /// <summary>Loss at the stop, money; negative once the stop locks in a gain.</summary>
    public readonly Figure RiskAtStop =>
        _units == 0 ? Figure.None(FigureStatus.Missing) : Figure.Of(_side * (_cost - (_stop * _quantity)));

    /// <summary>True when the price is at or beyond the stop.</summary>
    public readonly bool IsStopped(double price) => _units > 0 && _side * (price - _stop) <= 0;

    /// <summary>
    /// The quantity to add at this price: 0 with bound Band before the price has moved far enough, 0 with Exhausted
    /// after the last add or when the stop that keeps the risk would lie beyond the price.
    /// </summary>
    public readonly BoundedSize NextAdd(double price, in PyramidRules rules)
    {
        var status = CheckFill(price, rules);
        if (status != FigureStatus.Ok)
            return BoundedSize.None(status);
        if (_units == 0)
            return BoundedSize.Of(rules.FirstQuantity, rules.FirstQuantity, SizeBound.None);
        var wanted = _lastQuantity * rules.AddRatio;
        if (_units > rules.AddsMax || IsStopped(price))
            return BoundedSize.Of(0, wanted, SizeBound.Exhausted);
        if (_side * (price - _lastEntry) < rules.AddDistance)
            return BoundedSize.Of(0, wanted, SizeBound.Band);
        var stop = StopFor(_quantity + wanted, _cost + (wanted * price), rules);
        return _side * (price - stop) > 0
            ? BoundedSize.Of(wanted, wanted, SizeBound.None)
            : BoundedSize.Of(0, wanted, SizeBound.Exhausted);
    }

    /// <summary>Books a fill of a unit, the first one on the given side, and moves the stop.</summary>
    public FigureStatus Fill(int side, double price, double quantity, in PyramidRules rules)
    {
        var status = CheckFill(price, rules);
        if (status != FigureStatus.Ok)
            return status;
        var inside = quantity > 0 && double.IsFinite(quantity) && (side is 1 or -1) && (_units == 0 || side == _side);
        if (!inside)
            return FigureStatus.OutOfRange;
        var isFirst = _units == 0;
        _side = side;
        _quantity += quantity;
        _cost += quantity * price;
        _lastEntry = price;
        _lastQuantity = quantity;
        _units++;
        var stop = StopFor(_quantity, _cost, rules);
        _stop = isFirst ? price - (_side * Math.Min(rules.StopDistance, rules.RiskBudget / quantity)) : stop;
        return FigureStatus.Ok;
    }

    /// <summary>Forgets the position.</summary>
    public void Close() => this = default;

    /// <summary>The stop that keeps the risk within budget, no further away than the present one.</summary>
    private readonly double StopFor(double quantity, double cost, in PyramidRules rules)
    {
        var budgeted = (cost / quantity) - (_side * rules.RiskBudget / quantity);
        return _side > 0 ? Math.Max(_stop, budgeted) : Math.Min(_stop, budgeted);
    }

    private static FigureStatus CheckFill(double price, in PyramidRules rules)
    {
        if (!double.IsFinite(price))
            return FigureStatus.NotFinite;
        return price > 0 ? rules.Check() : FigureStatus.OutOfRange;
    }
}
