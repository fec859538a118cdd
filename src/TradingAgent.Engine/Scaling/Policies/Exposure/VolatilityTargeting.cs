using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Exposure;

/// <summary>
/// Holds as many coins as give the capital a chosen yearly volatility: capital · min(cap, target/σ̂) / price, left
/// alone while within a buffer of it. The forecast is made from closed bars, before the move it is used for; σ̂ is
/// raised by its own error, since what is too low costs more volatility than what is too high saves.
/// </summary>
internal sealed class VolatilityTargeting : IPolicy
{
    private const int TargetAt = 0;
    private const int SourceAt = 1;
    private const int LeverageMaxAt = 2;
    private const int FloorAt = 3;
    private const int BufferAt = 4;
    private const int ChangeMaxAt = 5;
    private const int CapitalAt = 6;
    private const int DirectionAt = 7;

    public PolicyDefinition Definition { get; } = new(
        1, "volatility-target", PolicyStage.Exposure,
        "Holds the position whose volatility is a chosen share of the capital a year.",
        [
            new("TargetVolatility", "per year", 0, 5, 0.2, "Volatility of the capital that the position should have."),
            PolicyWords.VolatilitySource,
            new("LeverageMax", "multiple of the capital", 0, 20, 1, "Largest value of the position over the capital."),
            new("VolatilityMin", "per year", 0, 5, 0.1, "Least forecast that is believed: quiet is not safe."),
            new("Buffer", "share", 0, 0.99, 0.1, "Deviation of the position from the wanted one that is left alone."),
            new("ChangeMax", "multiple of the capital", 0, 20, 0, "Largest change of leverage at once; 0 for none."),
            PolicyWords.Capital,
            PolicyWords.Direction,
        ],
        ["volatility", "target volatility", "leverage", "leverage held", "capital USD", "divisor"]);

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        double capital = PolicyWords.CapitalOf(values[CapitalAt], view);
        if (!(capital > 0)) return Proposal.None(PolicyWords.MissingOf(view), double.NaN, values[TargetAt]);
        ref Memory memory = ref context.Memory<Memory>();
        double sigma = view.VolatilityBy(values[SourceAt]);
        var rule = new VolatilityTarget(
            values[TargetAt], values[LeverageMaxAt], values[FloorAt], values[BufferAt], values[ChangeMaxAt]);
        if (double.IsNaN(sigma)) return Proposal.None(PolicyInput.Volatility, sigma, values[TargetAt]);
        // What is held is counted in coins: a position that the price alone moved is not rebalanced within the buffer.
        double held = memory.Coins * view.Spot / capital;
        BoundedSize next = rule.Next(Figure.Of(view.DivisorBy(values[SourceAt])), held);
        if (!next.HasValue) return Proposal.None(PolicyInput.Volatility, sigma, values[TargetAt]);
        double coins = next.Value * capital / view.Spot;
        if (!double.IsFinite(coins)) return Proposal.None(PolicyInput.FiniteResult, sigma, values[TargetAt]);
        if (next.Bound != SizeBound.Band) memory.Coins = coins;
        return Proposal.Of(
            memory.Coins * PolicyWords.SideOf(values[DirectionAt], 0), PolicyWords.RuleOf(next.Bound), sigma,
            values[TargetAt], next.Value, held, capital, view.DivisorBy(values[SourceAt]));
    }

    private struct Memory
    {
        /// <summary>Coins held for the target, before the direction.</summary>
        public double Coins;
    }
}
