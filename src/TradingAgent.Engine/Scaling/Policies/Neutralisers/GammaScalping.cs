using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;

namespace TradingAgent.Engine.Scaling.Policies.Neutralisers;

/// <summary>
/// Dynamic hedging by trigger: leaves the delta alone until the price has moved so many expected daily moves, the delta
/// is off by so much of what gamma makes of one, or the clock says so, and then brings it back to the centre. Keeps the
/// account of theta paid against variance realised.
/// </summary>
internal sealed class GammaScalping : IBandPolicy
{
    private const int MoveAt = 0;
    private const int DeltaAt = 1;
    private const int EveryAt = 2;
    private const int SourceAt = 3;
    private const int WidthMaxAt = 4;
    private const int ToleranceAt = 5;
    private const int LongOnlyAt = 6;
    private const int OrdersAt = 7;
    private const int StepAt = 8;
    /// <summary>Most orders of a ladder on one side.</summary>
    private const int LadderMax = Execution.LadderDesk.OrdersMax;

    private const double YearMilliseconds = 365.0 * 86_400_000;

    public PolicyDefinition Definition { get; } = new(
        41, "gamma-scalp", PolicyStage.Neutraliser,
        "Hedges the delta by trigger: a move, what gamma made of one, or time.",
        [
            new("Move", "expected daily moves", 0, 10, 0.25, "Move since the last hedge that hedges; 0 does not look."),
            new("DeltaMove", "daily moves times gamma", 0, 10, 0, "Delta error that hedges; 0 does not look."),
            new("Every", "ms", 0, 3.2e10, 0, "Time since the last hedge that hedges; 0 does not look."),
            PolicyWords.VolatilitySource,
            new("WidthMax", "coins", 0, 1e6, 5, "Delta error beyond which it hedges whatever the triggers say."),
            new("Tolerance", "coins", 0, 1e6, 0.01, "Delta error at which a hedge counts as done."),
            new("LongGammaOnly", "0 no, 1 yes", 0, 1, 0,
                "Whether short gamma is left to the configured band: a scalp of short gamma buys high and sells low."),
            new("LadderOrders", "orders a side", 0, LadderMax, 0,
                "Orders that rest ahead of the price, each for what gamma will have made of the delta there; long " +
                "gamma only."),
            new("LadderStep", "expected daily moves", 0.001, 10, 0.05, "Between two of them."),
        ],
        ["move in daily moves", "delta error", "daily move USD", "gamma gain USD", "theta USD", "realised volatility"])
    {
        Owns = "delta band",
        Check = Contradictions,
    };

    public Proposal Shape(in PolicyContext context, out BandShape? shape)
    {
        shape = null;
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (view.IsPriced == 0 || !PolicyWords.IsPrice(view.Spot)) return Proposal.None(PolicyInput.Greeks);
        ref Memory memory = ref context.Memory<Memory>();
        Account(ref memory, view);
        if (values[LongOnlyAt] != 0 && view.Gamma <= 0) return Proposal.Of(0, PolicyRule.FellBack);
        double sigma = view.VolatilityBy(values[SourceAt]);
        Figure daily = ExpectedMove.Daily(view.Spot, sigma);
        double error = view.Delta - context.Target;
        if (memory.HedgedAt.IsNone) Hedged(ref memory, view);
        double step = Ladder(ref memory, values, view, error, daily);
        double move = view.Spot - memory.HedgedPrice;
        var scalp = new GammaScalp(values[MoveAt], values[DeltaAt], values[EveryAt] / YearMilliseconds);
        double elapsed = (view.Now - memory.HedgedAt).Seconds * 1000 / YearMilliseconds;
        ScalpTrigger due = scalp.Due(move, error, view.Gamma, elapsed, daily);
        if (memory.IsHedging == 0 && due == ScalpTrigger.NoInput) return Proposal.None(PolicyInput.Volatility);
        PolicyRule rule = Step(ref memory, due, error, values, view);
        double width = memory.IsHedging != 0 ? values[ToleranceAt] : values[WidthMaxAt];
        shape = BandShape.Symmetric(width, innerShare: memory.IsHedging != 0 ? 0 : 1) with
        {
            LadderOrders = step > 0 && memory.IsHedging == 0 ? values[OrdersAt] : 0,
            LadderAnchor = memory.HedgedPrice,
            LadderStep = step,
        };
        Watch(context, memory, values[MoveAt], daily);
        Figure realised = memory.Ledger.RealisedSigma;
        return Proposal.Of(
            width, rule, daily.Value > 0 ? move / daily.Value : double.NaN, error, daily.Value,
            memory.Ledger.GammaGain, memory.Ledger.Theta, realised.HasValue ? realised.Value : double.NaN);
    }

