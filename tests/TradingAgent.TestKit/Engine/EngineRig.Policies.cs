using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.TestKit.Engine;

/// <summary>The list of scaling policies.</summary>
public sealed partial class EngineRig
{
    private readonly List<(ushort Path, UnderlyingId Underlying, double Value)> _policies = [];
    private int _slots;

    /// <summary>
    /// Adds a policy on bitcoin to the list, for the next <see cref="SendParameters"/>; what is not given has its
    /// default.
    /// </summary>
    public EngineRig WithPolicy(string name, params ReadOnlySpan<(string Name, double Value)> values) =>
        WithPolicy(name, [SmallMarket.Bitcoin], 1, values);

    /// <summary>Adds a policy on some underlyings with a weight.</summary>
    public EngineRig WithPolicy(
        string name, IReadOnlyList<UnderlyingId> underlyings, double weight,
        params ReadOnlySpan<(string Name, double Value)> values)
    {
        PolicyDefinition definition = PolicyList.Find(name)!;
        double[] own = [.. definition.Parameters.Select(parameter => parameter.Default)];
        foreach ((string key, double value) in values)
            own[definition.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(key)] = value;
        _policies.Add((PolicyTable.KindPath(_slots), UnderlyingId.None, definition.Number));
        _policies.Add((PolicyTable.WeightPath(_slots), UnderlyingId.None, weight));
        foreach (UnderlyingId underlying in underlyings)
        {
            _policies.Add((PolicyTable.AppliesPath(_slots), underlying, 1));
            for (int i = 0; i < own.Length; i++) _policies.Add((PolicyTable.ValuePath(_slots, i), underlying, own[i]));
        }
        _slots++;
        return this;
    }

    /// <summary>Takes every policy off the list.</summary>
    public EngineRig WithoutPolicies()
    {
        _policies.Clear();
        _slots = 0;
        return this;
    }

    /// <summary>The step of a policy in the last decision on bitcoin.</summary>
    public TraceStep StepOf(string policy) => Engine.TraceOf(SmallMarket.Bitcoin).Steps.ToArray()
        .Single(step => step.Policy == PolicyList.Find(policy)!.Number);
}
