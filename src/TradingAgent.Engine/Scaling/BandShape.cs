using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Scaling;

/// <summary>The no-trade band around a target and how a trade ends that leaves it. Coins of delta.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BandShape
{
    /// <summary>Width below the target.</summary>
    public double Below;

    /// <summary>Width above the target.</summary>
    public double Above;

    /// <summary>Where a trade ends as a share of the width: 1 the edge, 0 the centre.</summary>
    public double InnerShare;

    /// <summary>
    /// Share of the way from where a hedge begins to where it would end that is traded, above 0 and at most 1.
    /// </summary>
    public double HedgeRatio;

    /// <summary>
    /// What the target moves by because the delta that matters is not the one that is summed, such as a delta that
    /// follows the smile.
    /// </summary>
    public double TargetShift;

    /// <summary>Orders to rest ahead of the price on either side while nothing is hedged; 0 for none.</summary>
    public double LadderOrders;

    /// <summary>Price the ladder is counted from, USD.</summary>
    public double LadderAnchor;

    /// <summary>Between two of its orders, USD.</summary>
    public double LadderStep;

    /// <summary>The same width on both sides.</summary>
    public static BandShape Symmetric(double width, double innerShare) =>
        new() { Below = width, Above = width, InnerShare = innerShare, HedgeRatio = 1 };

    /// <summary>False when any of its numbers is no number.</summary>
    public readonly bool IsFinite => double.IsFinite(Below) && double.IsFinite(Above) && double.IsFinite(InnerShare)
        && double.IsFinite(HedgeRatio) && double.IsFinite(TargetShift) && double.IsFinite(LadderOrders)
        && double.IsFinite(LadderAnchor) && double.IsFinite(LadderStep);

    /// <summary>The width on the side of an error.</summary>
    public readonly double WidthAt(double error) => error < 0 ? Below : Above;
}
