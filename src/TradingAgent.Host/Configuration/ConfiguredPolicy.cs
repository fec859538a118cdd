using System.Text.Json;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Host.Configuration;

/// <summary>One entry of the list of policies as configured.</summary>
/// <param name="Definition">Which policy.</param>
/// <param name="Weight">Of an exposure; 1 for the others.</param>
/// <param name="Underlyings">On which coins it speaks.</param>
/// <param name="Values">Values of its parameters for a coin, in the order of the definition.</param>
internal sealed record ConfiguredPolicy(
    PolicyDefinition Definition,
    double Weight,
    IReadOnlyList<string> Underlyings,
    IReadOnlyDictionary<string, double[]> Values);
