using System.Reflection;
using System.Runtime.InteropServices;
using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Journal;

namespace TradingAgent.Host.Verbs;

/// <summary>Finds the verb, gives it its arguments and turns every failure into words and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Such as <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Runs the command line; never throws.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<Verb> verbs, string[] words, IVerbConsole console)
    {
        try
        {
            return await Dispatch(verbs, words, console);
        }
        catch (UsageException error)
        {
            console.Complain("trading-agent: " + error.Message);
            return ExitCode.BadUsage;
        }
        catch (ConfigurationException error)
        {
            console.Complain(error.Message);
            return ExitCode.BadUsage;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DataFolderException
            or JournalDamageException)
        {
            console.Complain("trading-agent: " + error.Message);
            return ExitCode.Unavailable;
        }
        catch (Exception error)
        {
            console.Complain("trading-agent stopped on an error of its own:\n" + error);
            return ExitCode.InternalStop;
        }
    }

    private static Task<int> Dispatch(IReadOnlyList<Verb> verbs, string[] words, IVerbConsole console)
    {
        string first = words.Length > 0 ? words[0] : "run";
        if (first is "--help" or "-h" or "help") return Answer(console, Help(verbs, words));
        if (first is "--version" or "-V") return Answer(console, VersionLine());
        bool implied = first.StartsWith('-') || words.Length == 0;
        Verb verb = implied ? verbs[0] : Find(verbs, first);
        ReadOnlySpan<string> rest = implied ? words : words.AsSpan(1);
        if (rest.Contains("--help") || rest.Contains("-h")) return Answer(console, HelpText.Of(verb));
        return verb.Run(VerbArguments.Parse(verb, rest, console));
    }

    private static Task<int> Answer(IVerbConsole console, string text)
    {
        console.Say(text);
        return Task.FromResult(ExitCode.Ok);
    }

    private static string Help(IReadOnlyList<Verb> verbs, string[] words) =>
        words.Length > 1 ? HelpText.Of(Find(verbs, words[1])) : HelpText.Overview(verbs);

    private static string VersionLine() =>
        $"trading-agent {Version} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})";

    private static Verb Find(IReadOnlyList<Verb> verbs, string name)
    {
        foreach (Verb verb in verbs)
            if (verb.Name == name) return verb;
        throw new UsageException($"there is no verb «{name}»" +
            Suggestion.For(name, verbs.Select(verb => verb.Name)) + " See «trading-agent --help».");
    }
}
