using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Configuration;

/// <summary>The one place where configuration becomes what the engine reads: parameter events.</summary>
internal static class EngineParametersMapper
{
    /// <summary>
    /// Every parameter's default in order of numbers, then what each underlying has of its own. Instruments' values
    /// come from the scope, when the catalogue is known.
    /// </summary>
    /// <param name="underlyingId">The id that the instruments carry for a coin.</param>
    public static IReadOnlyList<ParameterSet> Map(AgentOptions options, Func<string, UnderlyingId> underlyingId)
    {
        ConfiguredParameters parameters = ConfiguredParameters.Read(options);
        var events = new List<ParameterSet>();
        foreach (ParameterDefinition definition in ConfiguredParameters.Configurable())
            events.Add(new((ushort)definition.Id, UnderlyingId.None, parameters.Value(definition.Id, null)));
        foreach (string underlying in options.Scope.Underlyings)
        {
            foreach (ParameterDefinition definition in ConfiguredParameters.Configurable())
            {
                if (parameters.OwnValue(definition.Id, underlying) is { } own)
                    events.Add(new((ushort)definition.Id, underlyingId(underlying), own));
            }
        }
        return events;
    }
}
