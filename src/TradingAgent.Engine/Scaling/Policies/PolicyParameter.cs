using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// A parameter as its policy declares it; validation, mapping and the JSON schema are derived from this.
/// </summary>
/// <param name="Name">Its key.</param>
/// <param name="Unit">The unit of its value, or the words of a choice (<c>0 long, 1 short</c>).</param>
/// <param name="Min">Smallest value allowed.</param>
/// <param name="Max">Largest value allowed.</param>
/// <param name="Default">The value when nothing is configured; NaN when it must be.</param>
/// <param name="Description">One sentence.</param>
public sealed record PolicyParameter(
    string Name, string Unit, double Min, double Max, double Default, string Description)
{
    /// <summary>True when there is no default that would be safe.</summary>
    public bool IsRequired => double.IsNaN(Default);

    /// <summary>What its value may be.</summary>
    public ParameterRange Range => new(Unit, Min, Max);
}
