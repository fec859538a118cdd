using TradingAgent.Quant.Costs;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Scaling.Policies.Constraints;

/// <summary>
/// A change that costs more than it saves waits. It costs half the spread, a fee and its impact; not making it leaves
/// a deviation, whose variance until the horizon is priced at half the risk aversion. Where a limit before it clipped,
/// what is held beyond what that let through goes, whatever it costs; so does every way out to zero.
/// </summary>
internal sealed class CostBenefit : IPolicy
{
    private const int AversionAt = 0;
    private const int HorizonAt = 1;
    private const int FeeAt = 2;
    private const int CoefficientAt = 3;
    private const int FillsAt = 4;
    private const int SourceAt = 5;
    private const double YearMilliseconds = 365.0 * 86_400_000;

    public PolicyDefinition Definition { get; } = new(
        63, "cost-benefit", PolicyStage.Constraint,
        "Makes a change wait that costs more than the variance it removes is worth.",
        [
            new("RiskAversion", "1/USD", 1e-12, 1, 1e-5, "Price of variance: half of it per USD squared."),
            new("Horizon", "ms", 1000, 2592000000, 86400000, "Time over which the removed variance counts."),
            new("Fee", "0 maker, 1 taker", 0, 1, 0, "Which fee the change is expected to pay."),
            PolicyWords.Impact,
            PolicyWords.ImpactFills,
            PolicyWords.VolatilitySource,
        ],
        ["change", "cost USD", "variance saved USD", "volatility", "half spread", "fee"]);

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        double change = context.Target - view.Target;
        double sigma = view.VolatilityBy(values[SourceAt]);
        double fee = values[FeeAt] == 0 ? view.MakerRate : view.TakerRate;
        // To wait is to keep what is held, which must not be more than a limit let through, nor on its other side.
        bool isForced = context.Target == 0
            || (context.Target != context.Asked && !PolicyWords.IsReduction(view.Target, context.Target));
        if (change == 0 || isForced)
            return Proposal.Of(
                context.Target, PolicyRule.Passed, change, double.NaN, double.NaN, sigma, view.HalfSpread, fee);
        if (!double.IsFinite(sigma)) return Proposal.None(PolicyInput.Volatility, change);
        if (!double.IsFinite(view.HalfSpread + fee)) return Proposal.None(PolicyInput.Costs, change);
        Figure cost = CostOf(view, values, change, fee);
        if (!cost.HasValue) return Proposal.None(PolicyInput.Volume, change, double.NaN, double.NaN, sigma);
        double dollars = change * view.Spot;
        double years = values[HorizonAt] / YearMilliseconds;
        double saved = 0.5 * values[AversionAt] * sigma * sigma * years * dollars * dollars;
        return cost.Value > saved
            ? Proposal.Of(
                view.Target, PolicyRule.TooDear, change, cost.Value, saved, sigma, view.HalfSpread, fee)
            : Proposal.Of(
                context.Target, PolicyRule.Passed, change, cost.Value, saved, sigma, view.HalfSpread, fee);
    }

    private static Figure CostOf(in ScalingView view, ReadOnlySpan<double> values, double change, double fee)
    {
        if (values[CoefficientAt] == 0) return Figure.Of(Math.Abs(change) * view.Spot * (view.HalfSpread + fee));
        SquareRootImpact impact =
            PolicyWords.ImpactOf(values[CoefficientAt], values[FillsAt], values[SourceAt], view);
        return impact.Cost(change, view.Spot, Math.Max(0, view.HalfSpread), fee);
    }
}
