using System.Runtime.CompilerServices;
using TradingAgent.Quant.Costs;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Scaling.Policies.Constraints;

/// <summary>
/// No change faster than the market can bear: one that is large against what the book shows or what is traded moves
/// along the schedule of Almgren and Chriss, a step at a time, and no step takes more than the share that is allowed.
/// </summary>
internal sealed class Participation : IPolicy
{
    private const int StepsMax = 32;
    private const double YearSeconds = 365.0 * 86_400;
    private const double DaySeconds = 86_400;
    private const int DepthAt = 0;
    private const int VolumeAt = 1;
    private const int StepTimeAt = 2;
    private const int StepsAt = 3;
    private const int AversionAt = 4;
    private const int CoefficientAt = 5;
    private const int FillsAt = 6;
    private const int SourceAt = 7;
    private const int ReductionsAt = 8;

    /// <summary>A goal that moved by so much of the way makes a new schedule.</summary>
    private const double GoalShift = 0.1;

    public PolicyDefinition Definition { get; } = new(
        62, "participation", PolicyStage.Constraint,
        "Spreads a change that is large against depth or volume over a schedule.",
        [
            new("DepthShare", "share of the depth", 0, 10, 0.5,
                "Most that a step takes of what the book shows within 10 basis points; 0 for no such limit."),
            new("VolumeShare", "share of the volume", 0, 1, 0.1,
                "Most that a step is of what is traded in its time; 0 for no such limit."),
            new("StepTime", "ms", 1000, 3600000, 30000, "Time of one step of the schedule."),
            new("Steps", "steps", 1, StepsMax, 10, "Steps of a schedule; shares that bind make it longer."),
            new("RiskAversion", "1/USD", 0, 1, 1e-6, "Aversion to the variance while waiting: more of it hurries."),
            PolicyWords.Impact,
            PolicyWords.ImpactFills,
            PolicyWords.VolatilitySource,
            new("Reductions", "0 at once, 1 scheduled", 0, 1, 0, "How a change is made that only takes risk off."),
        ],
        ["change", "largest step", "step", "steps", "still to come", "pace per hour"])
    {
        Check = static values => values["DepthShare"] == 0 && values["VolumeShare"] == 0
            ? [("DepthShare", "is 0 and so is VolumeShare: the policy would limit nothing.")]
            : values["Impact"] == 0 ? [("Impact", "must be above 0: without impact there is no schedule.")] : [],
    };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        ref Memory memory = ref context.Memory<Memory>();
        // What is held on the other side only takes risk off: the schedule is for the way beyond zero.
        double held = values[ReductionsAt] == 0 && !(context.Target * view.Target > 0) ? 0 : view.Target;
        double change = context.Target - held;
        bool isFree = values[ReductionsAt] == 0 && PolicyWords.IsReduction(context.Target, view.Target);
        if (isFree || change == 0)
        {
            memory.IsRunning = 0;
            return Proposal.Of(context.Target, PolicyRule.Passed, change, double.NaN, 0, 0, 0, 0);
        }
        double depth = change > 0 ? view.DepthAsk : view.DepthBid;
        if (values[DepthAt] > 0 && !PolicyWords.IsSize(depth)) return Proposal.None(PolicyInput.Depth, change);
        if (!PolicyWords.IsSize(view.VolumePerDay)) return Proposal.None(PolicyInput.Volume, change);
        double seconds = values[StepTimeAt] / 1000;
        double most = values[DepthAt] > 0 ? values[DepthAt] * depth : double.MaxValue;
        if (values[VolumeAt] > 0)
            most = Math.Min(most, values[VolumeAt] * view.VolumePerDay * seconds / DaySeconds);
        bool goalMoved = Math.Abs(context.Target - memory.Goal) > GoalShift * Math.Abs(memory.Goal - memory.From);
        if (memory.IsRunning == 0 && Math.Abs(change) <= most)
            return Proposal.Of(context.Target, PolicyRule.Passed, change, most, 0, 0, 0, 0);
        if (memory.IsRunning == 0 || goalMoved)
        {
            FigureStatus status = Plan(context, ref memory, held, seconds);
            if (status != FigureStatus.Ok) return Proposal.None(PolicyInput.Volatility, change, most);
        }
        return Follow(context, ref memory, held, most, seconds);
    }

    /// <summary>Where the schedule is now, at most one step from where the step began.</summary>
    private static Proposal Follow(
        in PolicyContext context, ref Memory memory, double held, double most, double seconds)
    {
        double change = context.Target - held;
        long step = (long)((context.View.Now - memory.StartedAt).Seconds / seconds) + 1;
        if (step != memory.Step) (memory.Step, memory.StepFrom) = (step, held);
        double left = memory.Left[(int)Math.Min(step, memory.Steps)];
        double after = Math.Clamp(context.Target - left, memory.StepFrom - most, memory.StepFrom + most);
        // The clamp may not turn the change round, when a goal or a share moved within the step.
        after = Math.Clamp(after, Math.Min(held, context.Target), Math.Max(held, context.Target));
        if (after == context.Target) memory.IsRunning = 0;
        return Proposal.Of(
            after, PolicyWords.RuleOf(context.Target, after, after == held), change, most, step,
            memory.Steps, context.Target - after, memory.Decay * 3600);
    }

    private static FigureStatus Plan(in PolicyContext context, ref Memory memory, double held, double seconds)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        SquareRootImpact impact =
            PolicyWords.ImpactOf(values[CoefficientAt], values[FillsAt], values[SourceAt], view);
        double sigma = view.VolatilityBy(values[SourceAt]);
        // Trading at the pace of the whole market costs the impact of a day's volume: the line through that point.
        double slope = impact.Coefficient * impact.DailySigma * view.Spot / (view.VolumePerDay / DaySeconds);
        var coefficients = new ImpactCoefficients(sigma * view.Spot / Math.Sqrt(YearSeconds), 0, slope, 0);
        int steps = (int)values[StepsAt];
        Span<double> left = memory.Left;
        ExecutionSchedule schedule = ExecutionSchedule.Solve(
            context.Target - held, steps * seconds, coefficients, values[AversionAt], left[..(steps + 1)]);
        if (schedule.Status != FigureStatus.Ok) return schedule.Status;
        (memory.From, memory.Goal, memory.StartedAt) = (held, context.Target, view.Now);
        (memory.Steps, memory.Step, memory.StepFrom) = (steps, 1, held);
        (memory.Decay, memory.IsRunning) = (schedule.Decay, 1);
        return FigureStatus.Ok;
    }

    private struct Memory
    {
        public double From;
        public double Goal;
        public Timestamp StartedAt;
        public long Steps;
        public long Step;

        /// <summary>Target in force when the step began.</summary>
        public double StepFrom;

        /// <summary>Speed at which the rest falls, per second.</summary>
        public double Decay;

        public long IsRunning;

        /// <summary>Still to come after each step, coins.</summary>
        public Schedule Left;
    }

    [InlineArray(StepsMax + 1)]
    private struct Schedule
    {
        private double _first;
    }
}
