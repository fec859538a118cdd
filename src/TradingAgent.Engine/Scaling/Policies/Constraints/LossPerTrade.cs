using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Constraints;

/// <summary>
/// The most that one trade may lose: size is at most what is left of the budget over the distance to the stop, and a
/// stop in price, in P&amp;L or in time ends the trade. Only a trade that does not lose is added to: what is added to a
/// loser moves its stop away. It stays ended until the target has been at zero or on the other side, or an
/// operator resumes the policies. A trade runs from a target of zero, or of the other side, to the next.
/// </summary>
internal sealed class LossPerTrade : IPolicy
{
    private const int LossMaxAt = 0;
    private const int LossShareAt = 1;
    private const int StopAt = 2;
    private const int StopRangesAt = 3;
    private const int StopShareAt = 4;
    private const int GapAt = 5;
    private const int CostAt = 6;
    private const int HoldMaxAt = 7;
    private const int SizeMaxAt = 8;

    public PolicyDefinition Definition { get; } = new(
        64, "loss-per-trade", PolicyStage.Constraint,
        "Sizes a trade by its loss at the stop, and ends it at a stop of price, P&L or time.",
        [
            new("LossMax", "USD", 0, 1e12, 0, "Most that one trade may lose; 0 for the share alone."),
            new("LossShare", "share of the equity", 0, 1, 0.01, "Most that one trade may lose; 0 for LossMax alone."),
            new("Stop", "0 atr, 1 share of price", 0, 1, 0, "How the distance of the stop is measured."),
            new("StopRanges", "mean true ranges", 0.1, 1000, 20, "Distance of an atr stop, in ranges of a bar."),
            new("StopShare", "share of the price", 0.0001, 1, 0.02, "Distance of a stop by price."),
            new("GapShare", "share of the price", 0, 1, 0.002, "How much worse than the stop the exit may fill."),
            new("CostShare", "share of the price", 0, 0.1, 0.001, "Cost of entry and exit together."),
            new("HoldMax", "ms", 0, 31536000000, 0, "Longest time of a trade; 0 for no limit."),
            new("SizeMax", "coins", 0, 1e9, 1e9, "Largest size whatever the stop allows."),
        ],
        ["largest size", "budget USD", "stop distance USD", "entry USD", "P&L USD", "stopped by 1 price 2 P&L 3 time"])
    {
        Check = static values => values["LossMax"] == 0 && values["LossShare"] == 0
            ? [("LossMax", "is 0 and so is LossShare: no trade could be made.")] : [],
    };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        ref Memory memory = ref context.Memory<Memory>();
        double side = Math.Sign(context.Target);
        if (side != 0 && !PolicyWords.IsPrice(view.Spot)) return Proposal.None(PolicyInput.Spot);
        Mark(ref memory, view);
        if (side != memory.Side || memory.Resumes != view.Resumes) memory.Begin(side, view);
        if (side == 0) return Proposal.Of(0, PolicyRule.Passed, 0, double.NaN, double.NaN, double.NaN, 0, 0);
        if (values[LossShareAt] > 0 && !double.IsFinite(view.EquityUsd)) return Proposal.None(PolicyInput.Equity);
        double budget = values[LossMaxAt] > 0 ? values[LossMaxAt] : double.MaxValue;
        if (values[LossShareAt] > 0) budget = Math.Min(budget, values[LossShareAt] * Math.Max(0, view.EquityUsd));
        // The distance is that of the entry: a stop that moves away with the range would be none.
        if (!PolicyWords.IsPrice(memory.Distance))
            memory.Distance = values[StopAt] == 0 ? values[StopRangesAt] * view.TrueRange
                : values[StopShareAt] * view.Spot;
        if (!PolicyWords.IsPrice(memory.Distance)) return Proposal.None(PolicyInput.Bars, double.NaN, budget);
        if (memory.StoppedBy == 0) memory.StoppedBy = StopOf(memory, view, budget, values[HoldMaxAt]);
        // What was lost by parts that are sold again is gone; what is held has its own loss ahead of it.
        double lost = Math.Max(0, (memory.Coins * (view.Spot - memory.Entry)) - memory.Pnl);
        var rule = new LossBudget(
            budget - lost, values[SizeMaxAt], values[CostAt] * view.Spot, values[GapAt] * view.Spot);
        BoundedSize most = rule.Quantity(view.Spot, view.Spot - memory.Distance);
        if (!most.HasValue) return Proposal.None(PolicyInput.FiniteResult, double.NaN, budget, memory.Distance);
        double size = memory.StoppedBy != 0 ? 0 : Math.Min(most.Value, Math.Abs(context.Target));
        bool isLosing = memory.Coins * (view.Spot - memory.Entry) < 0;
        if (isLosing) size = Math.Min(size, Math.Abs(memory.Coins));
        Hold(ref memory, side * size, view.Spot);
        Watch(context, memory, budget);
        double after = size == Math.Abs(context.Target) ? context.Target : side * size;
        return Proposal.Of(
            after, PolicyWords.RuleOf(context.Target, after, size == 0), most.Value, budget, memory.Distance,
            memory.Entry, memory.Pnl, memory.StoppedBy);
    }

    private static void Mark(ref Memory memory, in ScalingView view)
    {
        if (!PolicyWords.IsPrice(view.Spot)) return;
        if (memory.MarkedAt > 0) memory.Pnl += memory.Coins * (view.Spot - memory.MarkedAt);
        memory.MarkedAt = view.Spot;
    }

    private static long StopOf(in Memory memory, in ScalingView view, double budget, double holdMax)
    {
        if (memory.Coins != 0 && memory.Side * (view.Spot - memory.Entry) <= -memory.Distance) return 1;
        if (memory.Pnl <= -budget) return 2;
        return holdMax > 0 && (view.Now - memory.Since).Milliseconds >= holdMax ? 3 : 0;
    }

    /// <summary>The prices at which the trade ends are not waited for until the next plan.</summary>
    private static void Watch(in PolicyContext context, in Memory memory, double budget)
    {
        if (memory.Coins == 0) return;
        context.WakeAt(memory.Entry - (memory.Side * memory.Distance));
        context.WakeAt(context.View.Spot - ((budget + memory.Pnl) / memory.Coins));
    }

    /// <summary>Takes the new size; what is added moves the mean entry.</summary>
    private static void Hold(ref Memory memory, double coins, double spot)
    {
        double added = Math.Abs(coins) - Math.Abs(memory.Coins);
        if (added > 0) memory.Entry += (spot - memory.Entry) * added / Math.Abs(coins);
        memory.Coins = coins;
    }

    private struct Memory
    {
        public double Side;
        public double Coins;

        /// <summary>Mean price at which what is held was let through.</summary>
        public double Entry;

        /// <summary>Distance of the stop, USD; 0 until it is known.</summary>
        public double Distance;

        /// <summary>USD, of this trade, on paper.</summary>
        public double Pnl;

        public double MarkedAt;
        public Timestamp Since;
        public long StoppedBy;
        public long Resumes;

        public void Begin(double side, in ScalingView view)
        {
            (Side, Coins, Entry, Distance, Pnl) = (side, 0, view.Spot, 0, 0);
            (Since, StoppedBy, Resumes) = (view.Now, 0, view.Resumes);
        }
    }
}
