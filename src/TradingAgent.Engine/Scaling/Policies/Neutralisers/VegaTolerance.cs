using TradingAgent.Engine.Risk;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;

namespace TradingAgent.Engine.Scaling.Policies.Neutralisers;

/// <summary>
/// Keeps the vega of an underlying inside a tolerance, in all and by buckets of expiry, each with the one option that
/// removes most risk for its cost: what the vega left open would cost at the volatility of volatility, against spread,
/// fee and the delta the option brings. Vegas of different expiries are put on one scale, because long volatilities
/// move less; a bucket is hedged with options of its own expiries, because its volatilities need not move with others.
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
    private const int BucketAt = 9;
    private const int EdgeAt = BucketAt + VegaBuckets.Count;

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
            .. VegaBuckets.Tolerances,
            .. VegaBuckets.Edges,
        ],
        ["vega off target", "tolerance", "saving USD", "cost USD", "bucket", "vega of one"])
    {
        Owns = "option legs",
        Check = Contradictions,
    };

    public Proposal Choose(in PolicyContext context, ref LegPlan plan)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (view.IsPriced == 0 || context.Legs is null) return Proposal.None(PolicyInput.Greeks);
        Span<double> buckets = stackalloc double[VegaBuckets.Count];
        double off = Vega(context, values[WeighAt] != 0, buckets) - values[TargetAt];
        // What leads the trace is the bucket that is furthest outside; where none is, all of them together.
        Proposal worst = default;
        double furthest = 1;
        for (int bucket = 0; bucket < buckets.Length; bucket++)
        {
            double tolerance = values[BucketAt + bucket];
            if (tolerance == 0 || Math.Abs(buckets[bucket]) <= tolerance) continue;
            int before = plan.Count;
            Proposal own = Bring(context, buckets[bucket], tolerance, bucket, ref plan);
            if (plan.Count > before) off += own.Value * own.Inputs[5];
            if (Math.Abs(buckets[bucket]) / tolerance <= furthest) continue;
            (worst, furthest) = (own, Math.Abs(buckets[bucket]) / tolerance);
        }
        double left = values[ToleranceAt];
        if (Math.Abs(off) > left || furthest == 1)
        {
            Proposal all = Bring(context, off, left, VegaBuckets.All, ref plan);
            if (furthest == 1) return all;
        }
        return worst;
    }

    /// <summary>One tolerance: the best option for it joins the plan, or the proposal says why none does.</summary>
    private static Proposal Bring(
        in PolicyContext context, double off, double tolerance, int bucket, ref LegPlan plan)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        int number = bucket + 1;
        if (Math.Abs(off) <= tolerance) return Proposal.Of(0, PolicyRule.Held, off, tolerance, 0, 0, number, 0);
        // Books too thin to hedge in: the delta goes on being hedged alone, and this says so.
        if (context.Candidates.IsEmpty) return Proposal.None(PolicyInput.HedgeInstruments, off, tolerance);
        // The delta that an option brings is hedged too: without the cost of that none can be compared.
        double hedgeCost = view.Spot * Math.Max(0, view.HalfSpread + view.MakerRate);
        if (!double.IsFinite(hedgeCost)) return Proposal.None(PolicyInput.Costs, off, tolerance);
        Choice best = Best(context, off, tolerance, bucket, hedgeCost, plan);
        if (best.At < 0)
        {
            PolicyRule rule = bucket == VegaBuckets.All ? PolicyRule.Vetoed : PolicyRule.FellBack;
            return Proposal.Of(0, rule, off, tolerance, 0, 0, number, 0);
        }
        bool isForced = bucket == VegaBuckets.All && values[HardAt] > 0 && Math.Abs(off) > values[HardAt];
        bool pays = best.Saving > best.Cost;
        if (!pays && !isForced)
            return Proposal.Of(
                0, PolicyRule.TooDear, off, tolerance, best.Saving, best.Cost, number, best.Vega);
        plan.Add(context.Candidates[(int)best.At].Instrument, best.Quantity);
        return Proposal.Of(
            best.Quantity, isForced && !pays ? PolicyRule.Clipped : PolicyRule.Step, off, tolerance, best.Saving,
            best.Cost, number, best.Vega);
    }

    /// <summary>The option of a bucket, or of all, that saves most beyond its cost and is not in the plan.</summary>
    private static Choice Best(
        in PolicyContext context, double off, double tolerance, int bucket, double hedgeCost, in LegPlan plan)
    {
        ReadOnlySpan<double> values = context.Parameters;
        var best = new Choice(-1, 0, 0, 0, 0);
        double most = double.NegativeInfinity;
        double excess = off - Math.CopySign(values[InnerAt] * tolerance, off);
        for (int i = 0; i < context.Candidates.Length; i++)
        {
            ref readonly LegCandidate candidate = ref context.Candidates[i];
            bool isOther = bucket != VegaBuckets.All && VegaBuckets.Of(candidate.Years, values[EdgeAt..]) != bucket;
            if (isOther || plan.Contains(candidate.Instrument)) continue;
            double vega = candidate.Unit.VegaPerVolPoint * Weight(candidate.Years, values[WeighAt] != 0);
            double wanted = Size(candidate, -excess / vega, values[SizeMaxAt]);
            if (wanted == 0 || !double.IsFinite(wanted)) continue;
            double saved = Price(off, values) - Price(off + (wanted * vega), values);
            double dear = Math.Abs(wanted) * (candidate.CostUsd + (Math.Abs(candidate.Unit.Delta) * hedgeCost));
            if (saved - dear <= most) continue;
            (most, best) = (saved - dear, new Choice(i, wanted, saved, dear, vega));
        }
        return best;
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

    /// <summary>Of all legs, and by buckets of what is left to expiry.</summary>
    private static double Vega(in PolicyContext context, bool weigh, Span<double> buckets)
    {
        buckets.Clear();
        bool isByBucket = context.Parameters.Slice(BucketAt, VegaBuckets.Count).ContainsAnyExcept(0);
        if (!weigh && !isByBucket) return context.View.VegaPerVolPoint;
        double sum = 0;
        for (int group = 0; group < context.Legs!.GroupCount; group++)
        {
            if (!context.Legs.TryRead(group, context.Underlying, out LegSlice slice)) continue;
            double weight = Weight(slice.Years, weigh) * slice.Open;
            double own = 0;
            for (int i = 0; i < slice.Held.Length; i++) own += slice.Held[i] * slice.Vegas[i] * weight;
            buckets[VegaBuckets.Of(slice.Years, context.Parameters[EdgeAt..])] += own;
            sum += own;
        }
        return weigh ? sum : context.View.VegaPerVolPoint;
    }

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (values["Hard"] > 0 && values["Hard"] < values["Tolerance"])
            yield return ("Hard", "is below Tolerance: what is left alone would be hedged at any cost.");
        foreach ((string, string) problem in VegaBuckets.Contradictions(values)) yield return problem;
    }

    private readonly record struct Choice(long At, double Quantity, double Saving, double Cost, double Vega);
}
