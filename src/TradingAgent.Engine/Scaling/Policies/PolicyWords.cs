using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>Parameters that several policies share, so that they are written and read the same way
/// everywhere.</summary>
internal static class PolicyWords
{
    public static PolicyParameter VolatilitySource { get; } = new(
        "Volatility",
        "0 ewma, 1 close-to-close, 2 parkinson, 3 garman-klass, 4 rogers-satchell, 5 yang-zhang, 6 realised",
        0, 6, 0, "Which estimate of volatility is used, of closed bars.");

    public static PolicyParameter Capital { get; } = new(
        "CapitalShare", "share of the account's equity", 0, 10, 0.25, "The part of the equity that it sizes against.");

    public static PolicyParameter Direction { get; } = new(
        "Direction", "0 long, 1 short", 0, 1, 0, "Which way the position is.");

    /// <summary>USD of capital; NaN when the equity is not known.</summary>
    public static double CapitalOf(double share, in ScalingView view) =>
        view.Spot > 0 ? share * view.EquityUsd : double.NaN;

    /// <summary>+1 long, -1 short.</summary>
    public static double SignOf(double direction) => direction == 0 ? 1 : -1;

    /// <summary>What bound a size, in the words of a trace.</summary>
    public static PolicyRule RuleOf(SizeBound bound) => bound switch
    {
        SizeBound.Leverage or SizeBound.TailLoss or SizeBound.Speed => PolicyRule.Capped,
        SizeBound.VolatilityFloor => PolicyRule.Floored,
        SizeBound.Band => PolicyRule.Held,
        SizeBound.NoEdge => PolicyRule.NoEdge,
        SizeBound.Exhausted => PolicyRule.Exhausted,
        _ => PolicyRule.Formula,
    };
}
