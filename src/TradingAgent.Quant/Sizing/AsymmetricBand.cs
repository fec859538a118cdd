using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// A no-trade band of the delta error (delta less target) with its own width on either side, and how far a trade goes:
/// to the edge where costs are proportional, to the centre where they are fixed.
/// </summary>
/// <param name="Below">Width below the target, coins, not negative.</param>
/// <param name="Above">Width above the target, coins, not negative.</param>
/// <param name="InnerShare">Where a trade ends as a share of the width: 1 the edge, 0 the centre.</param>
/// <param name="HedgeRatio">Share of the trade that is made, in [0, 1].</param>
public readonly record struct AsymmetricBand(double Below, double Above, double InnerShare, double HedgeRatio)
{
    /// <summary>
    /// Widths from a half width and a skew in (-1, 1): a positive skew tolerates more above than below, the sum stays.
    /// Never narrower than half a lot, below which nothing could be traded.
    /// </summary>
    public static AsymmetricBand Of(double halfWidth, double skew, double lot, double innerShare, double hedgeRatio)
    {
        var least = 0.5 * lot;
        return new AsymmetricBand(
            Math.Max(least, halfWidth * (1 - skew)), Math.Max(least, halfWidth * (1 + skew)), innerShare, hedgeRatio);
    }

    /// <summary>
    /// The change of delta for an error: 0 with bound Band inside, otherwise towards the inner edge, never across the
    /// target.
    /// </summary>
    public BoundedSize Trade(double error)
    {
        if (!double.IsFinite(error))
            return BoundedSize.None(FigureStatus.NotFinite);
        var inside = Below >= 0 && Above >= 0 && double.IsFinite(Below + Above) && InnerShare >= 0 && InnerShare <= 1
            && HedgeRatio >= 0 && HedgeRatio <= 1;
        if (!inside)
            return BoundedSize.None(FigureStatus.OutOfRange);
        var width = error > 0 ? Above : Below;
        var distance = Math.Abs(error);
        if (distance <= width)
            return BoundedSize.Of(0, -error, SizeBound.Band);
        var wanted = distance - (InnerShare * width);
        return BoundedSize.Of(-Math.CopySign(HedgeRatio * wanted, error), -error, SizeBound.None);
    }
}
