using System.Net;
using TradingAgent.Host.Composition;

namespace TradingAgent.Host.Verbs;

/// <summary><c>exchange</c>: the local exchange alone.</summary>
internal static class ExchangeVerb
{
    private const string DefaultAddress = "127.0.0.1:18100";

    public static Verb Create() => new()
    {
        Name = "exchange",
        Summary = "run a local exchange that speaks Bybit's and Binance's protocols",
        Description = """
            A simulated exchange behind the REST and websocket protocols of Bybit (/v5) and Binance
            (/fapi, /eapi), for agents and for any other client of these venues. Both show the same
            books; each has accounts of its own, which the same key opens. They hold USDT (with
            Bybit USDC, BTC and ETH too) and no position, unless a portfolio is given. Ends with
            Ctrl-C or SIGTERM.

            With --faults a POST to /control/faults breaks the wire for a while: kind=NAME&seconds=N
            (and share=S for what strikes one message or order at a time), or a plan drawn from
            seed=N&seconds=N. GET shows what is broken and how often it struck; DELETE ends it. A
            POST without a kind is answered with their names.
            """,
        Options =
        [
            new("--listen", "HOST:PORT", $"where it listens (default {DefaultAddress})"),
            new("--protocol", "VENUE", "bybit, binance or both (default both)"),
            new("--seed", "N", "seed of the generated market (default 1)"),
            new("--speed", "X", "seconds of market per second (default 1)"),
            new("--start", "TIME", "what its clock shows at first, such as 2026-03-27T07:30Z (default now)"),
            new("--market", "PATH", "recorded market data; PATH@2025-04-07T06:00Z begins inside it"),
            new("--surface", "FILE", "recorded option chain beside recorded market data"),
            new("--portfolio", "FILE", "JSON with balances and positions; «demo» is the demonstration book"),
            new("--faults", null, "opens /control/faults, where this machine may break the wire on purpose"),
            new("--api-key", "KEY", "the key it knows (default test-key)"),
            new("--api-secret", "SECRET", "that key's secret (default test-secret)"),
        ],
        Examples =
        [
            ("trading-agent exchange", "listens on " + DefaultAddress),
            ("trading-agent exchange --seed 7 --speed 10 --portfolio demo", "ten times as fast, with positions"),
            ("trading-agent exchange --faults",
                "then: curl -X POST '127.0.0.1:18100/control/faults?kind=StaleBook&seconds=10'"),
        ],
        Run = Run,
    };

    private static async Task<int> Run(VerbArguments arguments)
    {
        string listen = arguments.Text("--listen", DefaultAddress);
        if (!IPEndPoint.TryParse(listen, out IPEndPoint? address) || !listen.Contains(':', StringComparison.Ordinal))
            throw new UsageException($"--listen is «{listen}», and must be an address and a port: {DefaultAddress}.");
        var settings = new LocalExchangeSettings
        {
            Address = address.Address,
            Port = address.Port,
            Protocol = ProtocolOf(arguments.Text("--protocol", "both")),
            Seed = arguments.Whole("--seed", 1),
            Speed = arguments.Number("--speed", 1, 0.01, 1000),
            Start = arguments.Moment("--start"),
            MarketPath = arguments.Text("--market"),
            SurfacePath = arguments.With("--surface", "--market"),
            Portfolio = arguments.Text("--portfolio"),
            HasFaultDoor = arguments.Has("--faults"),
            ApiKey = arguments.Text("--api-key", "test-key"),
            ApiSecret = arguments.Text("--api-secret", "test-secret"),
        };
        using var signals = new StopSignals(() => Environment.Exit(ExitCode.LeftAtOnce));
        signals.Listen();
        await using LocalExchange exchange = await LocalExchange.StartAsync(settings, signals.Token);
        Announce(arguments.Console, exchange, settings.Protocol);
        if (settings.HasFaultDoor)
            arguments.Console.Say($"  Faults   GET POST DELETE http://{exchange.BaseAddress.Authority}/control/faults");
        return await UntilStopped(arguments.Console, exchange, signals.Token);
    }

    private static ExchangeProtocol ProtocolOf(string word) => word switch
    {
        "bybit" => ExchangeProtocol.Bybit,
        "binance" => ExchangeProtocol.Binance,
        "both" => ExchangeProtocol.Both,
        _ => throw new UsageException($"--protocol is «{word}», and must be bybit, binance or both."),
    };

    private static void Announce(IVerbConsole console, LocalExchange exchange, ExchangeProtocol protocol)
    {
        string host = exchange.BaseAddress.Authority;
        console.Say($"Exchange ready: {exchange.InstrumentCount} instruments, {exchange.PositionCount} positions.");
        if (protocol != ExchangeProtocol.Binance)
        {
            console.Say($"  Bybit    REST            http://{host}/v5");
            console.Say($"           public stream   ws://{host}/v5/public/linear (also inverse, option)");
            console.Say($"           private stream  ws://{host}/v5/private");
            console.Say($"           order entry     ws://{host}/v5/trade");
        }
        if (protocol == ExchangeProtocol.Bybit) return;
        console.Say($"  Binance  REST            http://{host}/fapi, http://{host}/eapi");
        console.Say($"           public streams  ws://{host}/public, ws://{host}/market");
        console.Say($"           private stream  ws://{host}/private");
        console.Say($"           order entry     ws://{host}/ws-fapi/v1");
    }

    private static async Task<int> UntilStopped(IVerbConsole console, LocalExchange exchange, CancellationToken stop)
    {
        try
        {
            await exchange.Completion.WaitAsync(stop);
            console.Complain("The exchange ended by itself.");
            return ExitCode.InternalStop;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.Say("Exchange stopped.");
            return ExitCode.Ok;
        }
    }
}
