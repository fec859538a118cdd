using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Costs;

/// <summary>
/// The square-root law of impact: I = Y·σ_day·√(Q/V), two thirds of it on average over the order (Almgren and others
/// 2005; Tóth and others 2011; Donier and Bonart 2015 for bitcoin). Below about 1e-4 of the volume the book itself is
/// the better guide.
/// </summary>
/// <param name="Coefficient">Y, about 1 (0.4 to 1.5), configured or fitted from own fills.</param>
/// <param name="DailySigma">Volatility of a day, as a share.</param>
/// <param name="DailyVolume">Coins traded a day.</param>
public readonly record struct SquareRootImpact(double Coefficient, double DailySigma, double DailyVolume)
{
    /// <summary>True when there is a volume and nothing is negative.</summary>
    public bool IsAdmissible => Coefficient >= 0 && double.IsFinite(Coefficient) && DailySigma >= 0
        && double.IsFinite(DailySigma) && DailyVolume > 0 && double.IsFinite(DailyVolume);

    /// <summary>Impact at the end of the order, as a share of the price.</summary>
    public Figure Peak(double quantity)
    {
        if (!double.IsFinite(quantity))
            return Figure.None(FigureStatus.NotFinite);
        return IsAdmissible
            ? Figure.Of(Coefficient * DailySigma * Math.Sqrt(Math.Abs(quantity) / DailyVolume))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>Mean impact over the order, as a share of the price.</summary>
    public Figure Average(double quantity) => Peak(quantity).Times(2.0 / 3);

    /// <summary>Half spread, fee and impact of the order together, dollars; spread and fee as shares.</summary>
    public Figure Cost(double quantity, double price, double halfSpread, double fee)
    {
        var average = Average(quantity);
        if (!average.HasValue)
            return average;
        return price > 0 && halfSpread >= 0
            ? Figure.Of(Math.Abs(quantity) * price * (halfSpread + fee + average.Value))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>
    /// The quantity beyond which the next coin costs more than its edge: V·((edge - halfSpread - fee)/(Yσ))², 0 when
    /// the edge does not pay the costs.
    /// </summary>
    public Figure BestQuantity(double edge, double halfSpread, double fee)
    {
        if (!double.IsFinite(edge + halfSpread + fee))
            return Figure.None(FigureStatus.NotFinite);
        if (!IsAdmissible)
            return Figure.None(FigureStatus.OutOfRange);
        var left = edge - halfSpread - fee;
        if (left <= 0)
            return Figure.Of(0);
        var scale = Coefficient * DailySigma;
        return scale > 0 ? Figure.Of(DailyVolume * left / scale * left / scale) : Figure.None(FigureStatus.NoSolution);
    }

    /// <summary>The coefficient that one order's average impact, a share of the price, points to.</summary>
    public Figure CoefficientFrom(double quantity, double averageImpact)
    {
        var unit = (this with { Coefficient = 1 }).Average(quantity);
        return unit is { HasValue: true, Value: > 0 }
            ? Figure.Of(averageImpact / unit.Value)
            : Figure.None(unit.HasValue ? FigureStatus.OutOfRange : unit.Status);
    }
}
