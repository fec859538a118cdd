namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>What a policy is, in words and numbers that configuration, schema, trace and documents share.</summary>
/// <param name="Number">Written into journals: never changes, never reused.</param>
/// <param name="Name">As configured, such as <c>volatility-target</c>.</param>
/// <param name="Stage">When it speaks.</param>
/// <param name="Description">One sentence: what it does.</param>
/// <param name="Parameters">At most <see cref="PolicyTable.ParametersMax"/>.</param>
/// <param name="Inputs">Names of the numbers in its proposals, at most <see cref="PolicyInputs.Count"/>.</param>
public sealed record PolicyDefinition(
    ushort Number,
    string Name,
    PolicyStage Stage,
    string Description,
    IReadOnlyList<PolicyParameter> Parameters,
    IReadOnlyList<string> Inputs)
{
    /// <summary>
    /// What it owns alone on an underlying, such as the delta band; empty when several may speak together.
    /// </summary>
    public string Owns { get; init; } = "";

    /// <summary>Contradictions between its own parameters: one line each, naming the parameter first.</summary>
    public Func<PolicyValues, IEnumerable<(string Parameter, string Problem)>> Check { get; init; } = static _ => [];
}
