using System.Text.Json;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// The engine's parameters as configured: a default each, and what single underlyings have of their own.
/// </summary>
internal sealed class ConfiguredParameters
{
    private readonly Dictionary<(ParameterId Id, string? Underlying), double> _values = [];

    /// <summary>Reads what can be read; values that cannot are left at their defaults and reported elsewhere.</summary>
    public static ConfiguredParameters Read(AgentOptions options)
    {
        var parameters = new ConfiguredParameters();
        foreach (ParameterDefinition definition in Configurable())
        {
            IReadOnlyDictionary<string, JsonElement> section = options.Section(definition.Section);
            parameters.Take(definition, null, section);
            foreach (string underlying in options.Scope.Underlyings)
            {
                if (!section.TryGetValue(underlying, out JsonElement own)) continue;
                if (own.ValueKind != JsonValueKind.Object) continue;
                parameters.Take(definition, underlying, own.EnumerateObject().ToDictionary(p => p.Name, p => p.Value));
            }
        }
        return parameters;
    }

    /// <summary>Every parameter that configuration sets, in order of numbers.</summary>
    public static IEnumerable<ParameterDefinition> Configurable() =>
        ParameterList.All.Where(parameter => SettingList.ParameterSections.Contains(parameter.Section));

    /// <summary>Its path in the configuration.</summary>
    public static string PathOf(ParameterId id, string? underlying)
    {
        string section = ParameterList.All.First(parameter => parameter.Id == id).Section;
        return underlying is null ? $"{section}.{id}" : $"{section}.{underlying}.{id}";
    }

    /// <summary>The value in force: the underlying's own, else the configured default, else the built-in one.</summary>
    public double Value(ParameterId id, string? underlying) =>
        OwnValue(id, underlying) ?? OwnValue(id, null) ?? ParameterList.All.First(p => p.Id == id).Default;

    /// <summary>What is written for exactly this underlying (null: the default), or null when nothing is.</summary>
    public double? OwnValue(ParameterId id, string? underlying) =>
        _values.TryGetValue((id, underlying), out double value) ? value : null;

    private void Take(
        ParameterDefinition definition, string? underlying, IReadOnlyDictionary<string, JsonElement> section)
    {
        if (!section.TryGetValue(definition.Name, out JsonElement json)) return;
        if (ParameterWords.TryRead(definition.Range, json, out double value, out _))
            _values[(definition.Id, underlying)] = value;
    }
}
