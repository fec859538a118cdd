namespace TradingAgent.Engine.Scaling.Policies.Modulators;

/// <summary>
/// Leans exposures with or against the crowd: dear funding, a move that new or closing positions carry, and
/// liquidations under way. Each speaks for or against the side of the target by its weight; one that is missing or too
/// old is neutral, and so is the whole with no weight configured.
/// </summary>
internal sealed class FactorTilt : IPolicy
{
    private const int FundingWeightAt = 0;
    private const int FundingFullAt = 1;
    private const int InterestWeightAt = 2;
    private const int InterestFullAt = 3;
    private const int LiquidationWeightAt = 4;
    private const int LiquidationFullAt = 5;
    private const int MinAt = 6;
    private const int MaxAt = 7;

    public PolicyDefinition Definition { get; } = new(
        22, "factors", PolicyStage.Modulator,
        "Multiplies exposures by what funding, open interest and liquidations say of their side.",
        [
            new("FundingWeight", "factor", 0, 1, 0, "What funding far from its mean takes off the side that pays it."),
            new("FundingFull", "deviations", 0.1, 20, 3, "Deviation of the funding at which the whole weight counts."),
            new("InterestWeight", "factor", 0, 1, 0,
                "What open interest adds to the side of a move it grows with, and takes off one it shrinks with."),
            new("InterestFull", "share an hour", 0.0001, 1, 0.05, "Change of interest at which the weight is whole."),
            new("LiquidationWeight", "factor", 0, 1, 0, "What liquidations take off the side that is liquidated."),
            new("LiquidationFull", "multiple of the usual", 0.1, 1000, 20, "Pressure at which the weight is whole."),
            new("FactorMin", "factor", 0, 1, 0.5, "Exposures are never multiplied by less."),
            new("FactorMax", "factor", 0, 3, 1, "Exposures are never multiplied by more."),
        ],
        ["funding score", "open interest change", "price change", "liquidation pressure", "factor"])
    {
        Check = static values => PolicyWords.CheckRange(values, "FactorMin", "FactorMax"),
    };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        double side = Math.Sign(context.Target);
        double carried = double.IsFinite(view.PriceChange)
            ? Math.Sign(view.PriceChange) * view.OpenInterestChange : double.NaN;
        double tilt = 1
            - Part(values[FundingWeightAt], side * view.FundingScore / values[FundingFullAt])
            + Part(values[InterestWeightAt], side * carried / values[InterestFullAt])
            - Part(values[LiquidationWeightAt], side * view.LiquidationPressure / values[LiquidationFullAt]);
        double factor = Math.Clamp(tilt, values[MinAt], values[MaxAt]);
        bool isSilent = !Speaks(values[FundingWeightAt], view.FundingScore)
            && !Speaks(values[InterestWeightAt], carried)
            && !Speaks(values[LiquidationWeightAt], view.LiquidationPressure);
        PolicyRule rule = isSilent ? PolicyRule.Neutral : tilt > factor ? PolicyRule.Capped
            : tilt < factor ? PolicyRule.Floored : PolicyRule.Formula;
        // Neutral is one, even where the bounds would have it otherwise.
        return Proposal.Of(
            isSilent ? 1 : factor, rule, view.FundingScore, view.OpenInterestChange, view.PriceChange,
            view.LiquidationPressure, isSilent ? 1 : factor);
    }

    private static bool Speaks(double weight, double score) => weight > 0 && double.IsFinite(score);

    private static double Part(double weight, double score) =>
        Speaks(weight, score) ? weight * Math.Clamp(score, -1, 1) : 0;
}
