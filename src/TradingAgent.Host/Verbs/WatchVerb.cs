using TradingAgent.Host.Control;

namespace TradingAgent.Host.Verbs;

/// <summary><c>watch</c>: the status of a running agent, again and again, on a terminal.</summary>
internal static class WatchVerb
{
    /// <summary>Clears a terminal and goes to its first place (ECMA-48).</summary>
    private const string Clear = "\u001b[2J\u001b[H";

    public static Verb Create() => new()
    {
        Name = "watch",
        Summary = "show a running agent's status until Ctrl-C",
        Description = """
            Asks for the status every second and draws it over the last one. Not on a terminal, it
            prints one after the other. Ends when the agent no longer answers.
            """,
        Options =
        [
            new("--data", "DIR", "the data folder of the agent (default ./data)"),
            new("--every", "TIME", "how often (default 1s)"),
            new("--for", "TIME", "end after this time (default: never)"),
            new("--json", null, "print figures as JSON, a line each time"),
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(VerbArguments arguments)
    {
        TimeSpan every = arguments.Time("--every") ?? TimeSpan.FromSeconds(1);
        TimeSpan? limit = arguments.Time("--for");
        long began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(every);
        bool redraws = !Console.IsOutputRedirected && !arguments.Has("--json");
        do
        {
            if (redraws) arguments.Console.Say(Clear);
            int exit = await OperatorVerbs.AskAsync(arguments, new ControlRequest { Verb = "status" });
            if (exit != ExitCode.Ok) return exit;
            if (limit is { } most && TimeProvider.System.GetElapsedTime(began) >= most) return ExitCode.Ok;
        }
        while (await timer.WaitForNextTickAsync());
        return ExitCode.Ok;
    }
}
