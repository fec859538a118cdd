using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Control;

/// <summary>Whether a new value of a limit is stricter than the old one: only then it needs no second word.</summary>
internal static class TightenRule
{
    /// <summary>Sections whose parameters an operator may change while the agent runs.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["Limits", "Gate"];

    private static readonly ParameterId[] LargerIsStricter =
        [ParameterId.LiquidationDistanceMin, ParameterId.HedgeEffectMin];

    private static readonly ParameterId[] NeitherIsStricter =
        [ParameterId.OnHalt, ParameterId.PassiveTicks, ParameterId.FlattenPassiveFor, ParameterId.FlattenFor];

    /// <summary>What a new value of a limit does not fit; null when it fits.</summary>
    /// <param name="limit">Which is set.</param>
    /// <param name="after">To what.</param>
    /// <param name="now">What the others are.</param>
    public static string? Contradiction(ParameterId limit, double after, Func<ParameterId, double> now)
    {
        if (limit is not (ParameterId.PassiveShare or ParameterId.ReduceOnlyShare)) return null;
        double passive = limit == ParameterId.PassiveShare ? after : now(ParameterId.PassiveShare);
        double reduceOnly = limit == ParameterId.ReduceOnlyShare ? after : now(ParameterId.ReduceOnlyShare);
        if (passive <= reduceOnly) return null;
        return FormattableString.Invariant(
            $"PassiveShare would be {passive}, more than ReduceOnlyShare ({reduceOnly}): resting alone comes first. ") +
            "Set the other one before.";
    }

    /// <summary>True when the new value allows nothing that the old one did not.</summary>
    public static bool IsStricter(ParameterDefinition limit, double before, double after)
    {
        if (after == before) return true;
        if (NeitherIsStricter.Contains(limit.Id)) return false;
        bool zeroIsNone = limit.Unit.EndsWith("or 0 for none", StringComparison.Ordinal);
        if (zeroIsNone && after == 0) return false;
        if (zeroIsNone && before == 0) return true;
        return LargerIsStricter.Contains(limit.Id) ? after > before : after < before;
    }
}
