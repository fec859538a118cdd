using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;

namespace TradingAgent.Engine.Scaling.Policies.Neutralisers;

/// <summary>
/// Delta, gamma and vega together: the box-constrained weighted least squares over the hedge perpetual and the best
/// options, whose solution trades risk against cost exactly; whole lots, never away from neutral. With books too thin
/// it falls back to the delta alone, and says so.
/// </summary>
internal sealed class GreeksHedge : ILegPolicy
{
    private const int HorizonAt = 0;
    private const int SourceAt = 1;
    private const int MoveAt = 2;
    private const int CorrelationAt = 3;
    private const int AversionAt = 4;
    private const int GammaAt = 5;
    private const int GammaTargetAt = 6;
    private const int VegaTargetAt = 7;
    private const int SizeMaxAt = 8;
    private const int SavingMinAt = 9;

    public PolicyDefinition Definition { get; } = new(
        43, "greeks-hedge", PolicyStage.Neutraliser,
        "Brings delta, gamma and vega together to where their risk is worth no more than removing it costs.",
        [
            new("Horizon", "days", 0.01, 365, 1, "For how long the Greeks would be left open."),
            PolicyWords.VolatilitySource,
            new("VolatilityMove", "vol points per day", 0.01, 100, 3, "How far volatility moves in a day."),
            new("Correlation", "share", -0.99, 0.99, -0.3, "Between the moves of price and volatility."),
            new("RiskAversion", "1/USD", 1e-12, 1, 1e-5, "Absolute risk aversion."),
            new("GammaWeight", "times", 0, 1e6, 1, "Weight of gamma beyond its variance; large is gamma-neutral."),
            new("GammaTarget", "coins per USD", -1e6, 1e6, 0, "The gamma that is wanted."),
            new("VegaTarget", "USD per vol point", -1e9, 1e9, 0, "The vega that is wanted."),
            new("SizeMax", "coins", 0, 1e6, 5, "Largest change of one option at once."),
            new("SavingMin", "USD", 0, 1e9, 1, "A plan that saves less waits."),
        ],
        ["saving USD", "cost USD", "gamma left", "vega left", "instruments", "perpetual coins"])
    { Owns = "option legs" };

    public Proposal Choose(in PolicyContext context, ref LegPlan plan)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (view.IsPriced == 0) return Proposal.None(PolicyInput.Greeks);
        double sigma = view.VolatilityBy(values[SourceAt]);
        if (double.IsNaN(sigma)) return Proposal.None(PolicyInput.Volatility);
        double hedgeCost = view.Spot * Math.Max(0, view.HalfSpread + view.MakerRate);
        if (double.IsNaN(hedgeCost)) return Proposal.None(PolicyInput.Costs);
        ReadOnlySpan<LegCandidate> candidates = context.Candidates;
        if (candidates.IsEmpty) return Proposal.Of(0, PolicyRule.FellBack, 0, 0, view.Gamma, view.VegaPerVolPoint, 0);
        Span<HedgeInstrument> instruments = stackalloc HedgeInstrument[HedgeProblem.InstrumentsMax];
        Span<double> amounts = stackalloc double[HedgeProblem.InstrumentsMax];
        int count = Fill(instruments, candidates, hedgeCost, values[SizeMaxAt]);
        var exposure = new GreekVector(
            view.Delta - context.Target, view.Gamma - values[GammaTargetAt],
            view.VegaPerVolPoint - values[VegaTargetAt]);
        HedgeSolution solution = HedgeProblem.SolveLots(
            exposure, Risk(values, view.Spot, sigma), instruments[..count], isDeltaExact: false, amounts);
        if (solution.Status != FigureStatus.Ok)
            return Proposal.Of(0, PolicyRule.FellBack, 0, 0, view.Gamma, view.VegaPerVolPoint, count);
        double largest = 0;
        if (solution.Saving >= values[SavingMinAt]) largest = Write(ref plan, amounts, candidates);
        PolicyRule rule = largest != 0 ? PolicyRule.Step
            : solution.Saving < values[SavingMinAt] ? PolicyRule.TooDear : PolicyRule.Held;
        return Proposal.Of(
            largest, rule, solution.Saving, solution.TurnoverCost, solution.Residual.Gamma, solution.Residual.Vega,
            count, amounts[0]);
    }

    /// <summary>The perpetual first, with no lot of its own: the delta desk carries what it is to do.</summary>
    private static int Fill(
        Span<HedgeInstrument> instruments, ReadOnlySpan<LegCandidate> candidates, double hedgeCost, double sizeMax)
    {
        instruments[0] = new HedgeInstrument(new GreekVector(1, 0, 0), -1e6, 1e6, 1e-6, hedgeCost, 0);
        int count = 1;
        for (int i = 0; i < candidates.Length && count < instruments.Length; i++)
        {
            ref readonly LegCandidate candidate = ref candidates[i];
            double most = Math.Floor((Math.Min(candidate.SizeMax, sizeMax) / candidate.Lot) + 1e-9) * candidate.Lot;
            // The ridge is a thousandth of the cost of the largest change: it only decides between equals.
            double ridge = 1e-3 * candidate.CostUsd / Math.Max(candidate.Lot, most) + 1e-9;
            instruments[count++] = new HedgeInstrument(
                new GreekVector(candidate.Unit.Delta, candidate.Unit.Gamma, candidate.Unit.VegaPerVolPoint), -most,
                most, ridge, candidate.CostUsd, candidate.Lot);
        }
        return count;
    }

    private static GreekRisk Risk(ReadOnlySpan<double> values, double spot, double sigma)
    {
        double root = Math.Sqrt(values[HorizonAt]);
        GreekRisk risk = GreekRisk.FromMoves(
            spot * sigma * root / Math.Sqrt(365), values[MoveAt] * root, values[CorrelationAt], values[AversionAt]);
        return risk with { GammaGamma = risk.GammaGamma * values[GammaAt] };
    }

    /// <summary>The largest change in risk first: one is carried at a time.</summary>
    private static double Write(ref LegPlan plan, ReadOnlySpan<double> amounts, ReadOnlySpan<LegCandidate> candidates)
    {
        Span<bool> done = stackalloc bool[LegPlan.LegsMax];
        done.Clear();
        double largest = 0;
        for (int rank = 0; rank < candidates.Length; rank++)
        {
            int best = -1;
            double weight = 0;
            for (int i = 0; i < candidates.Length; i++)
            {
                double moved = Math.Abs(amounts[i + 1] * candidates[i].Unit.VegaPerVolPoint);
                if (done[i] || moved <= weight) continue;
                (best, weight) = (i, moved);
            }
            if (best < 0) break;
            done[best] = true;
            plan.Add(candidates[best].Instrument, amounts[best + 1]);
            if (largest == 0) largest = amounts[best + 1];
        }
        return largest;
    }
}
