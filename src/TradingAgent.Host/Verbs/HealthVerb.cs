using System.Net;
using TradingAgent.Host.Configuration;

namespace TradingAgent.Host.Verbs;

/// <summary><c>health</c>: asks a running agent or local exchange; serves the containers' health checks.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Verb Create() => new()
    {
        Name = "health",
        Summary = "ask a running agent, or local exchange, whether it is alive",
        Description = """
            Asks the liveness endpoint of an agent on this machine and prints its answer.
            The address comes from the configuration (Health.Address) unless it is given.
            A local exchange is asked for its time.
            """,
        Options =
        [
            new("--config", "FILE", "configuration of the agent that is asked"),
            new("--address", "HOST:PORT", "ask here instead"),
            new("--ready", null, "ask whether it may trade now: enabled, a venue there and compared, not halted"),
            new("--exchange", "HOST:PORT", "ask the local exchange there, and no agent"),
        ],
        Examples =
        [
            ("trading-agent health", "exit code 0 when alive, 1 when not"),
            ("trading-agent health --exchange 127.0.0.1:18100", "the same of a local exchange"),
        ],
        Run = Run,
    };

    private static async Task<int> Run(VerbArguments arguments)
    {
        string? exchange = arguments.Text("--exchange");
        string address = exchange ?? arguments.Text("--address") ??
            AgentConfiguration.Load(arguments.Text("--config")).Options.Health.Address;
        if (address == HealthOptions.Off)
            throw new UsageException("the health endpoint is off (Health.Address); there is nobody to ask.");
        if (!Uri.TryCreate("http://" + address, UriKind.Absolute, out Uri? root))
            throw new UsageException($"the address is «{address}», and must be HOST:PORT.");
        string path = exchange is not null ? "/v5/market/time" : arguments.Has("--ready") ? "/ready" : "/live";
        root = Reachable(root);
        using var http = new HttpClient { BaseAddress = root, Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(path);
            arguments.Console.Say(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.CheckFailed;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            arguments.Console.Complain($"Nobody answers at {root}: {error.Message}");
            return ExitCode.CheckFailed;
        }
    }

    /// <summary>Who listens on every address of this machine, as in a container, is asked on its own.</summary>
    internal static Uri Reachable(Uri listens)
    {
        if (!IPAddress.TryParse(listens.Host, out IPAddress? address)) return listens;
        if (address.Equals(IPAddress.Any)) return new UriBuilder(listens) { Host = "127.0.0.1" }.Uri;
        return address.Equals(IPAddress.IPv6Any) ? new UriBuilder(listens) { Host = "[::1]" }.Uri : listens;
    }
}
