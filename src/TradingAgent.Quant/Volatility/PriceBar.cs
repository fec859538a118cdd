using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Volatility;

/// <summary>Open, high, low and close of one period, all positive. A period without trades is no bar.</summary>
public readonly record struct PriceBar(double Open, double High, double Low, double Close)
{
    private const double PriceMin = 1e-140;
    private const double PriceMax = 1e140;

    private const int PricesMin = 8;

    /// <summary>
    /// By how much the extremes of n prices fall short of those of the path between them, both together, in ranges
    /// times √n: 2·0.5826 deviations of a step (Asmussen, Glynn and Pitman 1995), a range being √(4 ln 2) of the bar's.
    /// </summary>
    private const double UnseenShare = 2 * 0.5826 / 1.6651092223153954;

    /// <summary>Ok, or why this is no bar.</summary>
    public FigureStatus Check()
    {
        if (!double.IsFinite(Open) || !double.IsFinite(High) || !double.IsFinite(Low) || !double.IsFinite(Close))
            return FigureStatus.NotFinite;
        var inside = Low >= PriceMin && High <= PriceMax && Low <= Math.Min(Open, Close)
            && High >= Math.Max(Open, Close);
        return inside ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }

    /// <summary>
    /// The bar with the extremes that its path will have had between its prices: of few prices the range is too small,
    /// and so is every variance made of it. Fewer than eight are no walk but a bar told by its four prices.
    /// </summary>
    /// <param name="prices">How many it was made of.</param>
    public PriceBar WithUnseen(long prices)
    {
        if (prices < PricesMin)
            return this;
        var range = Elementary.LogRatio(High, Low);
        var half = Elementary.Exp(0.5 * range * ((1 / (1 - (UnseenShare / Math.Sqrt(prices)))) - 1));
        return this with { High = High * half, Low = Low / half };
    }

    /// <summary>Parkinson (1980): (ln H/L)²/(4 ln 2), the variance of the period without drift.</summary>
    public double ParkinsonVariance()
    {
        var range = Elementary.LogRatio(High, Low);
        return range * range * 0.36067376022224085;
    }

    /// <summary>Garman and Klass (1980): ½(ln H/L)² - (2 ln 2 - 1)(ln C/O)².</summary>
    public double GarmanKlassVariance()
    {
        var range = Elementary.LogRatio(High, Low);
        var body = Elementary.LogRatio(Close, Open);
        return (0.5 * range * range) - (0.38629436111989062 * body * body);
    }

    /// <summary>Rogers and Satchell (1991): ln(H/C)·ln(H/O) + ln(L/C)·ln(L/O), free of drift.</summary>
    public double RogersSatchellVariance() =>
        (Elementary.LogRatio(High, Close) * Elementary.LogRatio(High, Open))
        + (Elementary.LogRatio(Low, Close) * Elementary.LogRatio(Low, Open));
}
