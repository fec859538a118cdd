using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Host.Composition;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;

namespace TradingAgent.Host.Verbs;

/// <summary><c>check</c>: is the venue, the key and the account fit to be traded?</summary>
internal static class CheckVerb
{
    public static Verb Create() => new()
    {
        Name = "check",
        Summary = "look at the venue, the key and the account before trading",
        Description = """
            Connects with the configured key and says line by line what is right and what is not:
            reachability, clock, streams, instruments and their steps, the key's rights (one that may
            withdraw is refused), account type, margin and position mode, what happens to prices outside
            the band, fees, balances, rate limits, the dead-man's switch, and whether an earlier run's
            journal and the venue agree. Changes nothing.

            With --trade it proves the path, never on mainnet: a far post-only order of the least size
            is placed, seen on the private stream, amended, cancelled, and seen gone.
            In the Demo environment without addresses an exchange of its own is checked.
            """,
        Options =
        [
            new("--config", "FILE", "configuration; else config/agent.json here or beside the executable"),
            new("--data", "DIR", "journal of an earlier run to compare with (default ./data)"),
            new("--trade", null, "prove the path with one order; refused on mainnet"),
        ],
        Examples =
        [
            ("trading-agent check --config my.json", "exit code 0 when ready, 1 when not, 69 when out of reach"),
            ("trading-agent check --config my.json --trade", "on the testnet, before the first run"),
        ],
        Run = Run,
    };

    private static Task<int> Run(VerbArguments arguments) =>
        RunAsync(arguments, AgentConfiguration.Load(arguments.Text("--config")));

    /// <summary>With a configuration that is loaded already.</summary>
    public static async Task<int> RunAsync(VerbArguments arguments, AgentConfiguration configuration)
    {
        AgentOptions options = configuration.Options;
        bool trade = arguments.Has("--trade");
        if (trade && options.Environment == AgentEnvironment.Mainnet)
            throw new UsageException("--trade is refused on mainnet: it would place an order for real money.");
        string data = arguments.Text("--data", "./data");
        using var signals = new StopSignals(() => Environment.Exit(ExitCode.LeftAtOnce));
        signals.Listen();
        try
        {
            if (options.Environment != AgentEnvironment.Demo || !options.Venues.HaveNoAddress)
                return await TellAsync(
                    arguments.Console, new VenueChecking(configuration, data, null, TimeProvider.System),
                    options.Environment.ToString(), trade, signals.Token);
            var settings = new LocalExchangeSettings { Protocol = options.Venues.Protocol };
            await using LocalExchange exchange = await LocalExchange.StartAsync(settings, signals.Token);
            var access = new LocalAccess(
                exchange.BaseAddress, new Secret(settings.ApiKey), new Secret(settings.ApiSecret));
            return await TellAsync(
                arguments.Console, new VenueChecking(configuration, data, access, exchange.Time),
                "Demo, an exchange of its own", trade, signals.Token);
        }
        catch (VenueUnreachableException e)
        {
            arguments.Console.Complain("trading-agent: " + e.Message);
            return ExitCode.Unavailable;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            arguments.Console.Complain("trading-agent: stopped before the check was done.");
            return ExitCode.CheckFailed;
        }
    }

    private static async Task<int> TellAsync(
        IVerbConsole console, VenueChecking checking, string environment, bool trade, CancellationToken ct)
    {
        int worst = ExitCode.Ok;
        foreach (VenueEntry entry in checking.Entries())
        {
            (IReadOnlyList<CheckRow> rows, int code) =
                await checking.RunAsync(entry, trade, NullLoggerFactory.Instance, ct);
            console.Say($"{entry.Title}, {environment}");
            console.Say(CheckTable.Render(rows));
            worst = Math.Max(worst, code);
        }
        return worst;
    }
}
