using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Exposure;

/// <summary>
/// Walks to a goal in fixed increments, one batch each time the clock or the price says so: never across it, never more
/// than so many increments at once.
/// </summary>
internal sealed class LinearSteps : IPolicy
{
    private const int GoalAt = 0;
    private const int StepAt = 1;
    private const int StepsMaxAt = 2;
    private const int TriggerAt = 3;
    private const int EveryAt = 4;
    private const int RangesAt = 5;

    public PolicyDefinition Definition { get; } = new(
        5, "linear", PolicyStage.Exposure, "Scales to a goal in fixed increments, by time or by price.",
        [
            new("Goal", "coins", -1e6, 1e6, double.NaN, "Where it goes."),
            new("Step", "coins", 1e-8, 1e6, double.NaN, "One increment."),
            new("StepsMax", "increments", 1, 1000, 1, "At once."),
            new("Trigger", "0 time, 1 price against us, 2 price in favour", 0, 2, 0,
                "What brings the next increment: a pause, or a move since the last one."),
            new("Every", "ms", 1000, 3.2e10, 3_600_000, "The pause between increments, or the least pause."),
            new("Ranges", "mean true ranges of a bar", 0.01, 1000, 1, "The move, where price triggers."),
        ],
        ["coins", "goal coins", "step coins", "price of the last step"]);

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (!PolicyWords.IsPrice(view.Spot)) return Proposal.None(PolicyInput.Spot);
        bool byPrice = values[TriggerAt] != 0;
        if (byPrice && double.IsNaN(view.TrueRange)) return Proposal.None(PolicyInput.Bars);
        ref Memory memory = ref context.Memory<Memory>();
        PolicyRule rule = PolicyRule.Held;
        double error = memory.Coins - values[GoalAt];
        if (IsDue(memory, values, view, -error))
        {
            var scaling = new LinearScaling(values[StepAt], 0, 0, (int)values[StepsMaxAt]);
            BoundedSize change = scaling.Change(error, isWorking: true);
            if (!change.HasValue) return Proposal.None(PolicyInput.FiniteResult, memory.Coins, values[GoalAt]);
            if (change.Value != 0)
            {
                memory.Coins += change.Value;
                memory.SteppedAt = view.Now;
                memory.Price = view.Spot;
                rule = PolicyRule.Step;
            }
        }
        return Proposal.Of(memory.Coins, rule, memory.Coins, values[GoalAt], values[StepAt], memory.Price);
    }

    /// <summary>The first increment is always due; the direction is that of the way still to go.</summary>
    private static bool IsDue(in Memory memory, ReadOnlySpan<double> values, in ScalingView view, double toGo)
    {
        if (memory.SteppedAt.IsNone) return true;
        if (view.Now - memory.SteppedAt < Duration.FromMilliseconds((long)values[EveryAt])) return false;
        if (values[TriggerAt] == 0) return true;
        double favour = Math.Sign(toGo) * (view.Spot - memory.Price);
        double wanted = values[RangesAt] * view.TrueRange;
        return values[TriggerAt] == 2 ? favour >= wanted : -favour >= wanted;
    }

    private struct Memory
    {
        public double Coins;
        public double Price;
        public Timestamp SteppedAt;
    }
}
