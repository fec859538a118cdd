using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// The JSON schema of the configuration, generated from <see cref="SettingList"/>; editors complete from it.
/// </summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of <c>config/agent.schema.json</c>, final newline included.</summary>
    public static string Generate()
    {
        JsonObject root = Section("Configuration of trading-agent. Every key has a default.");
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        ((JsonObject)root["properties"]!)["$schema"] = new JsonObject { ["type"] = "string" };
        foreach (SettingDefinition setting in SettingList.All) Place(root, setting);
        foreach (string section in SettingList.ParameterSections) AllowUnderlyings(root, section);
        return root.ToJsonString(Writing) + "\n";
    }

    private static JsonObject Section(string description) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(),
    };

    private static void Place(JsonObject root, SettingDefinition setting)
    {
        var properties = (JsonObject)root["properties"]!;
        foreach (string step in setting.Steps[..^1])
        {
            if (properties[step] is not JsonObject inner) properties[step] = inner = Section(step + " settings.");
            properties = (JsonObject)inner["properties"]!;
        }
        properties[setting.Steps[^1]] = Describe(setting);
    }

    /// <summary>An object under a coin's name may hold every parameter that may differ by underlying.</summary>
    private static void AllowUnderlyings(JsonObject root, string section)
    {
        var at = (JsonObject)((JsonObject)root["properties"]!)[section]!;
        JsonObject own = Section("Values of one underlying, over the section's.");
        foreach (ParameterDefinition parameter in ParameterList.All)
        {
            if (parameter.Section == section && parameter.Reach == ParameterReach.Underlying)
                own["properties"]![parameter.Name] = new JsonObject
                {
                    ["$ref"] = $"#/properties/{section}/properties/{parameter.Name}",
                };
        }
        at["patternProperties"] = new JsonObject { ["^[A-Z0-9]{1,15}$"] = own };
    }

    private static JsonObject Describe(SettingDefinition setting)
    {
        JsonObject schema = setting.Kind switch
        {
            SettingKind.Flag => new() { ["type"] = "boolean" },
            SettingKind.Choice => new() { ["enum"] = Array(setting.Choices) },
            SettingKind.TextList => new() { ["type"] = "array", ["items"] = TextSchema(setting) },
            SettingKind.Parameter => ValueSchema(setting.Parameter!.Range, setting.Parameter.Default),
            SettingKind.Policies => new() { ["type"] = "array", ["items"] = PolicySchema.Entry() },
            SettingKind.Free => new() { ["type"] = "object" },
            _ => TextSchema(setting),
        };
        schema.Insert(0, "description", setting.Description + UnitOf(setting));
        return schema;
    }

    private static string UnitOf(SettingDefinition setting) => setting.Parameter is { } parameter
        ? $" Unit: {parameter.Unit}."
        : "";

    private static JsonObject TextSchema(SettingDefinition setting)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (setting.Pattern is not null) schema["pattern"] = setting.Pattern.ToString();
        return schema;
    }

    /// <summary>A number in its range, a span of time, or the words of a choice; NaN has no default.</summary>
    internal static JsonObject ValueSchema(ParameterRange range, double @default)
    {
        var number = new JsonObject
        {
            ["type"] = "number",
            ["minimum"] = range.Min,
            ["maximum"] = range.Max,
        };
        IReadOnlyList<string> words = ParameterWords.Choices(range);
        JsonObject schema = number;
        if (words.Count > 0) schema = new() { ["enum"] = Array(words) };
        else if (ParameterWords.IsTime(range)) schema = new() { ["anyOf"] = new JsonArray(number, TimeSchema()) };
        if (!double.IsNaN(@default)) schema["default"] = words.Count > 0 ? words[(int)@default] : @default;
        return schema;
    }

    private static JsonObject TimeSchema() =>
        new() { ["type"] = "string", ["pattern"] = "^[0-9]+([.][0-9]+)?(ms|s|m|h|d)$" };

    private static JsonArray Array(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode?)word)]);
}
