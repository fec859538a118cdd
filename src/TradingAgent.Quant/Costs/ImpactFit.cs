using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Costs;

/// <summary>
/// The impact coefficient fitted from own fills: least squares through the origin of average impact on ⅔σ√(Q/V),
/// older fills forgotten by a factor each, pulled to a prior worth so many fills.
/// </summary>
public struct ImpactFit
{
    private double _squares;
    private double _products;
    private long _count;

    /// <summary>Fills taken.</summary>
    public readonly long Count => _count;

    /// <summary>Takes a fill: its quantity and its average slippage as a share, negative when it was a gain.</summary>
    public FigureStatus Add(in SquareRootImpact market, double quantity, double averageImpact, double decay)
    {
        if (!double.IsFinite(averageImpact))
            return FigureStatus.NotFinite;
        if (!(decay > 0 && decay <= 1))
            return FigureStatus.OutOfRange;
        var unit = (market with { Coefficient = 1 }).Average(quantity);
        if (!unit.HasValue)
            return unit.Status;
        _squares = (decay * _squares) + (unit.Value * unit.Value);
        _products = (decay * _products) + (unit.Value * averageImpact);
        _count++;
        return FigureStatus.Ok;
    }

    /// <summary>The coefficient within [0.1, 10], the prior while there are no fills.</summary>
    public readonly Figure Coefficient(double prior, double priorFills)
    {
        if (!(prior > 0) || !(priorFills >= 0) || !double.IsFinite(prior + priorFills))
            return Figure.None(FigureStatus.OutOfRange);
        if (_count == 0 || _squares <= 0)
            return Figure.Of(prior);
        var weight = priorFills * _squares / _count;
        return Figure.Of(Math.Clamp((_products + (weight * prior)) / (_squares + weight), 0.1, 10));
    }
}
