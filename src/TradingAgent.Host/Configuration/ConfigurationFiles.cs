using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Configuration;

/// <summary>Which files make the configuration.</summary>
internal static class ConfigurationFiles
{
    public const string Defaults = "agent.json";

    /// <summary>Laid over the defaults in the demo, so that something happens soon.</summary>
    public const string Demo = "agent.demo.json";

    /// <summary>
    /// The named file alone; else the files of <c>./config</c>; else those beside the executable. The demo's file is
    /// last and only counts while the environment is Demo.
    /// </summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static IReadOnlyList<string> Find(string? named, string workingFolder, string executableFolder)
    {
        if (named is not null)
        {
            if (File.Exists(named)) return [named];
            throw new UsageException($"there is no configuration file «{named}».");
        }
        foreach (string folder in new[] { workingFolder, executableFolder })
        {
            string defaults = Path.Combine(folder, "config", Defaults);
            if (!File.Exists(defaults)) continue;
            string demo = Path.Combine(folder, "config", Demo);
            return File.Exists(demo) ? [defaults, demo] : [defaults];
        }
        throw new UsageException(
            $"there is no config/{Defaults}, neither in {workingFolder} nor in {executableFolder}; " +
            "name one with --config FILE.");
    }
}
