using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// Finds everything that is wrong in a configuration at once: unknown keys, wrong types, values out of range, and
/// values that do not fit one another. Only a configuration without errors becomes <see cref="AgentOptions"/>.
/// </summary>
internal sealed class AgentOptionsValidator
{
    private static readonly JsonSerializerOptions Binding = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly List<ConfigurationError> _errors = [];
    private readonly JsonObject _root;

    private AgentOptionsValidator(JsonObject root) => _root = root;

    /// <exception cref="ConfigurationException">Something is wrong; the exception lists all of it.</exception>
    public static AgentOptions Validate(ConfigurationTree tree)
    {
        var validator = new AgentOptionsValidator(tree.Root);
        validator._errors.AddRange(tree.Errors);
        AgentOptions? options = validator.Run();
        if (options is null || validator._errors.Count > 0)
            throw new ConfigurationException(tree.Source, validator._errors);
        return options;
    }

    private AgentOptions? Run()
    {
        CheckObject(_root, []);
        if (_errors.Count > 0) return Rules(TryBind());
        return Rules(_root.Deserialize<AgentOptions>(Binding));
    }

    /// <summary>
    /// Cross-field rules are checked even when single fields are wrong, as far as the rest can be read.
    /// </summary>
    private AgentOptions? TryBind()
    {
        try
        {
            return _root.Deserialize<AgentOptions>(Binding);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private AgentOptions? Rules(AgentOptions? options)
    {
        if (options is not null) _errors.AddRange(ConfigurationRules.Check(options));
        return options;
    }

    private void CheckObject(JsonObject at, string[] path)
    {
        foreach ((string key, JsonNode? value) in at)
        {
            string[] here = [.. path, key];
            if (key == "$schema" && path.Length == 0) continue;
            if (SettingList.Find(string.Join('.', here)) is { } setting) CheckValue(setting, here, value);
            else if (IsSection(here)) CheckSection(value, here);
            else if (path.Length == 1 && SettingList.ParameterSections.Contains(path[0]) && value is JsonObject own)
                CheckOverrides(own, path[0], key);
            else _errors.Add(new(string.Join('.', here), "is not a setting" + Suggestion.For(key, KeysBelow(path))));
        }
    }

    private void CheckSection(JsonNode? value, string[] here)
    {
        if (value is JsonObject inner) CheckObject(inner, here);
        else _errors.Add(new(string.Join('.', here), "must be an object."));
    }

    private void CheckOverrides(JsonObject own, string section, string underlying)
    {
        string path = section + "." + underlying;
        string[] underlyings = Underlyings();
        if (!underlyings.Contains(underlying))
        {
            _errors.Add(new(path, "is neither a setting nor an underlying of Scope.Underlyings" +
                Suggestion.For(underlying, underlyings.Concat(KeysBelow([section])))));
        }
        foreach ((string key, JsonNode? value) in own)
        {
            SettingDefinition? setting = SettingList.Find(section + "." + key);
            string here = path + "." + key;
            if (setting?.Parameter is null)
                _errors.Add(new(here, "is not a setting" + Suggestion.For(key, KeysBelow([section]))));
            else if (setting.Parameter.Reach != Engine.Kernel.ParameterReach.Underlying)
                _errors.Add(new(here, $"cannot differ by underlying; set {section}.{key} instead."));
            else CheckValue(setting, [section, underlying, key], value);
        }
    }

    private void CheckValue(SettingDefinition setting, string[] here, JsonNode? node)
    {
        string path = string.Join('.', here);
        JsonElement json = JsonSerializer.SerializeToElement(node);
        switch (setting.Kind)
        {
            case SettingKind.Parameter:
                if (!ParameterWords.TryRead(setting.Parameter!.Range, json, out _, out string problem))
                    _errors.Add(new(path, problem));
                break;
            case SettingKind.Flag:
                if (json.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Say(path, json, "true or false");
                break;
            case SettingKind.Choice:
                if (json.ValueKind != JsonValueKind.String || !setting.Choices.Contains(json.GetString()))
                    Say(path, json, "one of " + string.Join(", ", setting.Choices.Select(word => $"\"{word}\"")));
                break;
            case SettingKind.Text:
                if (json.ValueKind != JsonValueKind.String || !Matches(setting, json))
                    Say(path, json, setting.Pattern is null ? "text" : setting.PatternWords);
                break;
            case SettingKind.TextList:
                if (json.ValueKind != JsonValueKind.Array || !json.EnumerateArray().All(item => Matches(setting, item)))
                    Say(path, json, "a list of " + (setting.Pattern is null ? "texts" : setting.PatternWords));
                break;
            case SettingKind.Policies:
                _errors.AddRange(ConfiguredPolicies.Read(json, Underlyings()).Errors);
                break;
            case SettingKind.Free:
                if (json.ValueKind != JsonValueKind.Object) Say(path, json, "an object");
                break;
        }
    }

    private void Say(string path, JsonElement json, string wanted) =>
        _errors.Add(new(path, $"is {json.GetRawText()}, and must be {wanted}."));

    private static bool Matches(SettingDefinition setting, JsonElement json) =>
        json.ValueKind == JsonValueKind.String && (setting.Pattern?.IsMatch(json.GetString()!) ?? true);

    private static bool IsSection(string[] path) => SettingList.All.Any(setting =>
        setting.Steps.Length > path.Length && setting.Steps.Take(path.Length).SequenceEqual(path));

    private static IEnumerable<string> KeysBelow(string[] path) => SettingList.All
        .Where(setting => setting.Steps.Length > path.Length && setting.Steps.Take(path.Length).SequenceEqual(path))
        .Select(setting => setting.Steps[path.Length])
        .Distinct();

    private string[] Underlyings()
    {
        if (_root["Scope"] is not JsonObject scope || scope["Underlyings"] is not JsonArray list)
            return [.. new ScopeOptions().Underlyings];
        return [.. list.Select(item => item?.ToString() ?? "")];
    }
}
