using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Quoting;

/// <summary>
/// Where to rest bid and ask around the mid for an inventory. Fills come at the rate A·e^(-kδ) at the distance δ;
/// inventory in units of one order.
/// </summary>
/// <param name="Status">Whether there are quotes, or why not.</param>
/// <param name="BidDistance">Mid less bid; negative crosses the mid.</param>
/// <param name="AskDistance">Ask less mid.</param>
public readonly record struct PassiveQuotes(FigureStatus Status, double BidDistance, double AskDistance)
{
    /// <summary>
    /// Avellaneda and Stoikov (2008): reservation price s - qγσ²(T-t), spread γσ²(T-t) + (2/γ)·ln(1+γ/k).
    /// </summary>
    public static PassiveQuotes OfFiniteHorizon(
        double inventory, double riskAversion, double sigma, double timeLeft, double fillDecay)
    {
        var status = Check(inventory, riskAversion, sigma, fillDecay);
        if (status != FigureStatus.Ok || !(timeLeft >= 0))
            return new PassiveQuotes(status != FigureStatus.Ok ? status : FigureStatus.OutOfRange, 0, 0);
        var risk = riskAversion * sigma * sigma * timeLeft;
        var half = (0.5 * risk) + LogTerm(riskAversion, fillDecay);
        return Of(half + (inventory * risk), half - (inventory * risk));
    }

    /// <summary>
    /// Guéant, Lehalle and Fernandez-Tapia (2013), far from the horizon:
    /// (1/γ)ln(1+γ/k) + (1 ± 2q)/2·√(σ²γ/(2kA)·(1+γ/k)^(1+k/γ)).
    /// </summary>
    public static PassiveQuotes OfLongHorizon(
        double inventory, double riskAversion, double sigma, double fillDecay, double fillRate)
    {
        var slope = InventorySlope(riskAversion, sigma, fillDecay, fillRate);
        if (!slope.HasValue || !double.IsFinite(inventory))
            return new PassiveQuotes(slope.HasValue ? FigureStatus.NotFinite : slope.Status, 0, 0);
        var log = LogTerm(riskAversion, fillDecay);
        return Of(
            log + (0.5 * (1 + (2 * inventory)) * slope.Value), log + (0.5 * (1 - (2 * inventory)) * slope.Value));
    }

    /// <summary>The move of both quotes for one unit of inventory in the long-horizon form.</summary>
    public static Figure InventorySlope(double riskAversion, double sigma, double fillDecay, double fillRate)
    {
        var status = Check(0, riskAversion, sigma, fillDecay);
        if (status != FigureStatus.Ok || !(fillRate > 0))
            return Figure.None(status != FigureStatus.Ok ? status : FigureStatus.OutOfRange);
        // (1+x)^(1+1/x) for x = γ/k through the logarithm, which stays near 1 + 1/x·x for small x.
        var ratio = riskAversion / fillDecay;
        var power = Elementary.Exp((1 + (1 / ratio)) * LogOnePlus(ratio));
        return Figure.Of(sigma * sigma * riskAversion / (2 * fillDecay * fillRate) * power).SquareRoot();
    }

    /// <summary>A·e^(-kδ).</summary>
    public static Figure FillRate(double distance, double fillDecay, double fillRate) =>
        fillDecay > 0 && fillRate >= 0
            ? Figure.Of(fillRate * Elementary.Exp(-fillDecay * distance))
            : Figure.None(FigureStatus.OutOfRange);

    private static PassiveQuotes Of(double bid, double ask) => double.IsFinite(bid) && double.IsFinite(ask)
        ? new PassiveQuotes(FigureStatus.Ok, bid, ask)
        : new PassiveQuotes(FigureStatus.NotFinite, 0, 0);

    private static double LogTerm(double riskAversion, double fillDecay) =>
        LogOnePlus(riskAversion / fillDecay) / riskAversion;

    /// <summary>ln(1+x), relatively accurate for small x: the rounding of 1+x is put right.</summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Elementary.LogRatio(sum, 1) * (x / (sum - 1));
    }

    private static FigureStatus Check(double inventory, double riskAversion, double sigma, double fillDecay)
    {
        if (!double.IsFinite(inventory + riskAversion) || !double.IsFinite(sigma + fillDecay))
            return FigureStatus.NotFinite;
        return riskAversion > 0 && sigma >= 0 && fillDecay > 0 ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }
}
