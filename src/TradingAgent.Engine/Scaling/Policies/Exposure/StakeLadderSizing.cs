using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Exposure;

/// <summary>
/// Martingale and anti-martingale, caged: trades with a stop and a goal at equal distance whose stake climbs after
/// losses, or after wins, at most so many steps and never so far that the losses of a cycle could pass their cap. No
/// rule of stakes makes an edge; the chance of ruin stands in the trace beside every stake.
/// </summary>
internal sealed class StakeLadderSizing : IPolicy
{
    private const int StakeAt = 0;
    private const int MultiplierAt = 1;
    private const int StepsMaxAt = 2;
    private const int StreakAt = 3;
    private const int ResetAt = 4;
    private const int RangesAt = 5;
    private const int LossCapAt = 6;
    private const int WinAt = 7;
    private const int CyclesAt = 8;
    private const int HoldAt = 9;
    private const int CoolAt = 10;
    private const int DirectionAt = 11;
    private readonly LadderKind _kind;

    public StakeLadderSizing(LadderKind kind)
    {
        _kind = kind;
        bool after = kind == LadderKind.AfterLosses;
        Definition = new PolicyDefinition(
            (ushort)(after ? 3 : 4), after ? "martingale" : "anti-martingale", PolicyStage.Exposure,
            after
                ? "Raises the stake after losses, within a hard cap of steps and of loss."
                : "Raises the stake after wins and goes back to the first stake with a loss.",
            [
                new("FirstStake", "coins", 0, 1e6, 0.01, "Stake of the first trade of a cycle."),
                new("Multiplier", "times the stake before", 1, 10, 2, "Stake on the next step."),
                new("StepsMax", "stakes", 1, LadderRules.StepsLimit, 3, "Stakes in one cycle, the first included."),
                new("StreakLength", "trades in a row", 1, 10, 1, "Outcomes that make one step."),
                new("AtTop", "0 stay, 1 start again", 0, 1, 1, "What happens after the last step."),
                new("Ranges", "mean true ranges of a bar", 0.01, 1000, 2, "Distance of stop and goal from the entry."),
                new("LossCap", "USD", 0.01, 1e12, double.NaN,
                    "Most that the losses of this policy may add up to; it stops there until an operator says " +
                    "resume Policy. There is no default: without it the policy is not allowed."),
                new("WinProbability", "share", 0.01, 0.99, 0.5, "Of one trade, for the chance of ruin that is told."),
                new("Cycles", "cycles", 1, 1e6, 100, "Over how many cycles the chance of ruin is told."),
                PolicyWords.HoldMax,
                PolicyWords.CoolDown,
                PolicyWords.DirectionOrSignal,
            ],
            ["step", "stake coins", "loss so far USD", "loss cap USD", "chance to end a cycle at its top",
                "chance of that in all cycles"])
        { Check = Contradictions };
    }

    public PolicyDefinition Definition { get; }

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (!PolicyWords.IsPrice(view.Spot)) return Proposal.None(PolicyInput.Spot);
        if (double.IsNaN(view.TrueRange)) return Proposal.None(PolicyInput.Bars);
        ref Memory memory = ref context.Memory<Memory>();
        var rules = new LadderRules(
            _kind, values[MultiplierAt], (int)values[StepsMaxAt], (int)values[StreakAt], values[ResetAt] != 0);
        if (memory.Resumes != view.Resumes) memory.LostUsd = 0;
        memory.Resumes = view.Resumes;
        PolicyRule rule = memory.Trade.IsOpen ? Follow(ref memory, rules, view) : PolicyRule.CoolingDown;
        if (!memory.Trade.IsOpen && rule == PolicyRule.CoolingDown) rule = TryOpen(ref memory, rules, context);
        memory.Trade.Watch(context, memory.Stake);
        LadderOdds odds = LadderOdds.OfCycle(rules, values[WinAt]);
        return Proposal.Of(
            memory.Trade.Side * memory.Stake, rule, memory.Ladder.Step, memory.Stake, memory.LostUsd, values[LossCapAt],
            odds.EndProbability, odds.EndsWithin(values[CyclesAt]).Value);
    }

    private static PolicyRule Follow(ref Memory memory, in LadderRules rules, in ScalingView view)
    {
        PolicyRule verdict = memory.Trade.Judge(memory.Stake, view);
        if (verdict == PolicyRule.Formula) return PolicyRule.Step;
        double pnl = memory.Trade.PnlUsd(memory.Stake, view.Spot);
        memory.Ladder.Take(pnl > 0, rules);
        // Gains do not pay for losses: the cap is on what this policy has lost, not on its balance.
        memory.LostUsd += Math.Max(0, -pnl);
        memory.Stake = 0;
        memory.Trade.End(view.Now);
        return verdict;
    }

    private static PolicyRule TryOpen(ref Memory memory, in LadderRules rules, in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (memory.Trade.IsCooling(view.Now, values[CoolAt])) return PolicyRule.CoolingDown;
        int side = PolicyWords.SideOf(values[DirectionAt], context.Target);
        if (side == 0) return PolicyRule.NoSignal;
        double distance = values[RangesAt] * view.TrueRange;
        if (!(distance > 0)) return PolicyRule.NoSignal;
        double left = values[LossCapAt] - memory.LostUsd;
        double wanted = memory.Ladder.Stake(rules, values[StakeAt]);
        double affordable = left / distance;
        if (left <= 0 || affordable < values[StakeAt]) return PolicyRule.Exhausted;
        memory.Stake = Math.Min(wanted, affordable);
        memory.Trade.Open(side, view, distance, distance, left, values[HoldAt]);
        return wanted > affordable ? PolicyRule.Capped : PolicyRule.Step;
    }

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (values["Multiplier"] == 1 && values["StepsMax"] > 1)
            yield return ("Multiplier", "is 1, so that no step of StepsMax differs from the one before.");
    }

    private struct Memory
    {
        public StakeLadder Ladder;
        public int Reserved;
        public Episode Trade;

        /// <summary>Coins of the trade that runs.</summary>
        public double Stake;

        /// <summary>Sum of its losses since the start or the last resume of the policies, USD.</summary>
        public double LostUsd;

        public long Resumes;
    }
}
