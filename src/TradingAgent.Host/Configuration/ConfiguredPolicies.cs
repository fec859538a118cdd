using System.Text.Json;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// The list under <c>Scaling.Policies</c>: what could be read of it, and everything that is wrong with it. A coin's
/// name within an entry holds values of that coin alone.
/// </summary>
internal sealed class ConfiguredPolicies
{
    public const string Path = "Scaling.Policies";

    private static readonly string[] Common = ["Policy", "Weight", "Underlyings"];
    private readonly List<ConfigurationError> _errors = [];
    private readonly List<ConfiguredPolicy> _list = [];
    private readonly IReadOnlyList<string> _coins;

    private ConfiguredPolicies(IReadOnlyList<string> coins) => _coins = coins;

    public IReadOnlyList<ConfiguredPolicy> List => _list;

    public IReadOnlyList<ConfigurationError> Errors => _errors;

    /// <summary>Reads the list of a configuration; an absent one is empty.</summary>
    public static ConfiguredPolicies Read(AgentOptions options) => Read(
        options.Scaling.TryGetValue("Policies", out JsonElement json) ? json : default, options.Scope.Underlyings);

    /// <summary>Reads a list for these coins.</summary>
    public static ConfiguredPolicies Read(JsonElement json, IReadOnlyList<string> coins)
    {
        var policies = new ConfiguredPolicies(coins);
        if (json.ValueKind == JsonValueKind.Undefined) return policies;
        if (json.ValueKind != JsonValueKind.Array)
        {
            policies.Say("", "must be a list of policies.");
            return policies;
        }
        int at = 0;
        foreach (JsonElement entry in json.EnumerateArray()) policies.Add(entry, $"[{at++}]");
        if (at > PolicyTable.SlotsMax) policies.Say("", $"has {at} entries; at most {PolicyTable.SlotsMax} are held.");
        policies.CheckOwners();
        return policies;
    }

    /// <summary>Once, however many coins it is wrong of.</summary>
    private void Say(string where, string problem)
    {
        var error = new ConfigurationError(Path + where, problem);
        if (!_errors.Contains(error)) _errors.Add(error);
    }

    private void Add(JsonElement entry, string where)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            Say(where, "must be an object with a key Policy.");
            return;
        }
        string name = entry.TryGetProperty("Policy", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()! : "";
        if (PolicyList.Find(name) is not { } definition)
        {
            Say(where + ".Policy", $"is \"{name}\", which is not a policy" +
                Suggestion.For(name, PolicyList.All.Select(policy => policy.Name)));
            return;
        }
        IReadOnlyList<string> coins = ReadCoins(entry, where);
        double weight = ReadWeight(entry, where, definition);
        double[] defaults = [.. definition.Parameters.Select(parameter => parameter.Default)];
        CheckKeys(entry, where, definition, [.. Common, .. _coins]);
        ReadValues(entry, where, definition, defaults);
        var values = new Dictionary<string, double[]>();
        foreach (string coin in coins)
        {
            double[] own = [.. defaults];
            if (entry.TryGetProperty(coin, out JsonElement inner)) ReadOwn(inner, where + "." + coin, definition, own);
            values[coin] = own;
            CheckValues(where, coin, definition, own);
        }
        _list.Add(new ConfiguredPolicy(definition, weight, coins, values));
    }

    private IReadOnlyList<string> ReadCoins(JsonElement entry, string where)
    {
        if (!entry.TryGetProperty("Underlyings", out JsonElement json)) return _coins;
        bool isList = json.ValueKind == JsonValueKind.Array
            && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        if (!isList)
        {
            Say(where + ".Underlyings", "must be a list of coins such as [\"BTC\"].");
            return [];
        }
        string[] named = [.. json.EnumerateArray().Select(item => item.GetString()!)];
        foreach (string coin in named.Where(coin => !_coins.Contains(coin)))
            Say(where + ".Underlyings", $"names {coin}, which is not in Scope.Underlyings.");
        return [.. named.Where(_coins.Contains).Distinct()];
    }

    private double ReadWeight(JsonElement entry, string where, PolicyDefinition definition)
    {
        if (!entry.TryGetProperty("Weight", out JsonElement json)) return 1;
        if (definition.Stage != PolicyStage.Exposure)
            Say(where + ".Weight", $"has no meaning here: only exposures add up, and {definition.Name} is a " +
                definition.Stage.ToString().ToLowerInvariant() + ".");
        else if (json.ValueKind == JsonValueKind.Number && Math.Abs(json.GetDouble()) <= 100) return json.GetDouble();
        else Say(where + ".Weight", $"is {json.GetRawText()}, and must be a number from -100 to 100.");
        return 1;
    }

    private void CheckKeys(JsonElement entry, string where, PolicyDefinition definition, string[] others)
    {
        string[] known = [.. others, .. definition.Parameters.Select(parameter => parameter.Name)];
        foreach (JsonProperty property in entry.EnumerateObject().Where(property => !known.Contains(property.Name)))
            Say($"{where}.{property.Name}", $"is not a parameter of {definition.Name}" +
                Suggestion.For(property.Name, known));
    }

    private void ReadOwn(JsonElement inner, string where, PolicyDefinition definition, double[] values)
    {
        if (inner.ValueKind != JsonValueKind.Object)
        {
            Say(where, "must be an object with parameters of this coin alone.");
            return;
        }
        CheckKeys(inner, where, definition, []);
        ReadValues(inner, where, definition, values);
    }

    private void ReadValues(JsonElement from, string where, PolicyDefinition definition, double[] values)
    {
        for (int i = 0; i < definition.Parameters.Count; i++)
        {
            PolicyParameter parameter = definition.Parameters[i];
            if (!from.TryGetProperty(parameter.Name, out JsonElement json)) continue;
            if (ParameterWords.TryRead(parameter.Range, json, out double value, out string problem)) values[i] = value;
            else Say($"{where}.{parameter.Name}", problem);
        }
    }

    private void CheckValues(string where, string coin, PolicyDefinition definition, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            PolicyParameter parameter = definition.Parameters[i];
            if (double.IsNaN(values[i]))
                Say($"{where}.{parameter.Name}", $"must be given: {parameter.Description}");
        }
        if (values.Any(double.IsNaN)) return;
        foreach ((string key, string problem) in definition.Check(new PolicyValues(definition, values)))
            Say($"{where}.{key}", problem);
    }

    /// <summary>What only one policy may own on a coin has one owner.</summary>
    private void CheckOwners()
    {
        for (int i = 0; i < _list.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                string owned = _list[i].Definition.Owns;
                if (owned.Length == 0 || owned != _list[j].Definition.Owns) continue;
                foreach (string coin in _list[i].Underlyings.Intersect(_list[j].Underlyings))
                    Say($"[{i}].Policy", $"is a second owner of the {owned} of {coin}: {_list[j].Definition.Name} at " +
                        $"{Path}[{j}] is the first.");
            }
        }
    }
}
