using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Host.Composition;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Verbs;
using TradingAgent.UnitTests.Host.Verbs;
using TradingAgent.Venues.Bybit.Setup;
using Xunit;

namespace TradingAgent.UnitTests.Host.Composition;

/// <summary>The check against the local exchange, with each fault planted in turn: it names each.</summary>
public sealed class VenueCheckingTests : IAsyncLifetime
{
    private LocalExchange _exchange = null!;
    private FaultyDoor _door = null!;

    public async ValueTask InitializeAsync()
    {
        _exchange = await LocalExchange.StartAsync(new LocalExchangeSettings(), CancellationToken.None);
        _door = await FaultyDoor.OpenAsync(_exchange.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        await _exchange.DisposeAsync();
    }

    private AgentConfiguration Configure(Func<BybitVenueOptions, BybitVenueOptions>? change = null, string coin = "BTC")
    {
        string streams = $"ws://{_exchange.BaseAddress.Authority}/v5";
        var bybit = new BybitVenueOptions
        {
            Rest = _door.Address,
            PublicStream = streams + "/public",
            PrivateStream = streams + "/private",
            TradeStream = streams + "/trade",
            ApiKeyVariable = "KEY",
            ApiSecretVariable = "SECRET",
        };
        var options = new AgentOptions
        {
            Environment = AgentEnvironment.Testnet,
            Scope = new ScopeOptions { Underlyings = [coin], Tradable = ["bybit:BTCUSDT"] },
            Venues = new VenuesOptions { Bybit = change?.Invoke(bybit) ?? bybit },
        };
        var variables = new Dictionary<string, string> { ["KEY"] = "test-key", ["SECRET"] = "test-secret" };
        return new AgentConfiguration(options, "test", 1, variables);
    }

    private async Task<(IReadOnlyList<CheckRow> Rows, int Code)> RunAsync(
        AgentConfiguration? configuration = null, bool trade = false)
    {
        var checking = new VenueChecking(
            configuration ?? Configure(), Path.Combine(Path.GetTempPath(), "no-such-folder"), null, _exchange.Time);
        return await checking.RunAsync(
            checking.Entries()[0], trade, NullLoggerFactory.Instance, CancellationToken.None);
    }

    private static string Only(CheckState state, IReadOnlyList<CheckRow> rows) =>
        Assert.Single(rows, row => row.State == state) is { } row ? $"{row.Subject}: {row.Finding} {row.Remedy}" : "";

    private async Task<string> TheFaultAsync(AgentConfiguration? configuration = null)
    {
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(configuration);
        Assert.Equal(ExitCode.CheckFailed, code);
        return Only(CheckState.Wrong, rows);
    }

    private void PlantKey(string wallet = "", string contract = "\"Order\"", int readOnly = 0, int days = 60) =>
        _door.PlantResult("/v5/user/query-api",
            $$$"""
            {"readOnly":{{{readOnly}}},"ips":["*"],"deadlineDay":{{{days}}},
            "permissions":{"ContractTrade":[{{{contract}}}],"Options":["OptionsTrade"],"Wallet":[{{{wallet}}}]}}
            """);

    [Fact]
    public async Task A_venue_that_is_right_is_ready()
    {
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync();
        Assert.Equal(ExitCode.Ok, code);
        Assert.DoesNotContain(rows, row => row.State is CheckState.Wrong or CheckState.Unknown);
        foreach (string subject in (string[])["reachability", "clock", "market stream", "private stream", "order entry",
            "instruments", "steps", "key", "withdrawal", "contract orders", "account type", "margin mode",
            "position mode", "price clamp", "fees", "balances", "rate limits", "dead-man's switch"])
        {
            Assert.Contains(rows, row => row.Subject == subject);
        }
    }

    [Fact]
    public async Task The_whole_path_is_proved_with_one_order_that_is_gone_afterwards()
    {
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(trade: true);
        Assert.True(code == ExitCode.Ok, CheckTable.Render(rows));
        Assert.Equal(
            ["order placed", "order amended", "order cancelled", "order gone"],
            rows.SkipWhile(row => row.Subject != "order placed").Select(row => row.Subject));
    }

    [Fact]
    public async Task A_path_over_rest_that_cannot_amend_is_named_and_cleared_up()
    {
        _door.Plant("/v5/order/amend", """{"retCode":10001,"retMsg":"params error","result":{}}""");
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(
            Configure(bybit => bybit with { TradeStream = "none" }), trade: true);
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains("order amended", Only(CheckState.Wrong, rows), StringComparison.Ordinal);
        Assert.Contains(rows, row => row is { Subject: "order gone", State: CheckState.Right });
    }

    [Fact]
    public async Task Nothing_is_traded_while_something_is_wrong()
    {
        PlantKey(readOnly: 1);
        (IReadOnlyList<CheckRow> rows, _) = await RunAsync(trade: true);
        Assert.Contains(rows, row => row is { Subject: "trade", State: CheckState.Unknown });
        Assert.DoesNotContain(rows, row => row.Subject == "order placed");
    }

    [Fact]
    public async Task A_venue_that_does_not_answer_is_out_of_reach()
    {
        _door.Plant("/v5/market/time", "access too frequent", 403);
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync();
        Assert.Equal(ExitCode.Unavailable, code);
        Assert.Contains("reachability", Only(CheckState.Wrong, rows), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("market stream")]
    [InlineData("private stream")]
    [InlineData("order entry")]
    public async Task A_stream_that_does_not_let_us_in_is_named(string subject)
    {
        const string Nowhere = "ws://127.0.0.1:1/v5";
        AgentConfiguration configuration = Configure(bybit => subject switch
        {
            "market stream" => bybit with { PublicStream = Nowhere },
            "private stream" => bybit with { PrivateStream = Nowhere },
            _ => bybit with { TradeStream = Nowhere },
        });
        Assert.StartsWith(subject, await TheFaultAsync(configuration), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v5/order/create", 110007, "order placed: rejected: InsufficientMargin")]
    [InlineData("/v5/order/cancel", 10001, "order cancelled: refused")]
    public async Task A_step_of_the_path_that_is_refused_is_named_and_the_rest_is_not_tried(
        string path, int code, string fault)
    {
        _door.Plant(path, $$$"""{"retCode":{{{code}}},"retMsg":"no","result":{}}""");
        (IReadOnlyList<CheckRow> rows, int exit) = await RunAsync(
            Configure(bybit => bybit with { TradeStream = "none" }), trade: true);
        Assert.Equal(ExitCode.CheckFailed, exit);
        CheckRow first = rows.First(row => row.State == CheckState.Wrong);
        Assert.StartsWith(fault, $"{first.Subject}: {first.Finding}", StringComparison.Ordinal);
        Assert.DoesNotContain(rows, row => row.Subject == "order gone");
        // An order that rests and cannot be cancelled is said once more.
        bool isLeft = path.EndsWith("cancel", StringComparison.Ordinal);
        Assert.Equal(isLeft, rows.Any(row => row is { Subject: "clearing up", State: CheckState.Wrong }));
    }

    [Fact]
    public async Task An_order_that_is_still_listed_after_its_end_is_named()
    {
        _door.PlantGhosts();
        (IReadOnlyList<CheckRow> rows, int exit) = await RunAsync(
            Configure(bybit => bybit with { TradeStream = "none" }), trade: true);
        Assert.Equal(ExitCode.CheckFailed, exit);
        Assert.Contains(rows, row => row is { Subject: "order gone", State: CheckState.Wrong });
        Assert.Contains(rows, row => row is { Subject: "clearing up", State: CheckState.Wrong });
    }

    [Fact]
    public async Task An_order_that_the_private_stream_does_not_tell_of_is_named()
    {
        // Another exchange lets the same key in and knows nothing of the order.
        await using LocalExchange other =
            await LocalExchange.StartAsync(new LocalExchangeSettings(), CancellationToken.None);
        (IReadOnlyList<CheckRow> rows, int exit) = await RunAsync(
            Configure(bybit => bybit with
            {
                TradeStream = "none",
                PrivateStream = $"ws://{other.BaseAddress.Authority}/v5/private",
            }), trade: true);
        Assert.Equal(ExitCode.CheckFailed, exit);
        Assert.StartsWith("order placed: no answer in time", Only(CheckState.Wrong, rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_may_be_traded_it_is_said_and_is_no_fault()
    {
        AgentConfiguration configuration = Configure();
        configuration = configuration with
        {
            Options = configuration.Options with { Scope = configuration.Options.Scope with { Tradable = [] } },
        };
        (IReadOnlyList<CheckRow> rows, int exit) = await RunAsync(configuration);
        Assert.Equal(ExitCode.Ok, exit);
        Assert.Contains(rows, row => row is { Subject: "steps", State: CheckState.Note });
    }

    [Fact]
    public async Task A_clock_far_off_is_named()
    {
        _door.PlantResult("/v5/market/time", """{"timeSecond":"1700000000","timeNano":"1700000000000000000"}""");
        (IReadOnlyList<CheckRow> rows, _) = await RunAsync();
        Assert.Contains(rows, row => row is { Subject: "clock", State: CheckState.Wrong });
    }

    [Theory]
    [InlineData(10003, "another environment")]
    [InlineData(33004, "expired")]
    [InlineData(10010, "address")]
    [InlineData(10005, "permissions")]
    public async Task A_refused_key_is_named_with_its_reason(int code, string reason)
    {
        _door.Plant("/v5/user/query-api", $$"""{"retCode":{{code}},"retMsg":"test-key","result":""}""");
        string fault = await TheFaultAsync();
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("test-key", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_not_the_keys_is_named()
    {
        AgentConfiguration configuration = Configure();
        var variables = new Dictionary<string, string> { ["KEY"] = "test-key", ["SECRET"] = "another" };
        Assert.Contains(
            "do not belong together", await TheFaultAsync(configuration with { Variables = variables }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_withdraw_is_named_unless_allowed()
    {
        PlantKey(wallet: "\"Withdraw\"");
        Assert.StartsWith("withdrawal", await TheFaultAsync(), StringComparison.Ordinal);
        (_, int code) = await RunAsync(Configure(bybit => bybit with { AllowWithdrawalKey = true }));
        Assert.Equal(ExitCode.Ok, code);
    }

    [Fact]
    public async Task A_key_that_may_not_trade_or_is_about_to_expire_is_named()
    {
        PlantKey(readOnly: 1);
        Assert.StartsWith("key: the key is read-only", await TheFaultAsync(), StringComparison.Ordinal);
        PlantKey(contract: "");
        Assert.StartsWith("contract orders", await TheFaultAsync(), StringComparison.Ordinal);
        PlantKey(days: 3);
        Assert.Contains("expires in 3 days", await TheFaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_kind_of_account_or_margin_mode_is_named()
    {
        _door.PlantResult("/v5/account/info", """{"marginMode":"REGULAR_MARGIN","unifiedMarginStatus":1}""");
        Assert.Contains("classic", await TheFaultAsync(), StringComparison.Ordinal);
        _door.Mend();
        Assert.StartsWith(
            "margin mode: REGULAR_MARGIN", await TheFaultAsync(Configure(bybit => bybit with
            {
                MarginMode = "portfolio",
                AccountSettings = "check",
                AllowPriceClamp = true,
            })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hedge_mode_and_the_price_clamp_are_faults_where_a_run_may_not_set_them()
    {
        static BybitVenueOptions CheckOnly(BybitVenueOptions bybit) => bybit with { AccountSettings = "check" };
        Assert.StartsWith("price clamp", await TheFaultAsync(Configure(CheckOnly)), StringComparison.Ordinal);
        _door.PlantResult("/v5/position/list", """{"list":[{"symbol":"BTCUSDT","positionIdx":1,"size":"0"}]}""");
        Assert.Contains(
            "hedge mode",
            await TheFaultAsync(Configure(bybit => CheckOnly(bybit) with { AllowPriceClamp = true })),
            StringComparison.Ordinal);
        (_, int code) = await RunAsync();
        Assert.Equal(ExitCode.Ok, code);
    }

    [Fact]
    public async Task A_coin_that_the_venue_does_not_list_is_named()
    {
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync(Configure(coin: "DOGE"));
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains(rows, row => row is { Subject: "instruments", State: CheckState.Wrong });
    }

    [Fact]
    public async Task An_empty_account_is_named()
    {
        _door.PlantResult("/v5/account/wallet-balance", """{"list":[{"totalEquity":"0","coin":[]}]}""");
        Assert.Contains("empty", await TheFaultAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v5/account/fee-rate", "fees")]
    [InlineData("/v5/account/wallet-balance", "balances")]
    [InlineData("/v5/order/realtime", "rate limits")]
    [InlineData("/v5/account/info", "account type")]
    [InlineData("/v5/account/user-setting-config", "price clamp")]
    [InlineData("/v5/position/list", "position mode")]
    public async Task What_the_venue_does_not_tell_is_unknown_and_no_fault(string path, string subject)
    {
        _door.Plant(path, """{"retCode":10001,"retMsg":"not supported","result":{}}""");
        (IReadOnlyList<CheckRow> rows, int code) = await RunAsync();
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith(subject, Only(CheckState.Unknown, rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_mans_switch_that_is_there_is_said()
    {
        _door.PlantResult(
            "/v5/account/query-dcp-info",
            """{"dcpInfos":[{"product":"DERIVATIVES","dcpStatus":"ON","timeWindow":"10"}]}""");
        (IReadOnlyList<CheckRow> rows, _) = await RunAsync();
        Assert.Contains(rows, row => row is { Subject: "dead-man's switch", State: CheckState.Right });
    }

    [Theory]
    [InlineData("""{"dcpInfos":[]}""")]
    [InlineData("""{"dcpInfos":[{"product":"SPOT","dcpStatus":"ON","timeWindow":"10"}]}""")]
    public async Task A_dead_mans_switch_that_nobody_has_armed_yet_is_not_called_unavailable(string told)
    {
        _door.PlantResult("/v5/account/query-dcp-info", told);
        (IReadOnlyList<CheckRow> rows, _) = await RunAsync();
        CheckRow row = Assert.Single(rows, row => row.Subject == "dead-man's switch");
        Assert.Equal((CheckState.Note, "not armed"), (row.State, row.Finding));
        Assert.Contains("a run asks for it when it starts", row.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wiped_testnet_has_a_message_of_its_own()
    {
        var held = new Dictionary<string, NetQuantity> { ["BTCUSDT"] = NetQuantity.From(0.5m) };
        var none = new Dictionary<string, NetQuantity>();
        CheckRow wiped = EarlierRun.Compare(held, none, 0, isTestnet: true);
        Assert.Equal(CheckState.Wrong, wiped.State);
        Assert.Contains("the testnet was wiped", wiped.Finding, StringComparison.Ordinal);
        Assert.Equal(CheckState.Note, EarlierRun.Compare(held, none, 5, isTestnet: true).State);
        Assert.Equal(CheckState.Note, EarlierRun.Compare(held, none, 0, isTestnet: false).State);
        Assert.Equal(CheckState.Right, EarlierRun.Compare(held, held, 5, isTestnet: true).State);
    }

    [Fact]
    public async Task Proving_the_path_is_refused_on_mainnet_before_anything_is_asked()
    {
        AgentConfiguration configuration = Configure();
        configuration = configuration with
        {
            Options = configuration.Options with { Environment = AgentEnvironment.Mainnet },
        };
        var console = new RecordingConsole();
        UsageException refusal = await Assert.ThrowsAsync<UsageException>(() => CheckVerb.RunAsync(
            VerbArguments.Parse(CheckVerb.Create(), ["--trade"], console), configuration));
        Assert.Contains("mainnet", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(console.Said);
    }

    [Fact]
    public async Task The_verb_prints_a_table_and_returns_the_code()
    {
        var console = new RecordingConsole();
        int code = await CheckVerb.RunAsync(
            VerbArguments.Parse(CheckVerb.Create(), ["--data", "no-such-folder"], console), Configure());
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal("Bybit, Testnet", console.Said[0]);
        Assert.Contains("  right    reachability", console.Said[1], StringComparison.Ordinal);
        Assert.Contains("Ready; ", console.Said[1], StringComparison.Ordinal);
    }
}
