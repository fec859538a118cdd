using TradingAgent.Host.Configuration;

namespace TradingAgent.Host.Verbs;

/// <summary><c>health</c>: asks a running agent; serves the container's health check.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Verb Create() => new()
    {
        Name = "health",
        Summary = "ask a running agent whether it is alive",
        Description = """
            Asks the liveness endpoint of an agent on this machine and prints its answer.
            The address comes from the configuration (Health.Address) unless it is given.
            """,
        Options =
        [
            new("--config", "FILE", "configuration of the agent that is asked"),
            new("--address", "HOST:PORT", "ask here instead"),
            new("--ready", null, "ask whether it may trade, not only whether it is alive"),
        ],
        Examples = [("trading-agent health", "exit code 0 when alive, 1 when not")],
        Run = Run,
    };

    private static async Task<int> Run(VerbArguments arguments)
    {
        string address = arguments.Text("--address") ??
            AgentConfiguration.Load(arguments.Text("--config")).Options.Health.Address;
        if (address == HealthOptions.Off)
            throw new UsageException("the health endpoint is off (Health.Address); there is nobody to ask.");
        if (!Uri.TryCreate("http://" + address, UriKind.Absolute, out Uri? root))
            throw new UsageException($"--address is «{address}», and must be HOST:PORT.");
        using var http = new HttpClient { BaseAddress = root, Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(arguments.Has("--ready") ? "/ready" : "/live");
            arguments.Console.Say(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.CheckFailed;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            arguments.Console.Complain($"No agent answers at {root}: {error.Message}");
            return ExitCode.CheckFailed;
        }
    }
}
