using System.Text.Json;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

public sealed class SocketDialectTests
{
    [Fact]
    public async Task Linear_acknowledges_with_the_id_as_it_was_sent()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"req_id":17,"op":"subscribe","args":["tickers.BTCUSDT"]}""");
        string text = (await client.ReadTextAsync())!;
        Assert.StartsWith("{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"", text);
        Assert.EndsWith(",\"req_id\":17,\"op\":\"subscribe\"}", text);

        await client.SendAsync("""{"op":"ping"}""");
        JsonElement pong = await client.ReadUntilAsync(frame => frame.TryGetProperty("op", out _));
        Assert.Equal(["success", "ret_msg", "conn_id", "req_id", "op"], Names(pong));
        Assert.Equal("pong", pong.GetProperty("ret_msg").GetString());
        Assert.Equal("", pong.GetProperty("req_id").GetString());
        Assert.Equal("ping", pong.GetProperty("op").GetString());
    }

    [Fact]
    public async Task Spot_has_its_own_words_and_leaves_the_id_out()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/spot");
        await client.SendAsync("""{"op":"ping"}""");
        Assert.Equal(["success", "ret_msg", "conn_id", "op"], Names(await client.ReadAsync()));
        await client.SendAsync("""{"req_id":"7","op":"subscribe","args":[]}""");
        Assert.Equal("subscribe", (await client.ReadAsync()).GetProperty("ret_msg").GetString());
    }

    [Fact]
    public async Task One_bad_topic_fails_the_whole_request()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["tickers.BTCUSDT","orderbook.500.BTCUSDT"]}""");
        JsonElement refused = await client.ReadAsync();
        Assert.False(refused.GetProperty("success").GetBoolean());
        Assert.Equal(
            "error:handler not found,topic:orderbook.500.BTCUSDT", refused.GetProperty("ret_msg").GetString());
        await client.SendAsync("""{"op":"ping"}""");
        Assert.Equal("pong", (await client.ReadAsync()).GetProperty("ret_msg").GetString());
    }

    [Fact]
    public async Task The_option_socket_acknowledges_anything()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/option");
        await client.SendAsync("""{"req_id":"1","op":"subscribe","args":["orderbook.1.NOSUCH","kline.1.X"]}""");
        JsonElement answer = await client.ReadAsync();
        Assert.Equal(["success", "conn_id", "data", "type"], Names(answer));
        Assert.Equal("COMMAND_RESP", answer.GetProperty("type").GetString());
        JsonElement data = answer.GetProperty("data");
        Assert.Equal(0, data.GetProperty("failTopics").GetArrayLength());
        Assert.Equal("orderbook.1.NOSUCH", data.GetProperty("successTopics")[0].GetString());
        await client.SendAsync("""{"op":"ping"}""");
        JsonElement pong = await client.ReadAsync();
        Assert.Equal(["args", "op"], Names(pong));
        Assert.Equal("pong", pong.GetProperty("op").GetString());
    }

    [Fact]
    public async Task The_private_socket_wants_a_login_first_and_pongs_with_the_id()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stranger = await server.OpenAsync("/v5/private");
        await stranger.SendAsync("""{"op":"subscribe","args":["order"]}""");
        Assert.False((await stranger.ReadAsync()).GetProperty("success").GetBoolean());
        await stranger.SendAsync("""{"req_id":"a","op":"auth","args":["nobody","9999999999999","00"]}""");
        JsonElement refused = await stranger.ReadAsync();
        Assert.False(refused.GetProperty("success").GetBoolean());
        Assert.Equal("a", refused.GetProperty("req_id").GetString());

        using SocketClient client = await server.LoginAsync("/v5/private");
        await client.SendAsync("""{"req_id":"t","op":"ping"}""");
        JsonElement pong = await client.ReadAsync();
        Assert.Equal(["req_id", "op", "args", "conn_id"], Names(pong));
        await client.SendAsync("""{"op":"subscribe","args":["order","order.linear"]}""");
        Assert.False((await client.ReadAsync()).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task The_trade_socket_answers_in_its_own_names_and_allows_a_second_login()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient stranger = await server.OpenAsync("/v5/trade");
        await stranger.SendAsync("""{"reqId":"1","header":{"X-BAPI-TIMESTAMP":"1"},"op":"order.create","args":[{}]}""");
        Assert.NotEqual(0, (await stranger.ReadAsync()).GetProperty("retCode").GetInt32());

        using SocketClient client = await server.LoginAsync("/v5/trade");
        await client.SendAsync("""{"req_id":"again","op":"auth","args":["testkey",1,"x"]}""");
        JsonElement again = await client.ReadAsync();
        Assert.Equal(["req_id", "retCode", "retMsg", "op", "connId"], Names(again));
        Assert.Equal(0, again.GetProperty("retCode").GetInt32());
        await client.SendAsync("""{"op":"ping"}""");
        JsonElement pong = await client.ReadAsync();
        Assert.Equal(["retCode", "retMsg", "op", "data", "connId"], Names(pong));
        await client.SendAsync("""{"reqId":"2","header":{"X-BAPI-TIMESTAMP":1},"op":"order.create","args":[{}]}""");
        Assert.Equal(10002, (await client.ReadAsync()).GetProperty("retCode").GetInt32());
        await client.SendAsync("""{"reqId":"3","header":{},"op":"order.explode","args":[{}]}""");
        Assert.Equal(10404, (await client.ReadAsync()).GetProperty("retCode").GetInt32());
    }

    [Theory]
    [InlineData("/v5/public/linear")]
    [InlineData("/v5/private")]
    [InlineData("/v5/trade")]
    public async Task Nonsense_is_answered_and_a_giant_closes_the_connection(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync(path);
        foreach (string nonsense in (string[])["not json", "[]", "{}", "{\"op\":7}", "{\"op\":\"explode\"}"])
        {
            await client.SendAsync(nonsense);
            Assert.Equal(JsonValueKind.Object, (await client.ReadAsync()).ValueKind);
        }
        await client.SendAsync("{\"op\":\"ping\",\"x\":\"" + new string('x', 80_000) + "\"}");
        Assert.Null(await client.ReadTextAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_and_the_others_go_on()
    {
        await using RunningServer server = await RunningServer.StartAsync(sendQueueMax: 4);
        using SocketClient lazy = await server.OpenAsync("/v5/public/linear");
        string flood = "{\"req_id\":\"" + new string('r', 20_000) + "\",\"op\":\"ping\"}";
        for (int i = 0; i < 2_000 && server.Server.ConnectionCount > 0; i++)
        {
            try
            {
                await lazy.SendAsync(flood);
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                break;
            }
        }
        using SocketClient other = await server.OpenAsync("/v5/public/linear");
        await other.SendAsync("""{"op":"ping"}""");
        Assert.Equal("pong", (await other.ReadAsync()).GetProperty("ret_msg").GetString());
        while (await lazy.ReadTextAsync() is not null)
        {
        }
        Assert.NotEqual(System.Net.WebSockets.WebSocketState.Open, lazy.State);
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(field => field.Name)];
}
