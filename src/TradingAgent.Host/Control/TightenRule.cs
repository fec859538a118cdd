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
