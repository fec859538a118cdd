namespace TradingAgent.Quant.Costs;

/// <summary>
/// What hedging with one instrument is expected to cost, as shares of the value hedged, part by part, so that venues
/// can be compared. A missing input is never free: its part is what a poor venue would cost, and it is named.
/// </summary>
public readonly record struct HedgeCost
{
    /// <summary>How long a hedge is taken to be held: one usual funding interval, hours.</summary>
    private const double HoursHeld = 8;

    /// <summary>Depth is what stands within this distance of the mid.</summary>
    private const double DepthReach = 10e-4;

    /// <summary>Holding all of an instrument's open interest costs this: who leaves then moves the market.</summary>
    private const double WholeInterest = 0.01;

    /// <summary>Half of a venue's margin bound costs this; nearer to all of it, without bound.</summary>
    private const double HalfMargin = 0.0005;

    /// <summary>No part costs more than all of the value.</summary>
    private const double Whole = 1;

    private const double FeeUnknown = 0.001;
    private const double FundingUnknown = 0.0001;
    private const double ImpactUnknown = DepthReach / 2;
    private const double InterestUnknown = 0.0001;

    public double HalfSpread { get; private init; }

    public double Fee { get; private init; }

    public double Funding { get; private init; }

    /// <summary>
    /// Average distance to which the size reaches into a book that is evenly filled over <see cref="DepthReach"/>.
    /// </summary>
    public double Impact { get; private init; }

    /// <summary>Grows with our share of the instrument's open interest.</summary>
    public double Interest { get; private init; }

    /// <summary>Grows with the share of the venue's margin that is bound.</summary>
    public double Margin { get; private init; }

    /// <summary>The inputs that nobody said.</summary>
    public HedgeInputs Missing { get; private init; }

    public double Total => HalfSpread + Fee + Funding + Impact + Interest + Margin;

    public static HedgeCost Of(in HedgeTerms terms)
    {
        HedgeInputs missing = HedgeInputs.None;
        return new HedgeCost
        {
            HalfSpread = terms.HalfSpread,
            Fee = Known(terms.Fee, FeeUnknown, HedgeInputs.Fee, ref missing),
            Funding = Known(terms.FundingPerHour * HoursHeld, FundingUnknown, HedgeInputs.Funding, ref missing),
            Impact = Known(
                DepthReach * terms.Size / terms.Depth / 2, ImpactUnknown, HedgeInputs.Depth, ref missing),
            Interest = Known(
                WholeInterest * Math.Abs(terms.Position) / terms.OpenInterest, InterestUnknown,
                HedgeInputs.OpenInterest, ref missing),
            Margin = Known(OfMargin(terms.MarginRatio), HalfMargin, HedgeInputs.Margin, ref missing),
            Missing = missing,
        };
    }

    private static double OfMargin(double ratio) =>
        ratio >= 1 ? Whole : HalfMargin * Math.Max(0, ratio) / (1 - ratio);

    private static double Known(double value, double otherwise, HedgeInputs input, ref HedgeInputs missing)
    {
        if (!double.IsNaN(value)) return Math.Min(value, Whole);
        missing |= input;
        return otherwise;
    }
}
