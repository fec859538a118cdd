using System.Net;
using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.UnitTests.Venues;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

/// <summary>What costs money on the real venue must cost it here too: its traps, one by one.</summary>
public sealed class GotchaTests
{
    [Fact]
    public async Task A_price_beyond_the_band_is_moved_to_its_edge_without_a_word()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement limit = await server.GetAsync("/v5/market/price-limit", "category=linear&symbol=BTCUSDT");
        string edge = limit.GetProperty("result").GetProperty("sellLmt").GetString()!;
        await server.CreateAsync("""side":"Sell","price":"50000","qty":"1""", "low", timeInForce: "PostOnly");
        Assert.Equal(edge, (await server.OrderAsync("low")).GetProperty("price").GetString());

        await server.PostAsync("/v5/account/set-limit-px-action", """{"category":"linear","modifyEnable":false}""");
        JsonElement refused = await server.CreateAsync("""side":"Sell","price":"50000","qty":"0.01""", "low-2");
        Assert.Equal(30209, refused.GetProperty("retCode").GetInt32());
        JsonElement set = await server.GetAsync("/v5/account/user-setting-config");
        Assert.True(set.GetProperty("result").GetProperty("lpaPerp").GetBoolean());
    }

    [Fact]
    public async Task A_size_off_the_step_is_cut_at_creation_and_refused_at_amendment()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"99000","qty":"0.0339""", "cut");
        Assert.Equal("0.033", (await server.OrderAsync("cut")).GetProperty("qty").GetString());
        JsonElement amended = await server.PostAsync(
            "/v5/order/amend", """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"cut","qty":"0.0345"}""");
        Assert.Equal(10001, amended.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task An_amended_size_is_the_new_total_and_must_exceed_what_filled()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"1.5""", "part");
        Assert.Equal("1.000", (await server.OrderAsync("part")).GetProperty("cumExecQty").GetString());
        JsonElement low = await server.PostAsync(
            "/v5/order/amend", """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"part","qty":"1.000"}""");
        Assert.Equal(110064, low.GetProperty("retCode").GetInt32());
        await server.PostAsync(
            "/v5/order/amend", """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"part","qty":"1.2"}""");
        JsonElement row = await server.OrderAsync("part");
        Assert.Equal("0.200", row.GetProperty("leavesQty").GetString());
        Assert.Equal("PartiallyFilled", row.GetProperty("orderStatus").GetString());
    }

    [Fact]
    public async Task A_cancelled_order_may_have_filled_in_part()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"1.5""", "ioc", timeInForce: "IOC");
        JsonElement row = await server.OrderAsync("ioc");
        Assert.Equal("Cancelled", row.GetProperty("orderStatus").GetString());
        Assert.Equal("1.000", row.GetProperty("cumExecQty").GetString());
    }

    [Fact]
    public async Task Cancel_all_takes_conditional_orders_along_unless_told_what_to_take()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"99000","qty":"0.01""", "plain");
        await server.CreateAsync(
            """side":"Buy","price":"100900","qty":"0.01","triggerPrice":"100800","triggerDirection":"1""", "waits");
        JsonElement some = await server.PostAsync(
            "/v5/order/cancel-all", """{"category":"linear","symbol":"BTCUSDT","orderFilter":"StopOrder"}""");
        Assert.Equal(1, some.GetProperty("result").GetProperty("list").GetArrayLength());
        Assert.Equal("Deactivated", (await server.OrderAsync("waits")).GetProperty("orderStatus").GetString());
        JsonElement all = await server.PostAsync("/v5/order/cancel-all", """{"category":"linear","baseCoin":"BTC"}""");
        Assert.Equal(1, all.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task The_same_link_id_is_the_proof_that_the_first_attempt_arrived()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"99000","qty":"0.01""", "twice");
        JsonElement second = await server.CreateAsync("""side":"Buy","price":"99000","qty":"0.01""", "twice");
        Assert.Equal(110072, second.GetProperty("retCode").GetInt32());
        JsonElement tooLong = await server.CreateAsync("""side":"Buy","price":"99000","qty":"1""", new string('a', 37));
        Assert.Equal(10001, tooLong.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Queries_about_options_mean_bitcoin_and_dollar_coins_unless_told_otherwise()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement prices = await server.GetAsync("/v5/market/delivery-price", "category=option");
        Assert.Equal(0, prices.GetProperty("result").GetProperty("list").GetArrayLength());
        JsonElement listed = await server.GetAsync("/v5/market/instruments-info", "category=option");
        Assert.Equal(2, listed.GetProperty("result").GetProperty("list").GetArrayLength());
        JsonElement ether = await server.GetAsync("/v5/market/instruments-info", "category=option&baseCoin=ETH");
        Assert.Equal(0, ether.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task An_order_for_hedge_mode_is_refused_and_so_is_hedge_mode()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement order = await server.CreateAsync(
            """side":"Buy","price":"99000","qty":"1","positionIdx":"1""", "hedge");
        Assert.Equal(10001, order.GetProperty("retCode").GetInt32());
        Assert.Equal("position idx not match position mode", order.GetProperty("retMsg").GetString());
        JsonElement mode = await server.PostAsync(
            "/v5/position/switch-mode", """{"category":"linear","symbol":"BTCUSDT","mode":0}""");
        Assert.Equal(110025, mode.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task An_expired_key_is_refused_with_a_code_of_its_own()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement reply = await server.GetAsync("/v5/account/info", key: RunningServer.OldKey);
        Assert.Equal(33004, reply.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task A_banned_address_cannot_even_cancel_but_its_open_sockets_live()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            change: options => options with { RequestsPerFiveSecondsMax = 3 });
        using SocketClient trade = await server.LoginAsync("/v5/trade");
        for (int i = 0; i < 3; i++) await server.GetAsync("/v5/market/time", isSigned: false);
        using HttpResponseMessage banned = await server.SendAsync(
            "POST", "/v5/order/cancel-all", """{"category":"linear","symbol":"BTCUSDT"}""", isSigned: true);
        Assert.Equal(HttpStatusCode.Forbidden, banned.StatusCode);
        Assert.Contains("access too frequent", await banned.Content.ReadAsStringAsync());

        string stamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString();
        await trade.SendAsync(
            "{\"reqId\":\"1\",\"header\":{\"X-BAPI-TIMESTAMP\":\"" + stamp + "\"},\"op\":\"order.create\",\"args\":["
            + """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"1","price":"99"}]}""");
        Assert.Equal(0, (await trade.ReadAsync()).GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Only_the_takers_self_trade_prevention_counts()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Sell","price":"100000","qty":"1","smpType":"CancelBoth""", "rests");
        await server.CreateAsync("""side":"Buy","price":"100000","qty":"1""", "takes");
        Assert.Equal("Filled", (await server.OrderAsync("rests")).GetProperty("orderStatus").GetString());

        await server.CreateAsync("""side":"Sell","price":"100000","qty":"1""", "rests-2");
        await server.CreateAsync("""side":"Buy","price":"100000","qty":"1","smpType":"CancelTaker""", "takes-2");
        JsonElement row = await server.OrderAsync("takes-2");
        Assert.Equal("CancelBySmp", row.GetProperty("cancelType").GetString());
        Assert.Equal("New", (await server.OrderAsync("rests-2")).GetProperty("orderStatus").GetString());
    }

    [Fact]
    public async Task A_position_is_repeated_on_each_order_action_although_it_did_not_change()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["position"]}""");
        await stream.ReadAsync();
        await server.CreateAsync("""side":"Buy","price":"99000","qty":"1""", "touch");
        JsonElement row = await stream.ReadRowAsync("position", _ => true);
        Assert.Equal("0", row.GetProperty("size").GetString());
    }

    [Fact]
    public async Task A_quiet_book_keeps_the_old_time_of_its_last_change()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        InstrumentId perpetual = server.Market.PerpetualId;
        server.Market.Move(desk => desk.SetDepth(perpetual, Side.Buy, Price.From(99_999.9m), Quantity.From(7)));
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["orderbook.1.BTCUSDT"]}""");
        JsonElement first = await client.ReadUntilAsync(frame => frame.TryGetProperty("topic", out _)
            && frame.GetProperty("data").GetProperty("b")[0][1].GetString() == "7.000");
        JsonElement second = await client.ReadUntilAsync(frame => frame.TryGetProperty("topic", out _));
        Assert.Equal(first.GetProperty("cts").GetInt64(), second.GetProperty("cts").GetInt64());
        Assert.True(second.GetProperty("ts").GetInt64() > second.GetProperty("cts").GetInt64() + 2_000);
    }

    [Fact]
    public async Task A_link_id_comes_back_on_the_fast_stream_only_for_what_took()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["execution.fast"]}""");
        await stream.ReadAsync();
        await server.CreateAsync("""side":"Sell","price":"100000","qty":"1""", "maker");
        await server.CreateAsync("""side":"Buy","price":"100000","qty":"1""", "taker");
        JsonElement maker = await stream.ReadRowAsync("execution.fast", row => row.GetProperty("isMaker").GetBoolean());
        Assert.Equal("", maker.GetProperty("orderLinkId").GetString());
    }

    [Fact]
    public async Task Cancel_all_takes_five_hundred_at_random_and_the_rest_at_the_next_call()
    {
        await using RunningServer server = await RunningServer.StartAsync(prepare: static (exchange, account) =>
        {
            InstrumentId perpetual = exchange.Find(StillMarket.Perpetual)!.Id;
            for (int i = 0; i < 500; i++)
                exchange.Place(account, Order(perpetual, 99_000m - (i * 0.1m), $"plain-{i}"));
            for (int i = 0; i < 10; i++)
                exchange.Place(account, Order(perpetual, 99_000m, $"waits-{i}") with
                {
                    Trigger = new Trigger(Price.From(99_500m), OnRise: false, TriggerSource.MarkPrice),
                });
        });
        const string Everything = """{"category":"linear","baseCoin":"BTC"}""";
        JsonElement first = await server.PostAsync("/v5/order/cancel-all", Everything);
        string[] taken = [.. first.GetProperty("result").GetProperty("list").EnumerateArray()
            .Select(row => row.GetProperty("orderLinkId").GetString()!)];
        Assert.Equal(500, taken.Length);
        Assert.NotEqual(Enumerable.Range(0, 500).Select(i => $"plain-{i}"), taken);
        JsonElement second = await server.PostAsync("/v5/order/cancel-all", Everything);
        Assert.Equal(10, second.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task A_cancel_that_crosses_its_fill_is_acknowledged_and_the_order_told_as_filled_twice()
    {
        var time = new StillTime(DateTimeOffset.UtcNow);
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["order"]}""");
        await stream.ReadAsync();
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"0.5""", "race");
        const string Cancel = """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"race"}""";
        JsonElement crossing = await server.PostAsync("/v5/order/cancel", Cancel);
        Assert.Equal(0, crossing.GetProperty("retCode").GetInt32());
        JsonElement once = await stream.ReadRowAsync(
            "order", row => row.GetProperty("orderStatus").ValueEquals("Filled"));
        Assert.Equal("EC_NoError", once.GetProperty("rejectReason").GetString());
        JsonElement twice = await stream.ReadRowAsync("order", _ => true);
        Assert.Equal(
            ("Filled", "CancelByUser", "EC_OrigClOrdIDDoesNotExist"),
            (twice.GetProperty("orderStatus").GetString(), twice.GetProperty("cancelType").GetString(),
                twice.GetProperty("rejectReason").GetString()));

        time.Advance(TimeSpan.FromMilliseconds(20));
        JsonElement late = await server.PostAsync("/v5/order/cancel", Cancel);
        Assert.Equal(110001, late.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Cancelled_orders_leave_the_history_after_a_day_and_filled_ones_stay()
    {
        var time = new StillTime(DateTimeOffset.UtcNow);
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"0.5""", "fills");
        await server.CreateAsync("""side":"Buy","price":"99000","qty":"0.5""", "ends");
        await server.PostAsync("/v5/order/cancel-all", """{"category":"linear","symbol":"BTCUSDT"}""");
        Assert.Equal(2, await CountAsync());
        time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await CountAsync());

        async Task<int> CountAsync() =>
            (await server.GetAsync("/v5/order/history", "category=linear"))
            .GetProperty("result").GetProperty("list").GetArrayLength();
    }

    [Fact]
    public async Task Funding_is_an_execution_without_an_order_and_has_the_opposite_sign_in_the_log()
    {
        var time = new StillTime(new DateTimeOffset(2026, 3, 11, 7, 59, 59, TimeSpan.Zero));
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["execution"]}""");
        await stream.ReadAsync();
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"1""", "holds");
        time.Advance(TimeSpan.FromSeconds(2));
        JsonElement paid = await stream.ReadRowAsync(
            "execution", row => row.GetProperty("execType").ValueEquals("Funding"));
        Assert.Equal(("", "UNKNOWN", "10"), (
            paid.GetProperty("orderLinkId").GetString(), paid.GetProperty("orderType").GetString(),
            Trimmed(paid.GetProperty("execFee"))));
        JsonElement log = await server.GetAsync("/v5/account/transaction-log", "type=SETTLEMENT");
        JsonElement row = log.GetProperty("result").GetProperty("list")[0];
        Assert.Equal(("-10", "-10"), (Trimmed(row.GetProperty("funding")), Trimmed(row.GetProperty("change"))));

        static string Trimmed(JsonElement text) =>
            decimal.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture).ToString("0.########");
    }

    [Fact]
    public async Task An_options_ticker_has_other_names_over_rest_than_on_the_stream()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement rest = (await server.GetAsync(
            "/v5/market/tickers", "category=option&symbol=" + StillMarket.Option, isSigned: false))
            .GetProperty("result").GetProperty("list")[0];
        using SocketClient client = await server.OpenAsync("/v5/public/option");
        await client.SendAsync("""{"op":"subscribe","args":["tickers.""" + StillMarket.Option + "\"]}");
        JsonElement stream = (await client.ReadUntilAsync(frame => frame.TryGetProperty("topic", out _)))
            .GetProperty("data");
        foreach ((string onRest, string onStream) in (ReadOnlySpan<(string, string)>)
            [("bid1Price", "bidPrice"), ("ask1Size", "askSize"), ("ask1Iv", "askIv"), ("markIv", "markPriceIv")])
        {
            Assert.False(stream.TryGetProperty(onRest, out _));
            Assert.False(rest.TryGetProperty(onStream, out _));
            Assert.Equal(rest.GetProperty(onRest).GetString(), stream.GetProperty(onStream).GetString());
        }
    }

    [Fact]
    public async Task Executions_of_options_mean_bitcoin_unless_told_otherwise()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PostAsync(
            "/v5/order/create",
            "{\"category\":\"option\",\"symbol\":\"" + StillMarket.Option + "\",\"side\":\"Buy\","
            + "\"orderType\":\"Limit\",\"qty\":\"1\",\"price\":\"40005\",\"orderLinkId\":\"opt\"}");
        Assert.Equal(1, await CountAsync("category=option"));
        Assert.Equal(0, await CountAsync("category=option&baseCoin=ETH"));

        async Task<int> CountAsync(string query) =>
            (await server.GetAsync("/v5/execution/list", query))
            .GetProperty("result").GetProperty("list").GetArrayLength();
    }

    private static PlaceRequest Order(InstrumentId instrument, decimal price, string link) => new()
    {
        Instrument = instrument,
        Side = Side.Buy,
        Price = Price.From(price),
        Quantity = Quantity.From(0.001m),
        ClientId = link,
    };
}
