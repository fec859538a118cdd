using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Modulators;

/// <summary>
/// Shrinks every exposure with the cushion between the equity and its floor: Grossman and Zhou's share of the peak, or
/// the floors of constant proportion insurance. At the floor the size is zero and stays so until an operator resumes
/// the policies.
/// </summary>
internal sealed class DrawdownBrake : IPolicy
{
    private const int RuleAt = 0;
    private const int FloorAt = 1;
    private const int GapAt = 2;

    public PolicyDefinition Definition { get; } = new(
        20, "drawdown-control", PolicyStage.Modulator,
        "Multiplies exposures by the cushion over the equity's floor, 1 at the peak and 0 at the floor.",
        [
            new("Floor", "0 fixed, 1 rising, 2 share of the peak", 0, 2, 2, "How the floor moves."),
            new("FloorShare", "share", 0, 0.99, 0.8, "The share of the equity, or of its peak, that is defended."),
            new("GapShare", "share of the cushion", 0, 0.99, 0, "What a gap may take before anything can be done."),
        ],
        ["equity USD", "peak USD", "floor USD", "cushion share"]);

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        if (!double.IsFinite(view.EquityUsd + view.PaidInUsd))
            return Proposal.None(PolicyInput.Equity);
        var control = new DrawdownControl((DrawdownRule)(int)values[RuleAt], 1, values[FloorAt], 0, values[GapAt]);
        ref Memory memory = ref context.Memory<Memory>();
        ref DrawdownState state = ref memory.State;
        if (memory.Resumes != view.Resumes) state.Restart();
        memory.Resumes = view.Resumes;
        // Deposits and withdrawals move peak and floor in proportion: they are no gain and no drawdown.
        // They are seen in the equity itself: the venue's row that tells why comes half a minute later.
        if (view.PaidInUsd != memory.PaidInUsd) state.Transfer(view.PaidInUsd - memory.PaidInUsd);
        memory.PaidInUsd = view.PaidInUsd;
        if (state.Take(view.EquityUsd, control) != FigureStatus.Ok)
            return Proposal.None(PolicyInput.Equity, view.EquityUsd);
        Figure multiplier = state.Multiplier();
        double factor = multiplier.HasValue ? multiplier.Value * (1 - values[GapAt]) : 0;
        PolicyRule rule = state.IsLocked ? PolicyRule.Exhausted : PolicyRule.Formula;
        return Proposal.Of(factor, rule, view.EquityUsd, state.Peak, state.Floor, factor);
    }

    private struct Memory
    {
        public DrawdownState State;
        public double PaidInUsd;
        public long Resumes;
    }
}
