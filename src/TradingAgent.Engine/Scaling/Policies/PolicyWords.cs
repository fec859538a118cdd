using TradingAgent.Quant.Costs;
using TradingAgent.Quant.Figures;
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

    /// <summary>As <see cref="Direction"/>, or that of the exposures before it.</summary>
    public static PolicyParameter DirectionOrSignal { get; } = new(
        "Direction", "0 long, 1 short, 2 signal", 0, 2, 0,
        "Which way the position is; signal follows the target of the exposures before it.");

    public static PolicyParameter StopRange { get; } = new(
        "StopRanges", "mean true ranges of a bar", 0, 1000, 2, "Distance of the stop from the entry; 0 for none.");

    public static PolicyParameter LossMax { get; } = new(
        "LossMax", "USD", 0, 1e12, 0, "Loss of one trade that ends it; 0 for none.");

    public static PolicyParameter HoldMax { get; } = new(
        "HoldMax", "ms", 0, 3.2e10, 0, "Longest time a trade is held; 0 for none.");

    public static PolicyParameter CoolDown { get; } = new(
        "CoolDown", "ms", 0, 3.2e10, 3_600_000, "Pause after a trade before the next one.");

    public static PolicyParameter Impact { get; } = new(
        "Impact", "coefficient", 0, 10, 1, "Y in the square-root law: impact = Y times daily volatility times the " +
        "root of the size over the daily volume; 0 leaves impact out.");

    public static PolicyParameter ImpactFills { get; } = new(
        "ImpactFills", "orders", 0, 100000, 50, "How many own orders the configured coefficient is worth against the " +
        "one fitted from own fills; 0 keeps the configured one.");

    /// <summary>The market's impact by a configured coefficient, or by the one our own fills pull it to.</summary>
    public static SquareRootImpact ImpactOf(double coefficient, double fills, double source, in ScalingView view)
    {
        Figure fitted = fills > 0 && coefficient > 0 ? view.Impact.Coefficient(coefficient, fills)
            : Figure.Of(coefficient);
        return new SquareRootImpact(
            fitted.HasValue ? fitted.Value : coefficient, view.VolatilityBy(source) / Math.Sqrt(365),
            view.VolumePerDay);
    }

    /// <summary>The part of a target that is on the side of the held one and not larger.</summary>
    public static double WithoutGrowth(double target, double held) => target * held > 0
        ? Math.CopySign(Math.Min(Math.Abs(target), Math.Abs(held)), target) : 0;

    /// <summary>True when going from the held target to the new one only takes risk off.</summary>
    public static bool IsReduction(double target, double held) => target == WithoutGrowth(target, held);

    /// <summary>What a constraint says of a target that it leaves, makes smaller, or lets nothing new through
    /// of.</summary>
    public static PolicyRule RuleOf(double before, double after, bool isVeto) =>
        before == after ? PolicyRule.Passed : isVeto ? PolicyRule.Vetoed : PolicyRule.Clipped;

    /// <summary>A floor above a cap is a contradiction.</summary>
    public static IEnumerable<(string Parameter, string Problem)> CheckRange(
        PolicyValues values, string min, string max)
    {
        if (values[min] > values[max])
            yield return (min, FormattableString.Invariant(
                $"is {values[min]}, above {max}, which is {values[max]}: nothing lies between them."));
    }

    /// <summary>USD of capital; NaN when the equity is not known.</summary>
    public static double CapitalOf(double share, in ScalingView view) =>
        IsPrice(view.Spot) && double.IsFinite(view.EquityUsd) ? share * view.EquityUsd : double.NaN;

    /// <summary>True for what can be a depth or a volume.</summary>
    public static bool IsSize(double coins) => coins >= 0 && double.IsFinite(coins);

    /// <summary>True for what can be a price.</summary>
    public static bool IsPrice(double price) => price > 0 && double.IsFinite(price);

    /// <summary>What is missing where there is no capital to size against.</summary>
    public static PolicyInput MissingOf(in ScalingView view) =>
        IsPrice(view.Spot) ? PolicyInput.Equity : PolicyInput.Spot;

    /// <summary>+1 long, -1 short; by the target so far when that is what is asked for, 0 when there is none.</summary>
    public static int SideOf(double direction, double target) => direction switch
    {
        0 => 1,
        1 => -1,
        _ => Math.Sign(target),
    };

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
