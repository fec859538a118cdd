using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Host.Composition;

/// <summary>
/// A market played faster than life does not make the wire faster: what the engine waits for over it, and how old it
/// lets its data be, is stretched by the speed.
/// </summary>
internal static class WirePace
{
    private static readonly ParameterId[] OverTheWire =
    [
        ParameterId.SendWithin, ParameterId.AnswerWithin, ParameterId.QuoteAgeMax, ParameterId.MarkAgeMax,
        ParameterId.ForwardAgeMax, ParameterId.LegAgeMax, ParameterId.SurfaceAgeMax,
    ];

    /// <summary>The values with their waits stretched; unchanged at speed 1 or below.</summary>
    public static IReadOnlyList<ParameterValue> Apply(IReadOnlyList<ParameterValue> values, double speed) => speed <= 1
        ? values
        : [.. values.Select(v => OverTheWire.Contains(v.Id) ? v with { Value = v.Value * speed } : v)];
}
