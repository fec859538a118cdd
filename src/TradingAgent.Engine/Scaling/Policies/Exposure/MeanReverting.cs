using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.MeanReversion;

namespace TradingAgent.Engine.Scaling.Policies.Exposure;

/// <summary>
/// Sizes against the deviation of the price from its moving mean, in deviations of its own, while the process behind it
/// reverts fast enough. The rule adds to losers, so beyond its stop score, or held for too long, it is out and stays
/// out until the score is back inside its entry.
/// </summary>
internal sealed class MeanReverting : IPolicy
{
    private const int WindowAt = 0;
    private const int EntryAt = 1;
    private const int FullAt = 2;
    private const int StopAt = 3;
    private const int SizeAt = 4;
    private const int CapitalAt = 5;
    private const int HalfLifeAt = 6;
    private const int HalfLivesAt = 7;
    private const int ScoreAt = 8;

    public PolicyDefinition Definition { get; } = new(
        8, "mean-reversion", PolicyStage.Exposure,
        "Sizes against the deviation from a moving mean, with a half-life gate.",
        [
            new("Window", "bars", 10, RollingScore.Capacity, 60, "Bars of the moving mean."),
            new("EntryScore", "deviations", 0, 10, 1, "Deviation that opens a position."),
            new("FullScore", "deviations", 0.01, 10, 2.5, "Deviation of the full size."),
            new("StopScore", "deviations", 0.02, 20, 4, "Deviation at which the regime counts as broken."),
            new("LeverageMax", "multiple of the capital", 0, 20, 0.5, "Full size."),
            PolicyWords.Capital,
            new("HalfLifeMax", "bars", 1, 1000, 40, "Slower processes are not traded."),
            new("HalfLivesHeldMax", "half-lives", 0.5, 100, 3, "Longest holding."),
            new("Score", "0 z-score, 1 ornstein-uhlenbeck", 0, 1, 0,
                "Deviation from the mean of the window, or from the level of the fitted process."),
        ],
        ["score", "half-life bars", "held bars", "full size coins", "mean", "capital USD"])
    { Check = Contradictions };

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        double capital = PolicyWords.CapitalOf(values[CapitalAt], view);
        if (!(capital > 0)) return Proposal.None(PolicyWords.MissingOf(view));
        ref Memory memory = ref context.Memory<Memory>();
        TakeBar(ref memory, view, values);
        var window = (int)values[WindowAt];
        OrnsteinUhlenbeck process = memory.Fit.Estimate(1, window);
        Figure score = values[ScoreAt] == 0 ? memory.Window.Score(window) : process.Score(memory.Last);
        if (!score.HasValue) return Proposal.None(PolicyInput.Bars);
        double full = values[SizeAt] * capital / view.Spot;
        var rules = new ReversionRules(
            values[EntryAt], values[FullAt], values[StopAt], full, values[HalfLifeAt], values[HalfLivesAt]);
        ReversionSize size = rules.Size(score, HalfLife(process), memory.HeldBars);
        if (size.Verdict is ReversionVerdict.Broken or ReversionVerdict.HeldTooLong) memory.IsOut = 1;
        if (Math.Abs(score.Value) < values[EntryAt]) memory.IsOut = 0;
        double coins = memory.IsOut != 0 ? 0 : size.Value;
        if (coins == 0) memory.HeldBars = 0;
        memory.IsHeld = coins != 0 ? 1 : 0;
        return Proposal.Of(
            coins, RuleOf(memory.IsOut != 0, size.Verdict), score.Value, process.HalfLife.Value, memory.HeldBars, full,
            Elementary.Exp(memory.Window.Mean(window).Value) * memory.First, capital);
    }

    /// <summary>Log prices relative to the first, so that no precision is lost to their level.</summary>
    private static void TakeBar(ref Memory memory, in ScalingView view, ReadOnlySpan<double> values)
    {
        if (view.Bars == memory.Bars || !(view.BarClose > 0) || !double.IsFinite(view.BarClose)) return;
        memory.Bars = view.Bars;
        if (memory.First == 0) memory.First = view.BarClose;
        memory.Last = Elementary.LogRatio(view.BarClose, memory.First);
        memory.Window.Add(memory.Last);
        // As much memory as the window has: older pairs fade with it.
        memory.Fit.Add(memory.Last, 1 - (1 / values[WindowAt]));
        if (memory.IsHeld != 0) memory.HeldBars++;
    }

    private static Figure HalfLife(in OrnsteinUhlenbeck process) =>
        process.Status == FigureStatus.Ok ? process.HalfLife : Figure.None(process.Status);

    private static PolicyRule RuleOf(bool isOut, ReversionVerdict verdict) => verdict switch
    {
        ReversionVerdict.Broken => PolicyRule.RegimeBroken,
        ReversionVerdict.HeldTooLong => PolicyRule.TimedOut,
        _ when isOut => PolicyRule.CoolingDown,
        ReversionVerdict.Sized => PolicyRule.Formula,
        ReversionVerdict.TooSlow => PolicyRule.NoEdge,
        _ => PolicyRule.NoSignal,
    };

    private static IEnumerable<(string, string)> Contradictions(PolicyValues values)
    {
        if (values["FullScore"] <= values["EntryScore"])
            yield return ("FullScore", "must be above EntryScore.");
        if (values["StopScore"] <= values["FullScore"])
            yield return ("StopScore", "must be above FullScore: the stop would come before the full size.");
    }

    private struct Memory
    {
        public RollingScore Window;
        public ReversionFit Fit;

        /// <summary>Close of the first bar; log prices are relative to it.</summary>
        public double First;

        public double Last;
        public double HeldBars;
        public long Bars;
        public int IsOut;
        public int IsHeld;
    }
}
