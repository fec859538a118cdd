using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Exposure;

/// <summary>
/// Takes a position off rung by rung as its progress reaches targets in price, in ranges or in money, with a trailing
/// exit, a stop and a time limit; all of it sooner when volatility is above what it was at the entry. What was taken
/// off never comes back.
/// </summary>
internal sealed class ScalingOut : IPolicy
{
    private const int QuantityAt = 0;
    private const int UnitAt = 1;
    private const int FirstTargetAt = 2;
    private const int Targets = 3;
    private const int TrailAt = 8;
    private const int ShockAt = 9;
    private const int SourceAt = 10;
    private const int StopAt = 11;
    private const int LossAt = 12;
    private const int HoldAt = 13;
    private const int CoolAt = 14;
    private const int DirectionAt = 15;

    public PolicyDefinition Definition { get; } = new(
        7, "scale-out", PolicyStage.Exposure, "Takes a position off along a ladder of targets with a trailing exit.",
        [
            new("Quantity", "coins", 0, 1e6, double.NaN, "The position it begins with."),
            new("TargetUnit", "0 ranges, 1 share of the price, 2 usd", 0, 2, 0,
                "What targets and trail are written in."),
            new("Target1", "target unit", 0, 1e9, 1, "Progress that takes the first share off."),
            new("Share1", "share", 0, 1, 0.33, "Of the position."),
            new("Target2", "target unit", 0, 1e9, 2, "Progress that takes the second share off."),
            new("Share2", "share", 0, 1, 0.33, "Of the position."),
            new("Target3", "target unit", 0, 1e9, 4, "Progress that takes the third share off."),
            new("Share3", "share", 0, 1, 0.34, "Of the position."),
            new("Trail", "target unit", 0, 1e9, 1.5, "Fall from the best progress that ends it; 0 for none."),
            new("ShockScale", "multiple of the entry's volatility", 0, 100, 0,
                "Rise of volatility above the entry's that counts as full uncertainty; 0 does not look."),
            PolicyWords.VolatilitySource,
            PolicyWords.StopRange,
            PolicyWords.LossMax,
            PolicyWords.HoldMax,
            PolicyWords.CoolDown with { Default = 0, Description = "Pause before a new position; 0 begins no other." },
            PolicyWords.DirectionOrSignal,
        ],
        ["progress", "best progress", "share left", "shock", "entry", "stop"])
    { Check = Contradictions };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (!PolicyWords.IsPrice(view.Spot)) return Proposal.None(PolicyInput.Spot);
        if (double.IsNaN(view.TrueRange)) return Proposal.None(PolicyInput.Bars);
        ref Memory memory = ref context.Memory<Memory>();
        if (!memory.Trade.IsOpen && !TryOpen(ref memory, context, out PolicyRule why))
            return Proposal.Of(0, why, 0, 0, 0, 0, 0, 0);
        double progress = Progress(memory, values[UnitAt], view.Spot, values[QuantityAt]);
        double shock = Shock(memory, values, view);
        Span<ExitTarget> targets = stackalloc ExitTarget[Targets];
        for (int i = 0; i < Targets; i++)
            targets[i] = new ExitTarget(values[FirstTargetAt + (2 * i)], values[FirstTargetAt + (2 * i) + 1]);
        double before = memory.Ladder.ShareLeft;
        Figure kept = memory.Ladder.Keep(progress, targets, values[TrailAt], shock);
        if (!kept.HasValue) return Proposal.None(PolicyInput.FiniteResult, progress);
        double held = values[QuantityAt] * kept.Value;
        PolicyRule verdict = memory.Trade.Judge(held, view);
        double best = memory.Ladder.BestProgress.Value, entry = memory.Trade.Entry, stop = memory.Trade.Stop;
        double coins = memory.Trade.Side * held;
        memory.Trade.Watch(context, held);
        if (verdict != PolicyRule.Formula || kept.Value <= 0)
        {
            if (verdict == PolicyRule.Formula) verdict = PolicyRule.TargetReached;
            memory.Trade.End(view.Now);
            memory.Ladder.Restart();
            coins = 0;
        }
        else
        {
            verdict = kept.Value < before ? PolicyRule.Reduced : PolicyRule.Held;
        }
        return Proposal.Of(coins, verdict, progress, best, kept.Value, shock, entry, stop);
    }

    private static bool TryOpen(ref Memory memory, in PolicyContext context, out PolicyRule why)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        why = PolicyRule.TargetReached;
        bool isOver = !memory.Trade.EndedAt.IsNone && values[CoolAt] == 0;
        if (isOver) return false;
        why = PolicyRule.CoolingDown;
        if (memory.Trade.IsCooling(view.Now, values[CoolAt])) return false;
        why = PolicyRule.NoSignal;
        int side = PolicyWords.SideOf(values[DirectionAt], context.Target);
        if (side == 0 || values[QuantityAt] == 0) return false;
        memory.Trade.Open(side, view, values[StopAt] * view.TrueRange, 0, values[LossAt], values[HoldAt]);
        memory.Range = view.TrueRange;
        memory.Volatility = view.VolatilityBy(values[SourceAt]);
        return true;
    }

    private static double Progress(in Memory memory, double unit, double spot, double quantity)
    {
        double move = memory.Trade.Side * (spot - memory.Trade.Entry);
        return unit switch { 0 => move / memory.Range, 1 => move / memory.Trade.Entry, _ => move * quantity };
    }

    /// <summary>0 while volatility is no higher than at the entry, 1 from the configured rise on.</summary>
    private static double Shock(in Memory memory, ReadOnlySpan<double> values, in ScalingView view)
    {
        double now = view.VolatilityBy(values[SourceAt]);
        if (values[ShockAt] <= 0 || !(memory.Volatility > 0) || double.IsNaN(now)) return 0;
        return Math.Clamp(((now / memory.Volatility) - 1) / values[ShockAt], 0, 1);
    }

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (!(values["Target1"] > 0 && values["Target2"] > values["Target1"] && values["Target3"] > values["Target2"]))
            yield return ("Target1", "Target2 and Target3 must rise, each above the one before.");
        if (values["Share1"] + values["Share2"] + values["Share3"] > 1 + 1e-12)
            yield return ("Share1", "Share2 and Share3 add up to more than the whole position.");
    }

    private struct Memory
    {
        public Episode Trade;
        public ExitLadder Ladder;

        /// <summary>True range and volatility at the entry.</summary>
        public double Range;

        public double Volatility;
    }
}
