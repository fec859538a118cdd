using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Host.Composition;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Verbs;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Host.Composition;

/// <summary>Binance's check against the local exchange, with each fault planted in turn: it names each.</summary>
public sealed class BinanceCheckingTests : IAsyncLifetime
{
    private const string Futures = "binance-futures";
    private const string Options = "binance-options";
    private const string Hedged = """{"canTrade":true,"dualSidePosition":true,"multiAssetsMargin":false}""";

    private LocalExchange _exchange = null!;
    private FaultyDoor _door = null!;

    public async ValueTask InitializeAsync()
    {
        _exchange = await LocalExchange.StartAsync(
            new LocalExchangeSettings { Protocol = ExchangeProtocol.Binance }, CancellationToken.None);
        _door = await FaultyDoor.OpenAsync(_exchange.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        await _exchange.DisposeAsync();
    }

    private AgentConfiguration Configure(
        string venue, Func<BinanceVenueOptions, BinanceVenueOptions>? change = null)
    {
        string streams = $"ws://{_exchange.BaseAddress.Authority}";
        var binance = new BinanceVenueOptions
        {
            FuturesRest = _door.Address,
            OptionsRest = _door.Address,
            Stream = streams,
            TradeStream = streams + "/ws-fapi/v1",
            ApiKeyVariable = "KEY",
            ApiSecretVariable = "SECRET",
        };
        var options = new AgentOptions
        {
            Environment = AgentEnvironment.Testnet,
            Scope = new ScopeOptions
            {
                Underlyings = ["BTC"],
                Counted = [venue + ":*"],
                Tradable = [venue == Futures ? "binance-futures:BTCUSDT" : "binance-options:BTC-*"],
            },
            Venues = new VenuesOptions { Enabled = [venue], Binance = change?.Invoke(binance) ?? binance },
        };
        var variables = new Dictionary<string, string> { ["KEY"] = "test-key", ["SECRET"] = "test-secret" };
        return new AgentConfiguration(options, "test", 1, variables);
    }

    private async Task<(IReadOnlyList<CheckRow> Rows, int Code)> RunAsync(AgentConfiguration configuration)
    {
        var checking = new VenueChecking(
            configuration, Path.Combine(Path.GetTempPath(), "no-such-folder"), null, _exchange.Time);
        return await checking.RunAsync(
            checking.Entries()[0], false, NullLoggerFactory.Instance, CancellationToken.None);
    }

    private async Task<string> TheFaultAsync(AgentConfiguration configuration)
    {
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(configuration);
        Assert.Equal(ExitCode.CheckFailed, code);
        CheckRow row = Assert.Single(rows, r => r.State == CheckState.Wrong);
        return $"{row.Subject}: {row.Finding} {row.Remedy}";
    }

    [Theory]
    [InlineData(Futures)]
    [InlineData(Options)]
    public async Task A_venue_that_is_right_is_ready(string venue)
    {
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(Configure(venue));
        Assert.True(code == ExitCode.Ok, CheckTable.Render(rows));
        Assert.DoesNotContain(rows, row => row.State == CheckState.Wrong);
        foreach (string subject in (string[])["reachability", "clock", "public stream", "market stream", "order entry",
            "instruments", "key", "withdrawal", "fees", "balances", "rate limits", "dead-man's switch"])
        {
            Assert.Contains(rows, row => row.Subject == subject);
        }
    }

    [Fact]
    public async Task Hedge_mode_is_a_note_while_a_run_can_change_it()
    {
        _door.Plant("/fapi/v1/accountConfig", Hedged);
        _door.Plant("/fapi/v3/positionRisk", """[{"symbol":"BTCUSDT","positionAmt":"0.000"}]""");
        _door.Plant("/fapi/v1/openOrders", "[]");
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(Configure(Futures));
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains(rows, row => row is { Subject: "position mode", State: CheckState.Note });
    }

    [Theory]
    [InlineData("""[{"symbol":"BTCUSDT","positionAmt":"-0.5"}]""", "[]")]
    [InlineData("[]", """[{"symbol":"BTCUSDT","orderId":5}]""")]
    public async Task Hedge_mode_with_something_open_is_a_fault_for_a_run_refuses_there(string positions, string orders)
    {
        _door.Plant("/fapi/v1/accountConfig", Hedged);
        _door.Plant("/fapi/v3/positionRisk", positions);
        _door.Plant("/fapi/v1/openOrders", orders);
        string fault = await TheFaultAsync(Configure(Futures));
        Assert.StartsWith("position mode: hedge mode", fault, StringComparison.Ordinal);
        Assert.Contains("close them", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hedge_mode_is_a_fault_where_a_run_may_not_set_it()
    {
        _door.Plant("/fapi/v1/accountConfig", Hedged);
        Assert.Contains(
            "hedge mode", await TheFaultAsync(Configure(Futures, b => b with { AccountSettings = "check" })),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hedge_mode_whose_openness_is_not_told_is_unknown()
    {
        _door.Plant("/fapi/v1/accountConfig", Hedged);
        _door.Plant("/fapi/v1/openOrders", """{"code":-1130,"msg":"no"}""", 400);
        (IReadOnlyList<CheckRow> rows, _) = await RunAsync(Configure(Futures));
        Assert.Contains(rows, row => row is { Subject: "position mode", State: CheckState.Unknown });
    }

    [Theory]
    [InlineData(Futures, "/fapi/v1/accountConfig")]
    [InlineData(Options, "/eapi/v1/marginAccount")]
    public async Task An_account_that_may_not_trade_and_a_key_that_is_refused_are_named(string venue, string path)
    {
        _door.Plant(path, """{"canTrade":false,"asset":[{"asset":"USDT","equity":"5"}]}""");
        Assert.StartsWith("key", await TheFaultAsync(Configure(venue)), StringComparison.Ordinal);
        _door.Plant(path, """{"code":-2015,"msg":"Invalid API-key test-key"}""", 401);
        string fault = await TheFaultAsync(Configure(venue));
        Assert.StartsWith("key", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("test-key", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Futures, "/fapi/v1/time")]
    [InlineData(Options, "/eapi/v1/time")]
    public async Task A_venue_that_does_not_answer_is_out_of_reach(string venue, string path)
    {
        _door.Plant(path, "no", 451);
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(Configure(venue));
        Assert.Equal(ExitCode.Unavailable, code);
        Assert.Contains(rows, row => row is { Subject: "reachability", State: CheckState.Wrong });
    }

    [Fact]
    public async Task An_options_account_that_may_only_reduce_is_named()
    {
        _door.Plant("/eapi/v1/marginAccount", """{"canTrade":true,"reduceOnly":true,"asset":[]}""");
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(Configure(Options));
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains(rows, row => row is { Subject: "risk level", State: CheckState.Wrong });
    }

    [Fact]
    public async Task Without_a_key_it_is_said_after_all_that_needs_none()
    {
        var hosts = new BinanceHosts(
            _door.Address, _door.Address, $"ws://{_exchange.BaseAddress.Authority}", null);
        using var check = new BinanceCheck(
            new BinanceOptions { Hosts = hosts, Instance = "x1" }, VenueId.BinanceFutures, _exchange.Time);
        IReadOnlyList<CheckRow> rows = await check.RunAsync(
            new VenueScope(["BTC"], true, false, false), _ => true, CancellationToken.None);
        Assert.Equal(("key", CheckState.Wrong), (rows[^1].Subject, rows[^1].State));
        Assert.Contains(rows, row => row is { Subject: "instruments", State: CheckState.Right });
    }
}