    /// <summary>
    /// The ladder's step in USD, 0 for none. Once the price is at a rung and its order has done its work, the ladder is
    /// counted from there: the next order the other way is where the price came from.
    /// </summary>
    private static double Ladder(
        ref Memory memory, ReadOnlySpan<double> values, in ScalingView view, double error, Figure daily)
    {
        if (values[OrdersAt] <= 0 || view.Gamma <= 0 || daily is not { HasValue: true, Value: > 0 }) return 0;
        double step = values[StepAt] * daily.Value;
        double rungs = Math.Truncate((view.Spot - memory.HedgedPrice) / step);
        bool isDone = Math.Abs(error) <= values[ToleranceAt] + (0.5 * view.Gamma * step);
        if (rungs == 0 || !isDone) return step;
        memory.HedgedPrice += rungs * step;
        memory.HedgedAt = view.Now;
        return step;
    }

    private static PolicyRule Step(
        ref Memory memory, ScalpTrigger due, double error, ReadOnlySpan<double> values, in ScalingView view)
    {
        if (memory.IsHedging != 0 && Math.Abs(error) <= values[ToleranceAt]) Hedged(ref memory, view);
        else if (memory.IsHedging == 0 && due is ScalpTrigger.Move or ScalpTrigger.Delta or ScalpTrigger.Time)
            memory.IsHedging = 1;
        return memory.IsHedging != 0 ? PolicyRule.Step : PolicyRule.Held;
    }

    private static void Hedged(ref Memory memory, in ScalingView view)
    {
        memory.IsHedging = 0;
        memory.HedgedAt = view.Now;
        memory.HedgedPrice = view.Spot;
    }

    /// <summary>The price at which the move triggers is not waited for until the next plan.</summary>
    private static void Watch(in PolicyContext context, in Memory memory, double moves, Figure daily)
    {
        if (memory.IsHedging != 0 || moves <= 0 || !daily.HasValue) return;
        context.WakeAt(memory.HedgedPrice + (moves * daily.Value));
        context.WakeAt(memory.HedgedPrice - (moves * daily.Value));
    }

    /// <summary>Gamma gained and theta paid since the last plan, with the Greeks of before.</summary>
    private static void Account(ref Memory memory, in ScalingView view)
    {
        if (!memory.SeenAt.IsNone)
        {
            double span = (view.Now - memory.SeenAt).Seconds * 1000 / YearMilliseconds;
            memory.Ledger.Add(memory.Gamma, memory.Theta, memory.Seen, view.Spot, span);
        }
        (memory.SeenAt, memory.Seen) = (view.Now, view.Spot);
        (memory.Gamma, memory.Theta) = (view.Gamma, view.ThetaPerDay);
    }

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (values["Move"] + values["DeltaMove"] + values["Every"] <= 0)
            yield return ("Move", "and DeltaMove and Every are all 0: nothing would ever hedge.");
        if (values["WidthMax"] <= values["Tolerance"])
            yield return ("WidthMax", "must be above Tolerance, or it would always hedge.");
    }

    private struct Memory
    {
        public ScalpLedger Ledger;
        public Timestamp HedgedAt;
        public Timestamp SeenAt;
        public double HedgedPrice;
        public double Seen;
        public double Gamma;
        public double Theta;
        public int IsHedging;
        public int Reserved;
    }
}
