using TradingAgent.Engine.Scaling.Policies.Exposure;
using TradingAgent.Engine.Scaling.Policies.Modulators;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>The one list of scaling methods. A new one is one file in its stage's folder and one line here.</summary>
public static class PolicyList
{
    private static readonly IPolicy[] Policies =
    [
        new VolatilityTargeting(),
        new DrawdownBrake(),
    ];

    private static readonly IPolicy?[] ByNumber = Index();

    /// <summary>What there is, in order of stages.</summary>
    public static IReadOnlyList<PolicyDefinition> All { get; } =
        [.. Policies.Select(policy => policy.Definition).OrderBy(definition => definition.Stage)];

    /// <summary>The definition of a number, or null.</summary>
    public static PolicyDefinition? Find(ushort number) => All.FirstOrDefault(policy => policy.Number == number);

    /// <summary>The definition of a name, or null.</summary>
    public static PolicyDefinition? Find(string name) => All.FirstOrDefault(policy => policy.Name == name);

    /// <summary>The policy of a number; null when this build has none.</summary>
    internal static IPolicy? PolicyOf(ushort number) => number < ByNumber.Length ? ByNumber[number] : null;

    private static IPolicy?[] Index()
    {
        var index = new IPolicy?[Policies.Max(policy => policy.Definition.Number) + 1];
        foreach (IPolicy policy in Policies) index[policy.Definition.Number] = policy;
        return index;
    }
}
