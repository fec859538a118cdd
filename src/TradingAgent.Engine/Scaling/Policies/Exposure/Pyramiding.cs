using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Exposure;

/// <summary>
/// Adds to a winner in narrowing units as the price confirms, and moves one stop so that the whole pyramid never risks
/// more than its first unit did. The first unit is the loss budget over the distance to its stop.
/// </summary>
internal sealed class Pyramiding : IPolicy
{
    private const int RiskAt = 0;
    private const int CapitalAt = 1;
    private const int StopAt = 2;
    private const int AddAt = 3;
    private const int RatioAt = 4;
    private const int AddsAt = 5;
    private const int QuantityMaxAt = 6;
    private const int HoldAt = 7;
    private const int CoolAt = 8;
    private const int DirectionAt = 9;

    public PolicyDefinition Definition { get; } = new(
        6, "pyramid", PolicyStage.Exposure,
        "Adds to a winner on confirmation, never risking more than its first unit.",
        [
            new("Risk", "share of the capital", 0, 0.2, 0.01, "What the whole pyramid may lose at its stop."),
            PolicyWords.Capital,
            PolicyWords.StopRange with { Min = 0.01 },
            new("AddRanges", "mean true ranges of a bar", 0.01, 1000, 0.5, "Move in favour that allows the next add."),
            new("AddRatio", "of the unit before", 0.01, 1, 1, "Size of an add; at most 1, the pyramid narrows."),
            new("AddsMax", "adds", 0, 20, 3, "After the first unit."),
            new("QuantityMax", "coins", 0, 1e6, 1e6, "Cap of the first unit."),
            PolicyWords.HoldMax,
            PolicyWords.CoolDown,
            PolicyWords.DirectionOrSignal,
        ],
        ["units", "average entry", "stop", "risk at the stop USD", "risk budget USD", "next add at"])
    { Check = Contradictions };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        ref Memory memory = ref context.Memory<Memory>();
        double capital = PolicyWords.CapitalOf(values[CapitalAt], view);
        if (!(capital > 0)) return Proposal.None(PolicyWords.MissingOf(view));
        if (double.IsNaN(view.TrueRange)) return Proposal.None(PolicyInput.Bars);
        // The first unit is sized with the cost of getting out; one that is held goes on without it.
        if (memory.Position.Units == 0 && !double.IsFinite(view.TakerRate)) return Proposal.None(PolicyInput.Costs);
        PolicyRule rule = memory.Position.Units > 0
            ? Follow(ref memory, view) : TryOpen(ref memory, context, capital);
        if (memory.Position.Units > 0 && rule == PolicyRule.Held) rule = TryAdd(ref memory, view);
        if (memory.Position.Units == 0) return Proposal.Of(0, rule, 0, 0, 0, 0, memory.Rules.RiskBudget, 0);
        double next = memory.LastEntry + (memory.Position.Side * memory.Rules.AddDistance);
        context.WakeAt(memory.Position.Stop.Value);
        if (memory.Position.Units <= memory.Rules.AddsMax) context.WakeAt(next);
        return Proposal.Of(
            memory.Position.Side * memory.Position.Quantity, rule, memory.Position.Units,
            memory.Position.AverageEntry.Value, memory.Position.Stop.Value, memory.Position.RiskAtStop.Value,
            memory.Rules.RiskBudget, next);
    }

    private static PolicyRule Follow(ref Memory memory, in ScalingView view)
    {
        bool stopped = memory.Position.IsStopped(view.Spot);
        bool late = !memory.Until.IsNone && view.Now >= memory.Until;
        if (!stopped && !late) return PolicyRule.Held;
        memory.Position.Close();
        memory.EndedAt = view.Now;
        return stopped ? PolicyRule.Stopped : PolicyRule.TimedOut;
    }

    private static PolicyRule TryOpen(ref Memory memory, in PolicyContext context, double capital)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        var pause = Duration.FromMilliseconds((long)values[CoolAt]);
        if (!memory.EndedAt.IsNone && view.Now - memory.EndedAt < pause) return PolicyRule.CoolingDown;
        int side = PolicyWords.SideOf(values[DirectionAt], context.Target);
        if (side == 0) return PolicyRule.NoSignal;
        double distance = values[StopAt] * view.TrueRange;
        double cost = 2 * view.Spot * Math.Max(0, view.TakerRate);
        var budget = new LossBudget(values[RiskAt] * capital, values[QuantityMaxAt], cost, 0);
        BoundedSize unit = budget.Quantity(view.Spot, view.Spot - (side * distance));
        if (!unit.HasValue || unit.Value <= 0) return PolicyRule.Exhausted;
        memory.Rules = new PyramidRules(
            unit.Value, values[RatioAt], (int)values[AddsAt], values[AddAt] * view.TrueRange, distance);
        if (memory.Position.Fill(side, view.Spot, unit.Value, memory.Rules) != FigureStatus.Ok)
            return PolicyRule.Exhausted;
        memory.LastEntry = view.Spot;
        memory.Until = values[HoldAt] > 0
            ? view.Now + Duration.FromMilliseconds((long)values[HoldAt]) : Timestamp.None;
        return PolicyRule.Added;
    }

    private static PolicyRule TryAdd(ref Memory memory, in ScalingView view)
    {
        BoundedSize add = memory.Position.NextAdd(view.Spot, memory.Rules);
        if (!add.HasValue || add.Value <= 0)
            return add.Bound == SizeBound.Exhausted ? PolicyRule.Capped : PolicyRule.Held;
        memory.Position.Fill(memory.Position.Side, view.Spot, add.Value, memory.Rules);
        memory.LastEntry = view.Spot;
        return PolicyRule.Added;
    }

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (values["AddRanges"] > values["StopRanges"] && values["AddsMax"] > 0)
            yield return ("AddRanges", "is further away than StopRanges: the stop would have to jump past the entry.");
    }

    private struct Memory
    {
        public Pyramid Position;
        public double FirstQuantity;
        public double AddRatio;
        public double AddsMax;
        public double AddDistance;
        public double StopDistance;
        public double LastEntry;
        public Timestamp Until;
        public Timestamp EndedAt;

        /// <summary>Kept as single numbers, so that the state has no holes.</summary>
        public PyramidRules Rules
        {
            readonly get => new(FirstQuantity, AddRatio, (int)AddsMax, AddDistance, StopDistance);
            set => (FirstQuantity, AddRatio, AddsMax, AddDistance, StopDistance) =
                (value.FirstQuantity, value.AddRatio, value.AddsMax, value.AddDistance, value.StopDistance);
        }
    }
}
