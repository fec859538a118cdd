using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// The one place where configuration becomes what the engine reads: parameter values, published as events.
/// </summary>
internal static class EngineParametersMapper
{
    /// <summary>
    /// Every parameter's default in order of numbers, then what each underlying has of its own, then what the scope
    /// says of each instrument.
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
}
