namespace TradingAgent.Engine.Kernel;

/// <summary>
/// A parameter as its owner declares it; validation, mapping and the JSON schema are derived from this.
/// </summary>
/// <param name="Id">Its number, for ever.</param>
/// <param name="Section">The configuration section.</param>
/// <param name="Unit">The unit of its value.</param>
/// <param name="Min">Smallest value allowed.</param>
/// <param name="Max">Largest value allowed.</param>
/// <param name="Default">The value when nothing is configured.</param>
/// <param name="Reach">What it may differ by.</param>
/// <param name="Description">One sentence.</param>
public sealed record ParameterDefinition(
    ParameterId Id,
    string Section,
    string Unit,
    double Min,
    double Max,
    double Default,
    ParameterReach Reach,
    string Description)
{
    /// <summary>Its key in the section.</summary>
    public string Name => Id.ToString();

    /// <summary>What its value may be.</summary>
    public ParameterRange Range => new(Unit, Min, Max);
}
