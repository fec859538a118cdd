using System.Text.Json;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

public sealed class StopsOverTheWireTests
{
    [Fact]
    public async Task A_conditional_order_is_untriggered_until_the_mark_reaches_it()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["order"]}""");
        await stream.ReadAsync();
        await server.CreateAsync(
            """side":"Buy","price":"99000","qty":"1","triggerPrice":"100500","triggerDirection":1,"""
            + "\"triggerBy\":\"MarkPrice",
            "stop");
        JsonElement row = await stream.ReadRowAsync("order", _ => true);
        Assert.Equal("Untriggered", row.GetProperty("orderStatus").GetString());
        Assert.Equal("Stop", row.GetProperty("stopOrderType").GetString());
        Assert.Equal("100500.0", row.GetProperty("triggerPrice").GetString());
        Assert.Equal(1, row.GetProperty("triggerDirection").GetInt32());

        InstrumentId perpetual = server.Market.PerpetualId;
        server.Market.Move(desk => desk.SetMark(perpetual, 100_600));
        JsonElement frame = await stream.ReadUntilAsync(told => told.TryGetProperty("topic", out _));
        Assert.Equal(
            ["Triggered", "New"],
            frame.GetProperty("data").EnumerateArray().Select(told => told.GetProperty("orderStatus").GetString()));
    }

    [Theory]
    [InlineData("\"triggerPrice\":\"100500\",\"triggerDirection\":\"2", 110093)]
    [InlineData("\"triggerPrice\":\"99500\",\"triggerDirection\":\"1", 110092)]
    [InlineData("\"triggerPrice\":\"99500", 10001)]
    [InlineData("\"reduceOnly\":true,\"stopLoss\":\"90000", 10001)]
    [InlineData("\"takeProfit\":\"x", 10001)]
    public async Task Bad_triggers_and_stops_get_the_venues_codes(string fields, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement reply = await server.CreateAsync(
            """side":"Buy","price":"99000","qty":"1",""" + fields, "bad");
        Assert.Equal(code, reply.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Stops_of_a_position_show_in_its_row_and_die_when_taken_away()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal(10001, Code(await SetAsync(server, "\"stopLoss\":\"99000\"")));
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"0.5""", "open");
        Assert.Equal(0, Code(await SetAsync(server, "\"stopLoss\":\"99000\",\"takeProfit\":\"101000\"")));
        Assert.Equal(34040, Code(await SetAsync(server, "\"stopLoss\":\"99000\"")));
        Assert.Equal(10001, Code(await SetAsync(server, "\"stopLoss\":\"101000\"")));
        JsonElement row = await PositionAsync(server);
        Assert.Equal("99000.0", row.GetProperty("stopLoss").GetString());
        Assert.Equal("101000.0", row.GetProperty("takeProfit").GetString());
        Assert.NotEqual("", row.GetProperty("positionValue").GetString());

        Assert.Equal(0, Code(await SetAsync(server, "\"stopLoss\":\"0\",\"takeProfit\":\"0\"")));
        Assert.Equal("0", (await PositionAsync(server)).GetProperty("stopLoss").GetString());
        JsonElement open = await server.GetAsync(
            "/v5/order/realtime", "category=linear&symbol=BTCUSDT&orderFilter=StopOrder");
        Assert.Equal(0, open.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task A_closed_position_has_a_row_with_its_cost_and_its_result()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"0.5""", "in");
        await server.CreateAsync("""side":"Sell","price":"99999.9","qty":"0.5","reduceOnly":"true""", "out");
        JsonElement reply = await server.GetAsync("/v5/position/closed-pnl", "category=linear&symbol=BTCUSDT");
        JsonElement row = reply.GetProperty("result").GetProperty("list").EnumerateArray().Single();
        Assert.Equal("Sell", row.GetProperty("side").GetString());
        Assert.Equal("100000.1", row.GetProperty("avgEntryPrice").GetString());
        Assert.Equal("99999.9", row.GetProperty("avgExitPrice").GetString());
        Assert.Equal("0.5", row.GetProperty("closedSize").GetString());
        decimal fee = 99_999.9m * 0.5m * 0.00055m;
        Assert.Equal(-0.1m - fee, decimal.Parse(row.GetProperty("closedPnl").GetString()!), 8);
    }

    [Fact]
    public async Task An_order_that_closes_tells_its_result_and_the_wallet_only_the_coin_that_moved()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.CreateAsync("""side":"Buy","price":"100000.1","qty":"0.5""", "in");
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["order","wallet"]}""");
        await stream.ReadAsync();
        await server.CreateAsync("""side":"Sell","price":"99999.9","qty":"0.5","reduceOnly":"true""", "out");
        JsonElement row = await stream.ReadRowAsync("order", _ => true);
        decimal fee = 99_999.9m * 0.5m * 0.00055m;
        Assert.Equal(-0.1m - fee, decimal.Parse(row.GetProperty("closedPnl").GetString()!), 8);
        JsonElement wallet = await stream.ReadRowAsync("wallet", _ => true);
        Assert.Equal("USDT", wallet.GetProperty("coin").EnumerateArray().Single().GetProperty("coin").GetString());
    }

    [Fact]
    public async Task An_option_may_be_priced_by_its_volatility()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement created = await server.PostAsync(
            "/v5/order/create",
            $$"""
            {"category":"option","symbol":"{{StillMarket.Option}}","side":"Buy","orderType":"Limit","qty":"0.5",
            "orderIv":"0.4","price":"1","orderLinkId":"iv"}
            """);
        Assert.Equal(0, Code(created));
        JsonElement list = await server.GetAsync("/v5/order/realtime", "category=option&orderLinkId=iv");
        JsonElement row = list.GetProperty("result").GetProperty("list")[0];
        Assert.Equal("iv", row.GetProperty("placeType").GetString());
        Assert.Equal("0.4", row.GetProperty("orderIv").GetString());
        Assert.InRange(decimal.Parse(row.GetProperty("price").GetString()!), 20_000m, 40_000m);
    }

    [Fact]
    public async Task A_check_before_the_order_places_nothing_and_says_what_it_would_cost()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement reply = await server.PostAsync(
            "/v5/order/pre-check",
            """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"10","price":"99000"}""");
        JsonElement result = reply.GetProperty("result");
        Assert.Equal(0, result.GetProperty("preImrE4").GetInt32());
        Assert.True(result.GetProperty("postImrE4").GetInt32() > 500);
        JsonElement open = await server.GetAsync("/v5/order/realtime", "category=linear&symbol=BTCUSDT");
        Assert.Equal(0, open.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    private static int Code(JsonElement reply) => reply.GetProperty("retCode").GetInt32();

    private static Task<JsonElement> SetAsync(RunningServer server, string fields) => server.PostAsync(
        "/v5/position/trading-stop",
        "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"positionIdx\":0," + fields + "}");

    private static async Task<JsonElement> PositionAsync(RunningServer server)
    {
        JsonElement reply = await server.GetAsync("/v5/position/list", "category=linear&symbol=BTCUSDT");
        return reply.GetProperty("result").GetProperty("list")[0];
    }
}
