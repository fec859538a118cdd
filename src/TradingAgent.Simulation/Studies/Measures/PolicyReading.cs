using TradingAgent.Engine;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>What the list of policies in force says, by the names it was configured with.</summary>
internal static class PolicyReading
{
    /// <summary>Slots of a policy that speaks on an underlying.</summary>
    public static IEnumerable<int> SlotsOf(TradingEngine engine, string policy, UnderlyingId underlying)
    {
        PolicyTable table = engine.Policies;
        for (int slot = 0; slot < table.Count; slot++)
        {
            bool speaks = PolicyList.Find(table.KindOf(slot))?.Name == policy && table.Applies(slot, underlying);
            if (speaks) yield return slot;
        }
    }

    /// <summary>A parameter's value in the first of these; NaN where the policy does not speak.</summary>
    public static double ValueOf(TradingEngine engine, string policy, string parameter, UnderlyingId underlying)
    {
        foreach (int slot in SlotsOf(engine, policy, underlying))
            return engine.Policies.Values(slot, underlying)[IndexOf(policy, parameter)];
        return double.NaN;
    }

    private static int IndexOf(string policy, string parameter)
    {
        IReadOnlyList<PolicyParameter> all = PolicyList.Find(policy)!.Parameters;
        for (int i = 0; i < all.Count; i++)
            if (all[i].Name == parameter) return i;
        throw new InvalidOperationException($"{policy} has no parameter {parameter}.");
    }
}
