using TradingAgent.Host.Configuration;

namespace TradingAgent.UnitTests.Host.Configuration;

/// <summary>Configurations written in a test.</summary>
internal static class ConfigurationText
{
    /// <summary>Options of one file with this text, and of these variables.</summary>
    public static AgentOptions Read(string json, params (string Name, string Value)[] variables) =>
        AgentOptionsValidator.Validate(Load([("my.json", json)], variables));

    /// <summary>Every error of one file with this text.</summary>
    public static IReadOnlyList<string> Errors(string json, params (string Name, string Value)[] variables)
    {
        try
        {
            Read(json, variables);
            return [];
        }
        catch (ConfigurationException error)
        {
            return [.. error.Errors.Select(one => one.ToString())];
        }
    }

    public static ConfigurationTree Load((string Name, string Json)[] files, (string Name, string Value)[] variables)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("trading-agent-");
        try
        {
            var paths = new List<string>();
            foreach ((string name, string json) in files)
            {
                paths.Add(Path.Combine(folder.FullName, name));
                File.WriteAllText(paths[^1], json);
            }
            return ConfigurationTree.Load(paths, variables.ToDictionary(pair => pair.Name, pair => pair.Value));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
