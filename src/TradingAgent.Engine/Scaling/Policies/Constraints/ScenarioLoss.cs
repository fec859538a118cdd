using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Scaling.Policies.Constraints;

/// <summary>
/// Lets through the part of a target with which the worst loss over the scenario grid stays within its limit: the whole
/// account's, the other underlyings at their own worst. What is left is shared: at each decision an underlying may take
/// one part in as many as are sized from it, so that none takes all while another waits. Where no part does, the one
/// that loses least.
/// </summary>
internal sealed class ScenarioLoss : IPolicy
{
    private const int LossMaxAt = 0;
    private const int LossShareAt = 1;

    public PolicyDefinition Definition { get; } = new(
        61, "scenario-loss", PolicyStage.Constraint,
        "Clips targets so that the worst loss over price, volatility and time stays within a limit.",
        [
            new("LossMax", "USD", 0, 1e12, 0, "Largest worst loss of the account; 0 for the share alone."),
            new("LossShare", "share of the equity", 0, 1, 0.2,
                "Largest worst loss of the account; 0 for LossMax alone."),
        ],
        ["worst loss USD", "limit USD", "others' worst loss USD", "grid age s", "worst loss let through USD"])
    {
        NeedsScenarios = true,
        Check = static values => values["LossMax"] == 0 && values["LossShare"] == 0
            ? [("LossMax", "is 0 and so is LossShare: the policy would limit nothing.")] : [],
    };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        ref readonly ScenarioFigures figures = ref view.Scenarios;
        if (!figures.IsKnown) return Proposal.None(PolicyInput.Scenarios);
        if (values[LossShareAt] > 0 && !double.IsFinite(view.EquityUsd)) return Proposal.None(PolicyInput.Equity);
        double limit = values[LossMaxAt] > 0 ? values[LossMaxAt] : double.MaxValue;
        if (values[LossShareAt] > 0) limit = Math.Min(limit, values[LossShareAt] * Math.Max(0, view.EquityUsd));
        double room = limit - figures.OthersLossUsd;
        double held = figures.LossWith(0);
        if (room > held) room = held + ((room - held) / (1 + figures.Others));
        double wanted = LossAt(view, context.Target);
        if (wanted <= room)
            return Proposal.Of(
                context.Target, PolicyRule.Passed, wanted + figures.OthersLossUsd, limit, figures.OthersLossUsd,
                figures.AgeSeconds, wanted + figures.OthersLossUsd);
        bool isWithin = TryClip(view, context.Target, room, out double after);
        if (!isWithin) after = LeastLoss(view, context.Target);
        return Proposal.Of(
            after, PolicyWords.RuleOf(context.Target, after, !isWithin), wanted + figures.OthersLossUsd, limit,
            figures.OthersLossUsd, figures.AgeSeconds, LossAt(view, after) + figures.OthersLossUsd);
    }

    /// <summary>Worst loss of the underlying were its delta brought to the target by futures.</summary>
    private static double LossAt(in ScalingView view, double target) =>
        view.Scenarios.LossWith((target - view.Delta) * view.Spot);

    /// <summary>The part of the target nearest to all of it whose loss fits; each price move bounds it on one
    /// side.</summary>
    private static bool TryClip(in ScalingView view, double target, double room, out double after)
    {
        ref readonly ScenarioFigures figures = ref view.Scenarios;
        double low = Math.Min(0, target);
        double high = Math.Max(0, target);
        for (int i = 0; i < ScenarioAxes.Moves; i++)
        {
            double move = ScenarioAxes.PriceMoves[i];
            double spare = figures.Options[i] + room;
            if (move == 0 && spare < 0) high = double.NegativeInfinity;
            if (move == 0) continue;
            double bound = view.Delta + (((-spare / move) - figures.LinearUsd) / view.Spot);
            if (move > 0) low = Math.Max(low, bound);
            else high = Math.Min(high, bound);
        }
        after = target > 0 ? high : low;
        return low <= high;
    }

    /// <summary>The loss is convex in the target: its least value between zero and the target is found by
    /// thirds.</summary>
    private static double LeastLoss(in ScalingView view, double target)
    {
        double near = 0;
        double far = target;
        for (int i = 0; i < 60; i++)
        {
            double one = near + ((far - near) / 3);
            double other = far - ((far - near) / 3);
            if (LossAt(view, one) <= LossAt(view, other)) far = other;
            else near = one;
        }
        return LossAt(view, 0) <= LossAt(view, near) ? 0 : near;
    }
}
