using TradingAgent.Quant.Costs;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Scaling.Policies.Modulators;

/// <summary>
/// No position larger than the market can take back: a multiple of what the book shows on the side it would be sold
/// to, a share of a day's volume, and the size whose mean impact by the square-root law is bearable.
/// </summary>
internal sealed class LiquidityCap : IPolicy
{
    private const int DepthAt = 0;
    private const int VolumeAt = 1;
    private const int ImpactMaxAt = 2;
    private const int CoefficientAt = 3;
    private const int FillsAt = 4;
    private const int SourceAt = 5;

    public PolicyDefinition Definition { get; } = new(
        23, "liquidity", PolicyStage.Modulator,
        "Shrinks exposures to what depth, volume and impact allow to be sold again.",
        [
            new("DepthMax", "multiple of the depth", 0, 1000, 10,
                "Largest position over what the book shows within 10 basis points; 0 for no such limit."),
            new("VolumeMax", "share of a day", 0, 10, 0.02,
                "Largest position over the coins traded a day; 0 for no such limit."),
            new("ImpactMax", "share of the price", 0, 1, 0.01,
                "Largest mean impact of selling the position; 0 for no such limit."),
            PolicyWords.Impact,
            PolicyWords.ImpactFills,
            PolicyWords.VolatilitySource,
        ],
        ["depth", "volume a day", "volatility", "impact coefficient", "largest position", "factor"])
    {
        Check = static values => values["ImpactMax"] > 0 && values["Impact"] == 0
            ? [("ImpactMax", "limits an impact that Impact = 0 leaves out.")] : [],
    };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        double size = Math.Abs(context.Target);
        // A long is sold to the bids, a short bought from the asks.
        double depth = context.Target > 0 ? view.DepthBid : view.DepthAsk;
        double sigma = view.VolatilityBy(values[SourceAt]);
        SquareRootImpact impact =
            PolicyWords.ImpactOf(values[CoefficientAt], values[FillsAt], values[SourceAt], view);
        if (values[DepthAt] > 0 && !PolicyWords.IsSize(depth)) return Missing(PolicyInput.Depth, view, sigma, depth);
        bool needsVolume = values[VolumeAt] > 0 || values[ImpactMaxAt] > 0;
        if (needsVolume && !PolicyWords.IsSize(view.VolumePerDay))
            return Missing(PolicyInput.Volume, view, sigma, depth);
        double most = double.MaxValue;
        if (values[DepthAt] > 0) most = values[DepthAt] * depth;
        if (values[VolumeAt] > 0) most = Math.Min(most, values[VolumeAt] * view.VolumePerDay);
        if (values[ImpactMaxAt] > 0)
        {
            Figure bearable = Bearable(impact, values[ImpactMaxAt]);
            if (!bearable.HasValue) return Missing(PolicyInput.Volatility, view, sigma, depth);
            most = Math.Min(most, bearable.Value);
        }
        double factor = size > most ? most / size : 1;
        PolicyRule rule = factor < 1 ? PolicyRule.Capped : PolicyRule.Passed;
        return Proposal.Of(factor, rule, depth, view.VolumePerDay, sigma, impact.Coefficient, most, factor);
    }

    /// <summary>
    /// The size whose mean impact is so much: V·(1.5·I/(Y·σ))². A market that does not move has no such size.
    /// </summary>
    private static Figure Bearable(in SquareRootImpact impact, double most)
    {
        Figure whole = impact.Average(impact.DailyVolume);
        if (!whole.HasValue) return whole;
        double share = whole.Value > 0 ? most / whole.Value : double.PositiveInfinity;
        return Figure.Of(Math.Min(impact.DailyVolume * share * share, double.MaxValue));
    }

    private static Proposal Missing(PolicyInput input, in ScalingView view, double sigma, double depth) =>
        Proposal.None(input, depth, view.VolumePerDay, sigma);
}
