using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.ExchangeServer;
using Xunit;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// One portfolio over two venues, over real sockets: the options are at one of them, the cheaper perpetual is at the
/// other, and in the middle of the session that other venue is not to be reached.
/// </summary>
[Collection(AgainstTheClock.Name)]
public sealed class CrossVenueTests : IDisposable
{
    private const string Key = "cross-key";
    private const string Secret = "cross-secret";
    private const string Bybit = "bybit";
    private const string Futures = "binance-futures";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;
    private AccountId _bybit;
    private AccountId _futures;
    private AccountId _options;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Binance_options_are_hedged_at_Bybit_and_at_Binance_while_Bybit_is_away() =>
        TradeAsync(optionsAtBinance: true, cheap: Bybit, other: Futures);

    [Fact]
    public Task Bybit_options_are_hedged_at_Binance_and_at_Bybit_while_Binance_is_away() =>
        TradeAsync(optionsAtBinance: false, cheap: Futures, other: Bybit);

    /// <summary>
    /// Bybit does not listen when the agent starts. The first time nobody knows what is held there, and nothing is
    /// traded until it was compared; the second time the journal knows, and Binance hedges until Bybit is there.
    /// </summary>
    [Fact]
    public async Task A_run_begins_without_a_venue_that_does_not_listen_and_trades_on_where_its_positions_are_known()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        SimulatedExchange exchange = Exchange(optionsAtBinance: true);
        await using Server server = Serve(exchange);
        await server.StartAsync();
        await BeginWithoutBybitAsync(server, async agent =>
        {
            await agent.SaysAsync("VenueUnknown: bybit");
            await agent.UntilAsync(
                output => output.Contains("bybit is missing; it is tried again in 4 s", StringComparison.Ordinal)
                    && output.Contains("binance-futures Private is Up", StringComparison.Ordinal),
                "several tries", Patience);
            using AgentProcess status = AgentProcess.Start("status", "--data", Data);
            Assert.True(await status.EndsAsync() == 0, status.Output);
            Assert.Contains("bybit: MISSING", status.Output, StringComparison.Ordinal);
            Assert.Equal((0, 0), (HedgesAt(agent.Output, Bybit), HedgesAt(agent.Output, Futures)));
            Assert.Empty(new[] { _bybit, _futures, _options }.SelectMany(exchange.OpenOrders));
        });
        await BeginWithoutBybitAsync(server, async agent =>
        {
            await agent.SaysAsync("VenueAway: bybit");
            await agent.UntilAsync(
                output => HedgesAt(output, Futures) >= 2, "two hedges without Bybit", Patience);
            Assert.Equal(0, HedgesAt(agent.Output, Bybit));
        });
        await server.StopAsync();
        Assert.True(server.FailureCount == 0, server.LastFailure?.ToString());
        CheckBooks(exchange);
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        Assert.Contains("0 differences", verify.Output, StringComparison.Ordinal);
    }

    /// <summary>One run that begins without Bybit, is looked at, and then trades there once it listens.</summary>
    private async Task BeginWithoutBybitAsync(Server server, Func<AgentProcess, Task> whileMissing)
    {
        string file = Path.Combine(_folder, "report.json");
        int port = VenueCable.UnusedPort();
        using var binance = new VenueCable(server.BaseAddress);
        using AgentProcess agent = AgentProcess.Start(
            Addresses($"127.0.0.1:{port}", binance.Authority), "run", "--config",
            "config/agent.demo.cross-venue.json", "--data", Data, "--report", file);
        await whileMissing(agent);
        using var bybit = new VenueCable(server.BaseAddress, port);
        await agent.SaysAsync("bybit answers: it joins the run");
        await agent.UntilAsync(output => HedgesAt(output, Bybit) >= 2, "two hedges at Bybit", Patience);
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.True(report.RootElement.GetProperty("limitBreaches").GetInt64() == 0, agent.Output);
        Assert.True(report.RootElement.GetProperty("positionsMatchVenue").GetBoolean(), agent.Output);
    }

    private async Task TradeAsync(bool optionsAtBinance, string cheap, string other)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        SimulatedExchange exchange = Exchange(optionsAtBinance);
        await using Server server = Serve(exchange);
        await server.StartAsync();
        using var bybit = new VenueCable(server.BaseAddress);
        using var binance = new VenueCable(server.BaseAddress);
        VenueCable cable = cheap == Bybit ? bybit : binance;
        string file = Path.Combine(_folder, "report.json");
        using AgentProcess agent = AgentProcess.Start(
            Addresses(bybit.Authority, binance.Authority), "run", "--config",
            "config/agent.demo.cross-venue.json", "--data", Data, "--report", file);

        await agent.UntilAsync(output => HedgesAt(output, cheap) >= 3, $"three hedges at {cheap}", Patience);
        cable.Cut();
        await agent.UntilAsync(
            output => output.Contains($"{cheap} Private is Down", StringComparison.Ordinal), "the cut seen", Patience);
        // Fills before the cut may have been told late: what counts is what comes after it was seen.
        int before = HedgesAt(agent.Output, other);
        int atCheap = HedgesAt(agent.Output, cheap);
        await agent.UntilAsync(
            output => HedgesAt(output, other) >= before + 3, $"three hedges at {other} instead", Patience);
        Assert.Equal(atCheap, HedgesAt(agent.Output, cheap));
        int seen = agent.Output.Length;
        cable.Mend();
        await agent.UntilAsync(
            output => output[seen..].Contains($"{cheap} Private is Up", StringComparison.Ordinal), "the way back",
            Patience);
        int back = HedgesAt(agent.Output, cheap);
        await agent.UntilAsync(output => HedgesAt(output, cheap) > back, $"a hedge at {cheap} again", Patience);
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);

        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        CheckReport(report.RootElement, optionsAtBinance, cheap, other, agent.Output);
        await server.StopAsync();
        Assert.True(server.FailureCount == 0, server.LastFailure?.ToString());
        CheckBooks(exchange);
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        Assert.Contains("0 differences", verify.Output, StringComparison.Ordinal);
    }

    private static int HedgesAt(string output, string venue) =>
        Regex.Count(output, $@"Filled (Buy|Sell) \S+ {venue}:(BTC|ETH)USDT at ");

    private static void CheckReport(
        JsonElement report, bool optionsAtBinance, string cheap, string other, string output)
    {
        Assert.True(report.GetProperty("limitBreaches").GetInt64() == 0, output);
        Assert.True(report.GetProperty("unknownAtEnd").GetInt32() == 0, output);
        Assert.True(report.GetProperty("positionsMatchVenue").GetBoolean(), output);
        JsonElement venues = report.GetProperty("venues");
        foreach (string venue in new[] { Bybit, Futures, "binance-options" })
            Assert.True(venues.GetProperty(venue).GetProperty("positionsMatchVenue").GetBoolean(), output);
        foreach (string venue in new[] { cheap, other })
        {
            JsonElement at = venues.GetProperty(venue);
            Assert.True(at.GetProperty("hedgeFills").GetInt64() >= 3, output);
            JsonElement hedged = at.GetProperty("hedgeDelta");
            Assert.True(hedged.GetProperty("BTC").GetDouble() + hedged.GetProperty("ETH").GetDouble() > 0, output);
            Assert.NotEqual(0, at.GetProperty("costUsd").GetDouble());
        }
        string held = optionsAtBinance ? "binance-options" : Bybit;
        Assert.True(venues.GetProperty(held).GetProperty("positionsCompared").GetInt32() > 10, output);
    }

    /// <summary>The perpetuals in the agent's journal, and what the exchange itself says of each account.</summary>
    private void CheckBooks(SimulatedExchange exchange)
    {
        SortedDictionary<string, decimal> books = AgentBooks.Read(Data).PositionsByVenue;
        foreach ((AccountId account, string venue) in new[] { (_bybit, Bybit), (_futures, Futures) })
        {
            foreach (string symbol in new[] { "BTCUSDT", "ETHUSDT" })
            {
                decimal held = exchange.Positions(account)
                    .Where(p => exchange.Find(p.Instrument)!.Symbol == symbol).Sum(p => p.Quantity.ToDecimal());
                Assert.Equal(held, books.GetValueOrDefault($"{venue}:{symbol}"));
            }
        }
        Assert.Empty(new[] { _bybit, _futures, _options }.SelectMany(exchange.OpenOrders));
    }

    /// <summary>The demonstration book at one venue, cash alone at the other, fees that say where to hedge.</summary>
    private SimulatedExchange Exchange(bool optionsAtBinance)
    {
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(DateTimeOffset.UtcNow) },
            new MarketGenerator(new GeneratorSettings { Seed = 5 }));
        AccountSettings book = DemoPortfolio.Build(exchange, "book");
        AccountSettings cash = DemoPortfolio.Flat("cash");
        var low = new FeeSchedule { FutureMaker = 0.0001m };
        var high = new FeeSchedule { FutureMaker = 0.0006m };
        Money[] dollars = [new Money(20_000_000m, CurrencyId.Usdt)];
        StartingPosition[] options =
        [
            .. book.Positions.Where(p => exchange.Find(p.Instrument)!.Terms.SettleCoin == CurrencyId.Usdt),
        ];
        _bybit = exchange.OpenAccount(optionsAtBinance
            ? cash with { Name = "bybit", Balances = dollars, Fees = low }
            : book with { Name = "bybit", Balances = dollars, Fees = high });
        _futures = exchange.OpenAccount(Binance("futures", []) with { Fees = optionsAtBinance ? high : low });
        _options = exchange.OpenAccount(Binance("options", optionsAtBinance ? options : []));
        return exchange;

        AccountSettings Binance(string name, IReadOnlyList<StartingPosition> positions) => new()
        {
            Name = name,
            Balances = dollars,
            Positions = positions,
            RefusesOutsideBand = true,
            FreesClientIds = true,
        };
    }

    private Server Serve(SimulatedExchange exchange) => new(
        new ExchangeServerOptions
        {
            Address = IPAddress.Loopback,
            Credentials = [new ApiCredential(Key, Secret, _bybit)],
            Binance = new BinanceFrontOptions
            {
                Credentials = [new BinanceCredential(Key, Secret, _futures, _options)],
            },
        },
        exchange);

    private static Dictionary<string, string> Addresses(string bybit, string binance)
    {
        const string first = "TRADINGAGENT__Venues__Bybit__";
        const string second = "TRADINGAGENT__Venues__Binance__";
        var variables = new Dictionary<string, string>
        {
            [first + "Rest"] = $"http://{bybit}",
            [first + "PublicStream"] = $"ws://{bybit}/v5/public",
            [first + "PrivateStream"] = $"ws://{bybit}/v5/private",
            [first + "TradeStream"] = $"ws://{bybit}/v5/trade",
            [second + "FuturesRest"] = $"http://{binance}",
            [second + "OptionsRest"] = $"http://{binance}",
            [second + "Stream"] = $"ws://{binance}",
            [second + "TradeStream"] = $"ws://{binance}/ws-fapi/v1",
            ["CROSS_KEY"] = Key,
            ["CROSS_SECRET"] = Secret,
        };
        foreach (string venue in new[] { first, second })
        {
            variables[venue + "ApiKeyVariable"] = "CROSS_KEY";
            variables[venue + "ApiSecretVariable"] = "CROSS_SECRET";
        }
        return variables;
    }
}
