using System.Net;
using System.Text.Json;
using TradingAgent.UnitTests.Venues;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

/// <summary>What the venue does around trading: bars, bands, idle cuts, limits, and paths it does not serve.</summary>
public sealed class ServiceTests
{
    [Theory]
    [InlineData("/v5/market/mark-price-kline", "category=linear&symbol=BTCUSDT&interval=1")]
    [InlineData("/v5/market/index-price-kline", "category=linear&symbol=BTCUSDT&interval=60")]
    [InlineData("/v5/market/premium-index-price-kline", "category=linear&symbol=BTCUSDT&interval=D")]
    [InlineData("/v5/market/mark-price-kline", "category=option&symbol=" + StillMarket.Option + "&interval=5")]
    public async Task Computed_prices_have_bars_without_volume(string path, string query)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["tickers.BTCUSDT"]}""");
        await client.ReadUntilAsync(frame => frame.TryGetProperty("topic", out _));
        JsonElement reply = await server.GetAsync(path, query, isSigned: false);
        JsonElement bar = reply.GetProperty("result").GetProperty("list").EnumerateArray().Single();
        Assert.Equal(5, bar.GetArrayLength());
    }

    [Fact]
    public async Task A_running_bar_is_streamed_and_read_back()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"0.5""", "trade");
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["kline.D.BTCUSDT"]}""");
        JsonElement bar = await client.ReadRowAsync("kline.D.BTCUSDT", _ => true);
        Assert.Equal("100000.1", bar.GetProperty("close").GetString());
        Assert.Equal("0.5", bar.GetProperty("volume").GetString());
        Assert.False(bar.GetProperty("confirm").GetBoolean());
        JsonElement read = await server.GetAsync(
            "/v5/market/kline", "category=linear&symbol=BTCUSDT&interval=D", isSigned: false);
        Assert.Equal("50000.05", read.GetProperty("result").GetProperty("list")[0][6].GetString());
    }

    [Fact]
    public async Task The_band_is_told_when_it_moves()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["priceLimit.BTCUSDT"]}""");
        JsonElement first = await client.ReadUntilAsync(frame => frame.TryGetProperty("topic", out _));
        Assert.False(first.TryGetProperty("type", out _));
        InstrumentId perpetual = server.Market.PerpetualId;
        server.Market.Move(desk => desk.SetMark(perpetual, 101_000));
        JsonElement second = await client.ReadUntilAsync(frame => frame.TryGetProperty("topic", out _));
        Assert.NotEqual(
            first.GetProperty("data").GetProperty("buyLmt").GetString(),
            second.GetProperty("data").GetProperty("buyLmt").GetString());
    }

    [Theory]
    [InlineData("GET", "/v5/asset/portfolio-margin", 10005)]
    [InlineData("POST", "/v5/asset/withdraw/create", 10005)]
    [InlineData("POST", "/v5/account/mmp-modify", 10005)]
    [InlineData("GET", "/v5/spread/tickers", 10001)]
    [InlineData("POST", "/v5/position/switch-isolated", 100028)]
    public async Task What_the_venue_has_and_this_exchange_has_not_is_refused_in_its_own_form(
        string verb, string path, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string payload = verb == "GET" ? "" : "{}";
        using HttpResponseMessage reply = await server.SendAsync(verb, path, payload, isSigned: true);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        using JsonDocument body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.Equal(code, body.RootElement.GetProperty("retCode").GetInt32());
        Assert.True(body.RootElement.TryGetProperty("time", out _));
    }

    [Fact]
    public async Task A_withdrawal_signed_by_nobody_is_refused_before_anything_else()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement reply = await server.PostAsync("/v5/asset/withdraw/create", "{}", key: "nobody");
        Assert.Equal(10003, reply.GetProperty("retCode").GetInt32());
    }

    [Theory]
    [InlineData("/v5/private")]
    [InlineData("/v5/public/linear")]
    public async Task A_socket_without_a_ping_is_cut(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync(
            change: options => options with { IdleSecondsMax = 0.3, IdleScanSeconds = 0.05 });
        using SocketClient idle = await server.OpenAsync(path);
        Assert.Null(await idle.ReadTextAsync());
    }

    [Fact]
    public async Task A_socket_that_asked_for_more_patience_gets_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            change: options => options with { IdleSecondsMax = 0.3, IdleScanSeconds = 0.05 });
        using SocketClient patient = await server.OpenAsync("/v5/private?max_active_time=1m");
        using SocketClient idle = await server.OpenAsync("/v5/private");
        Assert.Null(await idle.ReadTextAsync());
        await patient.SendAsync("""{"op":"ping"}""");
        Assert.Equal("pong", (await patient.ReadAsync()).GetProperty("op").GetString());
    }

    [Fact]
    public async Task The_dead_man_switch_is_for_those_it_is_granted_to_and_needs_a_listener_to_lose()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        const string Set = """{"product":"DERIVATIVES","timeWindow":3}""";
        JsonElement refused = await server.PostAsync("/v5/order/disconnected-cancel-all", Set);
        Assert.Equal(10005, refused.GetProperty("retCode").GetInt32());
        JsonElement taken = await server.PostAsync(
            "/v5/order/disconnected-cancel-all", Set, RunningServer.GuardKey);
        Assert.Equal(0, taken.GetProperty("retCode").GetInt32());
        JsonElement told = await server.GetAsync("/v5/account/query-dcp-info", key: RunningServer.GuardKey);
        Assert.Equal(
            "3", told.GetProperty("result").GetProperty("dcpInfos")[0].GetProperty("timeWindow").GetString());

        using SocketClient orders = await server.LoginAsync("/v5/private");
        await orders.SendAsync("""{"op":"subscribe","args":["order"]}""");
        await orders.ReadAsync();
        using (SocketClient guard = await server.LoginAsync("/v5/private"))
        {
            await guard.SendAsync("""{"op":"subscribe","args":["dcp.future","dcp.option","dcp.spot"]}""");
            Assert.True((await guard.ReadAsync()).GetProperty("success").GetBoolean());
            await server.CreateAsync("""side":"Buy","price":"99000","qty":"1""", "guarded");
        }
        JsonElement row = await orders.ReadRowAsync(
            "order", order => order.GetProperty("orderStatus").GetString() == "Cancelled");
        Assert.Equal("CancelByDCP", row.GetProperty("cancelType").GetString());
    }

    [Fact]
    public async Task A_margin_mode_that_is_not_offered_is_refused_with_reasons()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement reply = await server.PostAsync(
            "/v5/account/set-margin-mode", """{"setMarginMode":"PORTFOLIO_MARGIN"}""");
        Assert.Equal(3400045, reply.GetProperty("retCode").GetInt32());
        Assert.Equal(1, reply.GetProperty("result").GetProperty("reasons").GetArrayLength());
        reply = await server.PostAsync("/v5/account/set-margin-mode", """{"setMarginMode":"REGULAR_MARGIN"}""");
        Assert.Equal(0, reply.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task A_key_says_when_it_may_send_money_away()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement plain = await server.GetAsync("/v5/user/query-api");
        JsonElement able = await server.GetAsync("/v5/user/query-api", key: RunningServer.GuardKey);
        Assert.Equal(0, Wallet(plain).GetArrayLength());
        Assert.Contains("Withdraw", Wallet(able).GetRawText());

        static JsonElement Wallet(JsonElement reply) =>
            reply.GetProperty("result").GetProperty("permissions").GetProperty("Wallet");
    }

    [Fact]
    public async Task A_burst_of_trades_comes_whole_in_frames_of_a_thousand_and_some()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["publicTrade.BTCUSDT"]}""");
        await client.ReadAsync();
        InstrumentId perpetual = server.Market.PerpetualId;
        server.Market.Move(desk =>
        {
            for (int i = 0; i < 1_100; i++)
                desk.Take(perpetual, Side.Buy, Price.From(101_000), Quantity.From(0.001m));
        });
        Assert.Equal(1_024, (await client.ReadAsync()).GetProperty("data").GetArrayLength());
        Assert.Equal(76, (await client.ReadAsync()).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Maintenance_cuts_everybody()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient first = await server.OpenAsync("/v5/private");
        using SocketClient second = await server.OpenAsync("/v5/public/option");
        await first.SendAsync("""{"op":"ping"}""");
        await first.ReadAsync();
        await second.SendAsync("""{"op":"ping"}""");
        await second.ReadAsync();
        Assert.Equal(2, server.Server.CutConnections());
        Assert.Null(await first.ReadTextAsync());
        Assert.Null(await second.ReadTextAsync());
    }

    [Fact]
    public async Task The_same_request_id_twice_on_the_trade_socket_is_a_duplicate()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient trade = await server.LoginAsync("/v5/trade");
        string stamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString();
        string request = "{\"reqId\":\"7\",\"header\":{\"X-BAPI-TIMESTAMP\":\"" + stamp + "\"},\"op\":\"order.cancel\","
            + "\"args\":[{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"orderLinkId\":\"none\"}]}";
        await trade.SendAsync(request);
        Assert.Equal(110001, (await trade.ReadAsync()).GetProperty("retCode").GetInt32());
        await trade.SendAsync(request);
        Assert.Equal(20006, (await trade.ReadAsync()).GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Topics_beyond_a_connections_share_are_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        string topics = string.Join(',', Enumerable.Range(0, 1_200).Select(i => $"\"tickers.BTCUSDT{i:D6}\""));
        await client.SendAsync("{\"op\":\"subscribe\",\"args\":[" + topics + "]}");
        JsonElement reply = await client.ReadAsync();
        Assert.False(reply.GetProperty("success").GetBoolean());
        Assert.Contains("21000", reply.GetProperty("ret_msg").GetString());
    }

    [Fact]
    public async Task Every_signed_reply_says_what_is_left_of_its_limit()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage reply = await server.SendAsync("GET", "/v5/account/smp-group", "", isSigned: true);
        Assert.True(reply.Headers.Contains("X-Bapi-Limit"));
        Assert.True(reply.Headers.Contains("X-Bapi-Limit-Status"));
        Assert.True(reply.Headers.Contains("X-Bapi-Limit-Reset-Timestamp"));
    }

    [Theory]
    [InlineData("GET", "/v5/market/time", false)]
    [InlineData("GET", "/v5/market/orderbook", false)]
    [InlineData("GET", "/v5/nowhere", false)]
    [InlineData("POST", "/v5/market/time", false)]
    [InlineData("GET", "/v5/account/wallet-balance", false)]
    [InlineData("GET", "/v5/account/wallet-balance", true)]
    public async Task Public_replies_and_refusals_say_what_is_left_of_the_address(
        string verb, string path, bool isWrong)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.GetAsync("/v5/market/time", isSigned: false);
        using HttpResponseMessage reply = await server.SendAsync(verb, path, "", isWrong, key: "nobody");
        Assert.Equal("600", reply.Headers.GetValues("X-Bapi-Limit").Single());
        Assert.Equal("598", reply.Headers.GetValues("X-Bapi-Limit-Status").Single());
        Assert.Equal(
            reply.Headers.GetValues("Timenow").Single(),
            reply.Headers.GetValues("X-Bapi-Limit-Reset-Timestamp").Single());
    }

    [Fact]
    public async Task A_banned_address_is_told_until_when()
    {
        var time = new StillTime(new DateTimeOffset(2030, 1, 5, 8, 0, 0, TimeSpan.Zero));
        await using RunningServer server = await RunningServer.StartAsync(
            time: time, change: static options => options with { RequestsPerFiveSecondsMax = 1, BanSeconds = 600 });
        await server.GetAsync("/v5/market/time", isSigned: false);
        using HttpResponseMessage reply = await server.SendAsync("GET", "/v5/market/time", "", isSigned: false);
        Assert.Equal(403, (int)reply.StatusCode);
        Assert.Equal("0", reply.Headers.GetValues("X-Bapi-Limit-Status").Single());
        Assert.Equal(
            time.GetUtcNow().AddSeconds(600).ToUnixTimeMilliseconds().ToString(),
            reply.Headers.GetValues("X-Bapi-Limit-Reset-Timestamp").Single());
    }

    [Fact]
    public async Task A_span_of_more_than_a_week_is_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement reply = await server.GetAsync(
            "/v5/order/history", "category=linear&startTime=1000000000000&endTime=1000700000000");
        Assert.Equal(10001, reply.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Open_interest_has_a_history_in_steps_and_pages()
    {
        var time = new StillTime(new DateTimeOffset(2026, 3, 11, 7, 58, 0, TimeSpan.Zero));
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        for (int i = 1; i <= 3; i++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            await server.GetAsync("/v5/account/info");
        }
        JsonElement list = await InterestAsync("intervalTime=5min&limit=3");
        Assert.Equal(["08:10", "08:05", "08:00"], Times(list));
        string next = list.GetProperty("nextPageCursor").GetString()!;
        JsonElement rest = await InterestAsync("intervalTime=5min&limit=3&cursor=" + next);
        Assert.Equal(["07:55"], Times(rest));
        Assert.Equal("", rest.GetProperty("nextPageCursor").GetString());
        Assert.Equal(["08:00", "07:00"], Times(await InterestAsync("intervalTime=1h")));

        async Task<JsonElement> InterestAsync(string query) => (await server.GetAsync(
            "/v5/market/open-interest", "category=linear&symbol=BTCUSDT&" + query, isSigned: false))
            .GetProperty("result");

        static string[] Times(JsonElement result) => [.. result.GetProperty("list").EnumerateArray().Select(row =>
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(row.GetProperty("timestamp").GetString()!))
                .ToString("HH:mm"))];
    }

    [Fact]
    public async Task Balances_of_the_account_can_be_asked_for_coin_by_coin()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement all = (await server.GetAsync(
            "/v5/asset/transfer/query-account-coins-balance", "accountType=UNIFIED")).GetProperty("result");
        Assert.Equal(2, all.GetProperty("balance").GetArrayLength());
        JsonElement one = (await server.GetAsync(
            "/v5/asset/transfer/query-account-coin-balance", "accountType=UNIFIED&coin=BTC")).GetProperty("result");
        Assert.Equal("2", one.GetProperty("balance").GetProperty("walletBalance").GetString());
        JsonElement other = await server.GetAsync(
            "/v5/asset/transfer/query-account-coins-balance", "accountType=SPOT");
        Assert.Equal(10001, other.GetProperty("retCode").GetInt32());
    }
}
