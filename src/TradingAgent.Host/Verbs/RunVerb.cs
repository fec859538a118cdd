using TradingAgent.Host.Composition;
using TradingAgent.Host.Configuration;

namespace TradingAgent.Host.Verbs;

/// <summary><c>run</c>: the agent itself.</summary>
internal static class RunVerb
{
    public static Verb Create() => new()
    {
        Name = "run",
        Summary = "run the agent (what no verb means)",
        Description = """
            Connects to the venue that the configuration names, takes over the positions found there,
            and keeps each underlying's delta inside its band until told to stop.
            In the Demo environment without addresses it starts its own exchange on a loopback port.

            SIGHUP reads the configuration again: a right one is in force at once, through the journal, a
            wrong one is refused with all that is wrong and the old one stays.

            Ctrl-C or SIGTERM cancels all orders, drains, writes a session report and ends, within five
            seconds where the venues answer; one that does not is asked again and again, and the end may
            take half a minute. Exit code 69 then says that an order may still rest there, 1 that a
            position is not the venue's. A second signal cancels without the engine and leaves within
            five seconds, a third leaves at once.
            """,
        Options =
        [
            new("--config", "FILE", "configuration; else config/agent.json here or beside the executable"),
            new("--data", "DIR", "journal and session report (default ./data)"),
            new("--for", "DURATION", "stop after this long, such as 60s or 5m"),
            new("--report", "FILE", "write the session report, as JSON, here too"),
            new("--market", "PATH", "demo: recorded market data; PATH@2025-04-07T06:00Z begins inside it"),
            new("--surface", "FILE", "demo: recorded option chain beside recorded market data"),
            new("--seed", "N", "demo: seed of the generated market (default 1)"),
            new("--start", "TIME", "demo: what the clock shows at first, such as 2026-03-27T07:30Z (default now)"),
            new("--speed", "X", "demo: seconds of market per second (default 1); of a local exchange: the same"),
        ],
        Examples =
        [
            ("trading-agent", "the demo, until Ctrl-C"),
            ("trading-agent run --for 60s --seed 7 --report report.json", "a minute of another market"),
            ("trading-agent run --config my.json --data /var/lib/trading-agent", "the venue that my.json names"),
        ],
        Run = Run,
    };

    private static async Task<int> Run(VerbArguments arguments)
    {
        var request = new RunRequest
        {
            DataFolder = arguments.Text("--data", "./data"),
            ConfigFile = arguments.Text("--config"),
            RunFor = arguments.Time("--for"),
            ReportFile = arguments.Text("--report"),
            MarketPath = arguments.Text("--market"),
            SurfacePath = arguments.With("--surface", "--market"),
            Seed = arguments.Whole("--seed", 1),
            Start = arguments.Moment("--start"),
            Speed = arguments.Number("--speed", 1, 0.01, 1000),
        };
        AgentConfiguration configuration = AgentConfiguration.Load(arguments.Text("--config"));
        return await AgentComposition.RunAsync(configuration, request);
    }
}
