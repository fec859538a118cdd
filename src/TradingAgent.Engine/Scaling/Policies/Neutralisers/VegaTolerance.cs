using TradingAgent.Engine.Risk;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;

namespace TradingAgent.Engine.Scaling.Policies.Neutralisers;

/// <summary>
/// Keeps the vega of an underlying inside a tolerance with the one option that removes most risk for its cost: what the
/// vega left open would cost at the volatility of volatility, against spread, fee and the delta the option brings.
/// Vegas of different expiries are put on one scale, because long volatilities move less.
/// </summary>
internal sealed class VegaTolerance : ILegPolicy
{
    private const int ToleranceAt = 0;
    private const int HardAt = 1;
    private const int InnerAt = 2;
    private const int TargetAt = 3;
    private const int WeighAt = 4;
    private const int MoveAt = 5;
    private const int HorizonAt = 6;
    private const int AversionAt = 7;
    private const int SizeMaxAt = 8;

    public PolicyDefinition Definition { get; } = new(
        42, "vega-tolerance", PolicyStage.Neutraliser,
        "Brings vega back inside its tolerance with the option that removes most risk for its cost.",
        [
            new("Tolerance", "USD per vol point", 0, 1e9, double.NaN, "Vega off its target that is left alone."),
            new("Hard", "USD per vol point", 0, 1e9, 0, "Vega off its target that is hedged at any cost; 0 for none."),
            new("InnerShare", "share of the tolerance", 0, 1, 0.5, "Where a hedge stops."),
            new("Target", "USD per vol point", -1e9, 1e9, 0, "The vega that is wanted."),
            new("Weigh", "0 no, 1 by the root of time", 0, 1, 1, "Whether expiries are put on the scale of 30 days."),
            new("VolatilityMove", "vol points per day", 0.01, 100, 3, "How far volatility moves in a day."),
            new("Horizon", "days", 0.01, 365, 7, "For how long the vega would be left open."),
            new("RiskAversion", "1/USD", 1e-12, 1, 1e-5, "Absolute risk aversion."),
            new("SizeMax", "coins", 0, 1e6, 5, "Largest change at once."),
        ],
        ["vega off target", "tolerance", "saving USD", "cost USD", "candidates", "vega of one"])
    {
        Owns = "option legs",
        Check = Contradictions,
    };

    public Proposal Choose(in PolicyContext context, ref LegPlan plan)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (view.IsPriced == 0 || context.Legs is null) return Proposal.None(PolicyInput.Greeks);
        double off = Vega(context, values[WeighAt] != 0) - values[TargetAt];
        double tolerance = values[ToleranceAt];
        ReadOnlySpan<LegCandidate> candidates = context.Candidates;
        if (Math.Abs(off) <= tolerance)
            return Proposal.Of(0, PolicyRule.Held, off, tolerance, 0, 0, candidates.Length, 0);
        // Books too thin to hedge in: the delta goes on being hedged alone, and this says so.
        if (candidates.IsEmpty) return Proposal.None(PolicyInput.HedgeInstruments, off, tolerance);
        // The delta that an option brings is hedged too: without the cost of that none can be compared.
        double hedgeCost = view.Spot * Math.Max(0, view.HalfSpread + view.MakerRate);
        if (!double.IsFinite(hedgeCost)) return Proposal.None(PolicyInput.Costs, off, tolerance);
        double excess = off - Math.CopySign(values[InnerAt] * tolerance, off);
        double best = double.NegativeInfinity, quantity = 0, saving = 0, cost = 0, unit = 0;
        int chosen = -1;
        for (int i = 0; i < candidates.Length; i++)
        {
            ref readonly LegCandidate candidate = ref candidates[i];
            double vega = candidate.Unit.VegaPerVolPoint * Weight(candidate.Years, values[WeighAt] != 0);
            double wanted = Size(candidate, -excess / vega, values[SizeMaxAt]);
            if (wanted == 0 || !double.IsFinite(wanted)) continue;
            double after = off + (wanted * vega);
            double saved = Price(off, values) - Price(after, values);
            double dear = Math.Abs(wanted) * (candidate.CostUsd
                + (Math.Abs(candidate.Unit.Delta) * hedgeCost));
            if (saved - dear <= best) continue;
            (best, chosen, quantity, saving, cost, unit) = (saved - dear, i, wanted, saved, dear, vega);
        }
        if (chosen < 0) return Proposal.Of(0, PolicyRule.Vetoed, off, tolerance, 0, 0, candidates.Length, 0);
        bool isForced = values[HardAt] > 0 && Math.Abs(off) > values[HardAt];
        if (best <= 0 && !isForced)
            return Proposal.Of(0, PolicyRule.TooDear, off, tolerance, saving, cost, candidates.Length, unit);
        plan.Add(candidates[chosen].Instrument, quantity);
        return Proposal.Of(
            quantity, isForced && best <= 0 ? PolicyRule.Clipped : PolicyRule.Step, off, tolerance, saving, cost,
            candidates.Length, unit);
    }

    /// <summary>½·γ·(vega·move)²·days: what leaving a vega open is worth avoiding, USD.</summary>
    private static double Price(double vega, ReadOnlySpan<double> values) =>
        0.5 * values[AversionAt] * vega * vega * values[MoveAt] * values[MoveAt] * values[HorizonAt];

    /// <summary>Whole lots towards nothing, within the book and the cap: never away from neutral.</summary>
    private static double Size(in LegCandidate candidate, double wanted, double most)
    {
        double size = Math.Min(Math.Abs(wanted), Math.Min(candidate.SizeMax, most));
        return Math.CopySign(Math.Floor((size / candidate.Lot) + 1e-9) * candidate.Lot, wanted);
    }

    private static double Weight(double years, bool weigh)
    {
        Figure weight = VegaTerm.Weight(years);
        return weigh && weight.HasValue ? weight.Value : 1;
    }

    private static double Vega(in PolicyContext context, bool weigh)
    {
        if (!weigh) return context.View.VegaPerVolPoint;
        double sum = 0;
        for (int group = 0; group < context.Legs!.GroupCount; group++)
        {
            if (!context.Legs.TryRead(group, context.Underlying, out LegSlice slice)) continue;
            double weight = Weight(slice.Years, weigh: true) * slice.Open;
            for (int i = 0; i < slice.Held.Length; i++) sum += slice.Held[i] * slice.Vegas[i] * weight;
        }
        return sum;
    }

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (values["Hard"] > 0 && values["Hard"] < values["Tolerance"])
            yield return ("Hard", "is below Tolerance: what is left alone would be hedged at any cost.");
    }
}
