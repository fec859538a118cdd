using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Neutralisers;

/// <summary>
/// The no-trade band of the delta: fixed, or as wide as gamma and cost make it worth while (Whalley and Wilmott,
/// Zakamouline); with its own width on either side, hedged to the edge, the centre or between, whole or in part; around
/// Black's delta or one that reckons with the smile or with the cost.
/// </summary>
internal sealed class DeltaBand : IBandPolicy
{
    private const int KindAt = 0;
    private const int WidthAt = 1;
    private const int WidthMaxAt = 2;
    private const int AversionAt = 3;
    private const int CostAt = 4;
    private const int SkewAt = 5;
    private const int InnerAt = 6;
    private const int RatioAt = 7;
    private const int DeltaAt = 8;
    private const int FirstCoefficientAt = 9;
    private const int IntervalAt = 12;
    private const double YearMilliseconds = 365.0 * 86_400_000;

    public PolicyDefinition Definition { get; } = new(
        40, "delta-band", PolicyStage.Neutraliser, "Hedges the delta when it leaves a band, and only back into it.",
        [
            new("Kind", "0 fixed, 1 whalley-wilmott, 2 zakamouline", 0, 2, 1, "What the width is made of."),
            new("Width", "coins", 0, 1e6, 0.05, "Half width of a fixed band, least half width of the others."),
            new("WidthMax", "coins", 0, 1e6, 5, "Largest half width."),
            new("RiskAversion", "1/USD", 1e-12, 1, 1e-5, "Absolute risk aversion: how much cost a variance is worth."),
            new("Cost", "fraction of value, one way", 0, 0.1, 0,
                "Cost of hedging; 0 takes half the spread and the maker fee of the cheapest hedge."),
            new("Skew", "share", -0.95, 0.95, 0, "Above 0 more delta is tolerated above the target than below it."),
            new("InnerShare", "share of the width", 0, 1, 0.5, "Where a hedge stops: 1 the edge, 0 the centre."),
            new("HedgeRatio", "share of the way", 0.01, 1, 1,
                "How much of the way from where it begins to InnerShare a hedge goes; beyond the band one follows."),
            new("Delta", "0 black, 1 sticky-moneyness, 2 minimum-variance, 3 leland, 4 zakamouline", 0, 4, 0,
                "Which delta the band is around; sticky strike is Black's."),
            new("A", "coefficient", -100, 100, 0, "Of the minimum-variance delta, constant."),
            new("B", "coefficient", -100, 100, 0, "Of the minimum-variance delta, times delta."),
            new("C", "coefficient", -100, 100, 0, "Of the minimum-variance delta, times delta squared."),
            new("Interval", "ms", 1000, 3.2e10, 3_600_000, "Between hedges, for Leland's volatility."),
        ],
        ["half width", "gamma", "cost", "delta beyond Black's", "width below", "width above"])
    {
        Owns = "delta band",
        Check = Contradictions,
    };

    public Proposal Shape(in PolicyContext context, out BandShape? shape)
    {
        shape = null;
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        double cost = values[CostAt] > 0 ? values[CostAt] : view.HalfSpread + view.MakerRate;
        bool usesCost = values[KindAt] != 0 || values[DeltaAt] >= 3;
        if (usesCost && !double.IsFinite(cost)) return Proposal.None(PolicyInput.Costs);
        if (!PolicyWords.IsPrice(view.Spot)) return Proposal.None(PolicyInput.Spot);
        if (view.IsPriced == 0 || !double.IsFinite(view.Gamma)) return Proposal.None(PolicyInput.Greeks);
        // A rebate makes hedging free, and a free hedge has no band but its least.
        cost = !double.IsFinite(cost) ? 0 : Math.Max(0, cost);
        var legs = new LegDeltas(context);
        double beyond = Beyond(legs, values, cost, view);
        if (double.IsNaN(beyond)) return Proposal.None(PolicyInput.Surface, double.NaN, view.Gamma, cost);
        double width = Width(legs, values, cost, view);
        if (double.IsNaN(width)) return Proposal.None(PolicyInput.FiniteResult, double.NaN, view.Gamma, cost);
        double most = Math.Max(values[WidthAt], values[WidthMaxAt]);
        double half = Math.Clamp(width, values[WidthAt], most);
        AsymmetricBand band = AsymmetricBand.Of(half, values[SkewAt], 0, values[InnerAt], values[RatioAt]);
        shape = new BandShape
        {
            Below = band.Below,
            Above = band.Above,
            InnerShare = band.InnerShare,
            HedgeRatio = band.HedgeRatio,
            TargetShift = -beyond,
        };
        PolicyRule rule = half > width ? PolicyRule.Floored : half < width ? PolicyRule.Capped : PolicyRule.Formula;
        return Proposal.Of(half, rule, half, view.Gamma, cost, beyond, band.Below, band.Above);
    }

    private static double Width(in LegDeltas legs, ReadOnlySpan<double> values, double cost, in ScalingView view)
    {
        switch (values[KindAt])
        {
            case 1:
                return WhalleyWilmott.HalfWidth(view.Spot, view.Gamma, cost, values[AversionAt]);
            case 2:
                // Without gamma there is nothing to hedge often: the least width.
                if (!legs.TryGammaPoint(out double years, out double sigma)) return values[WidthAt];
                Zakamouline band = Zakamouline.Band(
                    view.Spot, view.Gamma, cost, values[AversionAt], sigma, Math.Max(years, 1.0 / (365 * 24)));
                return band.Status == Quant.Figures.FigureStatus.Ok ? band.HalfWidth : double.NaN;
            default:
                return values[WidthAt];
        }
    }

    private static double Beyond(in LegDeltas legs, ReadOnlySpan<double> values, double cost, in ScalingView view)
    {
        switch (values[DeltaAt])
        {
            case 1:
                return legs.StickyMoneyness();
            case 2:
                return legs.MinimumVariance(
                    values[FirstCoefficientAt], values[FirstCoefficientAt + 1], values[FirstCoefficientAt + 2]);
            case 3:
                return legs.Leland(cost, values[IntervalAt] / YearMilliseconds);
            case 4:
                if (!legs.TryGammaPoint(out double years, out double sigma)) return 0;
                Zakamouline band = Zakamouline.Band(
                    view.Spot, view.Gamma, cost, values[AversionAt], sigma, Math.Max(years, 1.0 / (365 * 24)));
                Quant.Figures.Figure middle = band.MiddleSigma(sigma, view.Gamma < 0);
                return middle.HasValue ? legs.AtVolatilityFactor(middle.Value / sigma) : double.NaN;
            default:
                return 0;
        }
    }

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (values["Kind"] != 0 && values["WidthMax"] < values["Width"])
            yield return ("WidthMax", "is below Width: the cap of the band is under its floor.");
    }
}
