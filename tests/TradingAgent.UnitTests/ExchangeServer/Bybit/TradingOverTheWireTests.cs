using System.Text.Json;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

public sealed class TradingOverTheWireTests
{
    private static string Order(string link, string price) =>
        "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",\"orderType\":\"Limit\",\"qty\":\"0.010\""
        + $",\"price\":\"{price}\",\"timeInForce\":\"PostOnly\",\"orderLinkId\":\"{link}\"}}";

    [Fact]
    public async Task An_order_lives_on_the_private_stream_from_new_over_amended_to_cancelled()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"req_id":"s1","op":"subscribe","args":["order","execution","position","wallet"]}""");
        JsonElement acknowledged = await stream.ReadAsync();
        Assert.True(acknowledged.GetProperty("success").GetBoolean());
        Assert.Equal("s1", acknowledged.GetProperty("req_id").GetString());

        JsonElement created = await server.PostAsync("/v5/order/create", Order("a-1", "99000.0"));
        Assert.Equal(0, created.GetProperty("retCode").GetInt32());
        string id = created.GetProperty("result").GetProperty("orderId").GetString()!;
        JsonElement row = await stream.ReadRowAsync(
            "order", order => order.GetProperty("orderLinkId").GetString() == "a-1");
        Assert.Equal("New", row.GetProperty("orderStatus").GetString());
        Assert.Equal(id, row.GetProperty("orderId").GetString());
        Assert.Equal("99000.0", row.GetProperty("price").GetString());

        JsonElement amended = await server.PostAsync(
            "/v5/order/amend", """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"a-1","price":"99000.5"}""");
        Assert.Equal(id, amended.GetProperty("result").GetProperty("orderId").GetString());
        row = await stream.ReadRowAsync("order", order => order.GetProperty("price").GetString() == "99000.5");
        Assert.Equal("New", row.GetProperty("orderStatus").GetString());

        await server.PostAsync("/v5/order/cancel", $$"""{"category":"linear","symbol":"BTCUSDT","orderId":"{{id}}"}""");
        row = await stream.ReadRowAsync("order", order => order.GetProperty("orderStatus").GetString() == "Cancelled");
        Assert.Equal("CancelByUser", row.GetProperty("cancelType").GetString());
        JsonElement late = await server.PostAsync(
            "/v5/order/cancel", $$"""{"category":"linear","symbol":"BTCUSDT","orderId":"{{id}}"}""");
        Assert.Equal(110001, late.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task A_fill_shows_as_execution_position_order_and_wallet()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["order.linear","execution","position","wallet"]}""");
        await stream.ReadAsync();
        using SocketClient trade = await server.LoginAsync("/v5/trade");

        string stamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString();
        await trade.SendAsync(
            $$"""
            {"reqId":"r-7","header":{"X-BAPI-TIMESTAMP":"{{stamp}}"},"op":"order.create","args":[
            {"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.5","orderLinkId":"m-1"}]}
            """);
        JsonElement reply = await trade.ReadAsync();
        Assert.Equal("r-7", reply.GetProperty("reqId").GetString());
        Assert.Equal(0, reply.GetProperty("retCode").GetInt32());
        Assert.Equal("10", reply.GetProperty("header").GetProperty("X-Bapi-Limit").GetString());

        JsonElement execution = await stream.ReadRowAsync("execution", _ => true);
        Assert.Equal("100000.1", execution.GetProperty("execPrice").GetString());
        Assert.Equal("0.500", execution.GetProperty("execQty").GetString());
        Assert.Equal("27.5000275", execution.GetProperty("execFee").GetString());
        Assert.False(execution.GetProperty("isMaker").GetBoolean());
        JsonElement position = await stream.ReadRowAsync("position", _ => true);
        Assert.Equal("0.500", position.GetProperty("size").GetString());
        Assert.Equal("Buy", position.GetProperty("side").GetString());
        Assert.Equal("100000.1", position.GetProperty("entryPrice").GetString());
        JsonElement order = await stream.ReadRowAsync(
            "order.linear", row => row.GetProperty("orderStatus").GetString() == "Filled");
        Assert.Equal("100000.1", order.GetProperty("avgPrice").GetString());
        JsonElement wallet = await stream.ReadRowAsync("wallet", _ => true);
        JsonElement coin = wallet.GetProperty("coin").EnumerateArray()
            .Single(row => row.GetProperty("coin").GetString() == "USDT");
        Assert.Equal("499972.4999725", coin.GetProperty("walletBalance").GetString());
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_acknowledged_and_then_cancelled()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stream = await server.LoginAsync("/v5/private");
        await stream.SendAsync("""{"op":"subscribe","args":["order"]}""");
        await stream.ReadAsync();

        JsonElement created = await server.PostAsync("/v5/order/create", Order("x-1", "100010.0"));
        Assert.Equal(0, created.GetProperty("retCode").GetInt32());
        JsonElement row = await stream.ReadRowAsync("order", _ => true);
        Assert.Equal("Cancelled", row.GetProperty("orderStatus").GetString());
        Assert.Equal("EC_PostOnlyWillTakeLiquidity", row.GetProperty("rejectReason").GetString());
        Assert.Equal("0.000", row.GetProperty("cumExecQty").GetString());
    }

    [Theory]
    [InlineData("\"orderLinkId\":\"a b\"", 10001)]
    [InlineData("\"qty\":\"0\"", 110017)]
    [InlineData("\"qty\":\"x\"", 10001)]
    [InlineData("\"price\":\"99000.05\"", 10001)]
    [InlineData("\"symbol\":\"NOSUCH\"", 10001)]
    [InlineData("\"category\":\"inverse\"", 10001)]
    [InlineData("\"positionIdx\":1", 10001)]
    [InlineData("\"side\":\"Hold\"", 10001)]
    [InlineData("\"qty\":\"99\"", 110007)]
    public async Task Bad_orders_get_the_venues_codes(string replaced, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string name = replaced[..(replaced.IndexOf(':', StringComparison.Ordinal) + 1)];
        string body = string.Join(",", Order("b-1", "99000").Trim().Trim('{', '}').Split(',')
            .Where(field => !field.StartsWith(name, StringComparison.Ordinal)).Append(replaced));

        JsonElement reply = await server.PostAsync("/v5/order/create", "{" + body + "}");
        Assert.Equal(code, reply.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task A_client_id_used_twice_is_a_duplicate()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PostAsync("/v5/order/create", Order("dup", "99000"));
        JsonElement second = await server.PostAsync("/v5/order/create", Order("dup", "99001"));
        Assert.Equal(110072, second.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Wrong_key_stale_stamp_and_missing_headers_are_three_refusals()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement unknown = await server.PostAsync("/v5/order/create", Order("k", "99000"), key: "other");
        Assert.Equal(10003, unknown.GetProperty("retCode").GetInt32());
        JsonElement stale = await server.PostAsync("/v5/order/create", Order("k", "99000"), skew: -60_000);
        Assert.Equal(10002, stale.GetProperty("retCode").GetInt32());
        using HttpResponseMessage bare = await server.SendAsync("GET", "/v5/account/info", "", isSigned: false);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, bare.StatusCode);
        JsonElement readOnly = await server.PostAsync("/v5/order/create", Order("k", "99000"), RunningServer.ReadKey);
        Assert.Equal(10005, readOnly.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task The_eleventh_create_within_a_second_is_too_many()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Task<JsonElement>[] all =
            [.. Enumerable.Range(0, 30).Select(i => server.PostAsync("/v5/order/create", Order("l" + i, "99000")))];
        JsonElement[] replies = await Task.WhenAll(all);
        Assert.Contains(replies, reply => reply.GetProperty("retCode").GetInt32() == 10006);
        Assert.True(replies.Count(reply => reply.GetProperty("retCode").GetInt32() == 0) >= 10);
    }

    [Fact]
    public async Task A_batch_reports_each_item_and_cancel_all_takes_what_is_left()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string items = """
            {"symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"98000","orderLinkId":"c1"},
            {"symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"bad","price":"98000","orderLinkId":"c2"},
            {"symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"98001","orderLinkId":"c3"}
            """;
        JsonElement batch = await server.PostAsync(
            "/v5/order/create-batch", "{\"category\":\"linear\",\"request\":[" + items + "]}");
        JsonElement[] rows = [.. batch.GetProperty("result").GetProperty("list").EnumerateArray()];
        JsonElement[] codes = [.. batch.GetProperty("retExtInfo").GetProperty("list").EnumerateArray()];
        Assert.Equal([0, 10001, 0], codes.Select(code => code.GetProperty("code").GetInt32()));
        Assert.Equal("", rows[1].GetProperty("orderId").GetString());
        Assert.NotEqual("", rows[2].GetProperty("orderId").GetString());

        JsonElement gone = await server.PostAsync(
            "/v5/order/cancel-all", """{"category":"linear","settleCoin":"USDT"}""");
        Assert.Equal(2, gone.GetProperty("result").GetProperty("list").GetArrayLength());
        JsonElement open = await server.GetAsync("/v5/order/realtime", "category=linear&settleCoin=USDT");
        Assert.Equal(0, open.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task A_coin_settled_option_can_be_bought_in_coin()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement created = await server.PostAsync(
            "/v5/order/create",
            $$"""
            {"category":"option","symbol":"{{StillMarket.CoinOption}}","side":"Buy","orderType":"Limit","qty":"0.5",
            "price":"0.3005","timeInForce":"IOC","orderLinkId":"o1"}
            """);
        Assert.Equal(0, created.GetProperty("retCode").GetInt32());
        JsonElement list = await server.GetAsync("/v5/position/list", "category=option&baseCoin=BTC");
        JsonElement row = list.GetProperty("result").GetProperty("list").EnumerateArray().Single();
        Assert.Equal("0.50", row.GetProperty("size").GetString());
        Assert.Equal("0.3005", row.GetProperty("avgPrice").GetString());
        Assert.StartsWith("-0.", row.GetProperty("delta").GetString());
    }
}
