namespace TradingAgent.Engine.Scaling.Policies.Constraints;

/// <summary>
/// Soft and hard limits on delta, gamma, vega and theta, of one underlying and of the account. Between the soft and the
/// hard limit of a Greek the target is scaled down to a share; from the hard one on it may not grow either. A target
/// beyond the soft limit of delta counts by that share only, and never exceeds the hard one.
/// </summary>
internal sealed class PortfolioTolerances : IPolicy
{
    private const int Pairs = 8;
    private const int OwnDelta = 0;
    private const int TotalDelta = 4;
    private const int ShareAt = 2 * Pairs;

    private static readonly string[] Names =
        ["Delta", "Gamma", "Vega", "Theta", "TotalDelta", "TotalGamma", "TotalVega", "TotalTheta"];

    private static readonly string[] Units =
    [
        "coins", "coins per USD", "USD per vol point", "USD per day", "USD", "USD of delta per 1 % of price",
        "USD per vol point", "USD per day",
    ];

    public PolicyDefinition Definition { get; } = new(
        60, "tolerances", PolicyStage.Constraint,
        "Scales targets between soft and hard limits of the Greeks and lets nothing grow beyond the hard ones.",
        [
            .. Enumerable.Range(0, Pairs).SelectMany(Pair),
            new("ShareAtHard", "share", 0, 1, 0.5, "What is left of a target at a hard limit of gamma, vega or theta."),
        ],
        ["limit that binds", "measured", "soft limit", "hard limit", "share of the target", "target in force"])
    {
        Check = Contradictions,
    };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        Span<double> measured = stackalloc double[Pairs];
        if (!TryMeasure(context, measured))
            return Proposal.None(PolicyInput.Greeks, double.NaN, view.Delta, double.NaN, double.NaN, 0, view.Target);
        int binding = -1;
        double share = 1;
        bool isVeto = false;
        for (int pair = 0; pair < Pairs; pair++)
        {
            if (pair is OwnDelta or TotalDelta) continue;
            double own = Share(measured[pair], values[2 * pair], values[(2 * pair) + 1], values[ShareAt], ref isVeto);
            if (own < share) (share, binding) = (own, pair);
        }
        double target = context.Target * share;
        if (isVeto) target = PolicyWords.WithoutGrowth(target, view.Target);
        double others = measured[TotalDelta] - measured[OwnDelta];
        double size = Cap(Math.Abs(target), values[0], values[1], values[ShareAt]);
        if (size < Math.Abs(target)) binding = OwnDelta;
        double total = Cap(
            others + (size * view.Spot), values[2 * TotalDelta], values[(2 * TotalDelta) + 1], values[ShareAt]);
        double room = Math.Max(0, total - others) / view.Spot;
        if (room < size * (1 - 1e-12)) (size, binding) = (room, TotalDelta);
        double after = Math.CopySign(Math.Min(size, Math.Abs(target)), target);
        // The target counts as it came in, so that what is told is what was too large.
        int told = Math.Max(binding, 0);
        double most = told == OwnDelta ? Math.Abs(context.Target) : measured[told];
        return Proposal.Of(
            after, PolicyWords.RuleOf(context.Target, after, isVeto), binding + 1, most, values[2 * told],
            values[(2 * told) + 1], context.Target == 0 ? 1 : after / context.Target, view.Target);
    }

    private static IEnumerable<PolicyParameter> Pair(int pair)
    {
        string what = pair == OwnDelta || pair == TotalDelta ? "the target" : "the portfolio";
        yield return new(
            Names[pair] + "Soft", Units[pair], 0, 1e12, 0, $"Where {what} begins to be scaled; 0 for the hard limit.");
        yield return new(
            Names[pair] + "Hard", Units[pair], 0, 1e12, 0, $"Beyond which {what} may not grow; 0 for no limit.");
    }

    private static IEnumerable<(string Parameter, string Problem)> Contradictions(PolicyValues values)
    {
        foreach (string name in Names)
        {
            double hard = values[name + "Hard"];
            if (hard == 0 && values[name + "Soft"] > 0)
                yield return (name + "Soft", $"needs {name}Hard: a soft limit leads to a hard one.");
            else if (values[name + "Soft"] > hard)
                yield return (name + "Soft", FormattableString.Invariant(
                    $"is {values[name + "Soft"]}, above {name}Hard, which is {hard}."));
        }
        if (Names.All(name => values[name + "Hard"] == 0))
            yield return ("DeltaHard", "is 0 like every other hard limit: the policy would limit nothing.");
    }

    /// <summary>Magnitudes by pair; of delta it is the targets that are measured. False when a leg is not
    /// priced.</summary>
    private static bool TryMeasure(in PolicyContext context, Span<double> measured)
    {
        ref readonly ScalingView own = ref context.View;
        if (own.IsPriced == 0) return false;
        double gamma = 0, vega = 0, theta = 0, delta = 0;
        for (int i = 1; i < context.All.Length; i++)
        {
            ref readonly ScalingView view = ref context.All[i];
            if (view.Now.IsNone || (view.Legs == 0 && view.Target == 0 && !(view.Spot > 0))) continue;
            if (view.IsPriced == 0 || !(view.Spot > 0)) return false;
            gamma += view.Gamma * view.Spot * view.Spot / 100;
            vega += view.VegaPerVolPoint;
            theta += view.ThetaPerDay;
            if (i != context.Underlying.Index) delta += Math.Abs(view.Target) * view.Spot;
        }
        double wanted = Math.Abs(context.Target) * own.Spot;
        (measured[0], measured[1]) = (wanted, Math.Abs(own.Gamma));
        (measured[2], measured[3]) = (Math.Abs(own.VegaPerVolPoint), Math.Abs(own.ThetaPerDay));
        (measured[4], measured[5]) = (delta + wanted, Math.Abs(gamma));
        (measured[6], measured[7]) = (Math.Abs(vega), Math.Abs(theta));
        return own.Spot > 0;
    }

    private static double Share(double measured, double soft, double hard, double atHard, ref bool isVeto)
    {
        if (hard <= 0) return 1;
        if (measured >= hard)
        {
            isVeto = true;
            return atHard;
        }
        return soft <= 0 || measured <= soft ? 1 : 1 - ((1 - atHard) * (measured - soft) / (hard - soft));
    }

    private static double Cap(double size, double soft, double hard, double beyond)
    {
        if (hard <= 0) return size;
        double from = soft > 0 ? soft : hard;
        return size <= from ? size : Math.Min(from + ((size - from) * beyond), hard);
    }
}
