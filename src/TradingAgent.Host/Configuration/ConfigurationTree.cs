using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// Files laid over one another and environment variables over those. Objects are merged key by key; lists are
/// replaced whole, so that a shorter list of tradable instruments never keeps the tail of a longer one.
/// </summary>
internal sealed class ConfigurationTree
{
    public const string VariablePrefix = "TRADINGAGENT__";

    private static readonly JsonDocumentOptions Reading = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private const StringSplitOptions Splitting =
        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private readonly List<ConfigurationError> _errors = [];

    public JsonObject Root { get; private set; } = [];

    /// <summary>What could not be read; the validator adds to it.</summary>
    public IReadOnlyList<ConfigurationError> Errors => _errors;

    /// <summary>Where it came from, for messages.</summary>
    public string Source { get; private set; } = "";

    /// <param name="files">In order; a later one wins. The demo's file counts only while the environment is
    /// Demo.</param>
    /// <param name="variables">Environment variables of the process.</param>
    public static ConfigurationTree Load(
        IReadOnlyList<string> files, IReadOnlyDictionary<string, string> variables)
    {
        var tree = new ConfigurationTree();
        var used = new List<string>();
        foreach (string file in files)
        {
            bool isOverlay = files.Count > 1 && Path.GetFileName(file) == ConfigurationFiles.Demo;
            if (isOverlay && !tree.IsDemo(variables)) continue;
            tree.AddFile(file);
            used.Add(file);
        }
        tree.AddVariables(variables);
        tree.Source = string.Join(" + ", used);
        return tree;
    }

    /// <summary>The same for the same settings, whatever files they came from.</summary>
    public ulong Digest() => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Root)));

    private bool IsDemo(IReadOnlyDictionary<string, string> variables)
    {
        const string key = nameof(AgentOptions.Environment);
        string? chosen = variables.FirstOrDefault(pair => IsVariable(pair.Key, key)).Value;
        chosen ??= Root[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        return chosen is null or nameof(AgentEnvironment.Demo);
    }

    private static bool IsVariable(string name, string key) =>
        string.Equals(name, VariablePrefix + key, StringComparison.OrdinalIgnoreCase);

    private void AddFile(string file)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file), null, Reading) is JsonObject read) Merge(Root, read);
            else _errors.Add(new(file, "is not a JSON object."));
        }
        catch (JsonException error)
        {
            _errors.Add(new(file, "is not JSON that can be read: " + error.Message));
        }
    }

    private static void Merge(JsonObject below, JsonObject above)
    {
        foreach ((string key, JsonNode? value) in above)
        {
            if (value is JsonObject inner && below[key] is JsonObject outer) Merge(outer, inner);
            else below[key] = value?.DeepClone();
        }
    }

    private void AddVariables(IReadOnlyDictionary<string, string> variables)
    {
        foreach (string name in variables.Keys.Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase)) continue;
            AddVariable(name[VariablePrefix.Length..].Split("__"), variables[name]);
        }
    }

    /// <summary>
    /// Keys are matched without regard to case; unknown ones enter as written, for the validator to name.
    /// </summary>
    private void AddVariable(string[] steps, string text)
    {
        JsonObject at = Root;
        var path = new List<string>();
        for (int i = 0; i < steps.Length; i++)
        {
            string key = KnownKey(path, steps[i]);
            path.Add(key);
            if (i == steps.Length - 1) at[key] = ValueOf(string.Join('.', path), text);
            else if (at[key] is JsonObject inner) at = inner;
            else at[key] = at = [];
        }
    }

    private static string KnownKey(List<string> path, string step)
    {
        foreach (SettingDefinition setting in SettingList.All)
        {
            bool below = setting.Steps.Length > path.Count && setting.Steps.Take(path.Count).SequenceEqual(path);
            if (below && string.Equals(setting.Steps[path.Count], step, StringComparison.OrdinalIgnoreCase))
                return setting.Steps[path.Count];
        }
        bool overriding = path.Count == 2 && SettingList.ParameterSections.Contains(path[0]);
        return overriding ? KnownKey([path[0]], step) : step;
    }

    private static JsonNode? ValueOf(string path, string text)
    {
        string[] steps = path.Split('.');
        SettingDefinition? setting = SettingList.Find(path) ?? SettingList.Find(steps[0] + "." + steps[^1]);
        switch (setting?.Kind)
        {
            case SettingKind.TextList:
                string[] items = text.Split(',', Splitting);
                return new JsonArray([.. items.Select(item => (JsonNode?)item)]);
            case SettingKind.Flag or SettingKind.Parameter or SettingKind.Policies or SettingKind.Free:
                try
                {
                    return JsonNode.Parse(text);
                }
                catch (JsonException)
                {
                    return text;
                }
            default:
                return text;
        }
    }
}
