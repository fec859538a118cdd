using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// The one place where configuration becomes what the engine reads: parameter values, published as events.
/// </summary>
internal static class EngineParametersMapper
{
    /// <summary>
    /// Every parameter's default in order of numbers, then what each underlying has of its own, then the list of
    /// policies, then what the scope says of each instrument.
    /// </summary>
    public static IReadOnlyList<ParameterValue> Map(AgentOptions options, InstrumentTable instruments)
    {
        ConfiguredParameters parameters = ConfiguredParameters.Read(options);
        var values = new List<ParameterValue>();
        foreach (ParameterDefinition definition in ConfiguredParameters.Configurable())
        {
            double value = parameters.Value(definition.Id, null);
            values.Add(new(definition.Id, UnderlyingId.None, InstrumentId.None, value));
        }
        foreach (string coin in options.Scope.Underlyings) AddOwn(values, parameters, coin);
        AddPolicies(values, ConfiguredPolicies.Read(options).List);
        foreach (Instrument instrument in instruments.All)
        {
            double counted = ScopeRules.IsCounted(options.Scope, instrument) ? 1 : 0;
            double tradable = ScopeRules.IsTradable(options.Scope, instrument) ? 1 : 0;
            values.Add(new(ParameterId.Counted, UnderlyingId.None, instrument.Id, counted));
            values.Add(new(ParameterId.Tradable, UnderlyingId.None, instrument.Id, tradable));
        }
        return values;
    }

    private static void AddOwn(List<ParameterValue> values, ConfiguredParameters parameters, string coin)
    {
        if (!CurrencyId.TryFind(coin, out CurrencyId currency)) return;
        foreach (ParameterDefinition definition in ConfiguredParameters.Configurable())
        {
            if (parameters.OwnValue(definition.Id, coin) is { } own)
                values.Add(new(definition.Id, UnderlyingId.Of(currency), InstrumentId.None, own));
        }
    }

    private static void AddPolicies(List<ParameterValue> values, IReadOnlyList<ConfiguredPolicy> policies)
    {
        for (int slot = 0; slot < policies.Count; slot++)
        {
            ConfiguredPolicy policy = policies[slot];
            Add(PolicyTable.KindPath(slot), UnderlyingId.None, policy.Definition.Number);
            Add(PolicyTable.WeightPath(slot), UnderlyingId.None, policy.Weight);
            foreach (string coin in policy.Underlyings)
            {
                if (!CurrencyId.TryFind(coin, out CurrencyId currency)) continue;
                var underlying = UnderlyingId.Of(currency);
                Add(PolicyTable.AppliesPath(slot), underlying, 1);
                double[] own = policy.Values[coin];
                for (int i = 0; i < own.Length; i++) Add(PolicyTable.ValuePath(slot, i), underlying, own[i]);
            }
        }

        void Add(ushort path, UnderlyingId underlying, double value) =>
            values.Add(new((ParameterId)path, underlying, InstrumentId.None, value));
    }
}
