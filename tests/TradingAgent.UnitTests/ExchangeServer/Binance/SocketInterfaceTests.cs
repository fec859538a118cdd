using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingAgent.ExchangeServer.Wire;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class SocketInterfaceTests
{
    private const string Path = "/ws-fapi/v1";

    /// <summary>Over «apiKey=edkey&amp;timestamp=1900000000000».</summary>
    private const string LogonSignature =
        "OuX93D83ZNqueBShdJsj0NUGGqYaJID2cSEYQR5CzAfEKcx4QtJh7OI5J97x1Q9Qe4u0US6mZibizTgcsG+xCw==";

    private static readonly DateTimeOffset Still = DateTimeOffset.FromUnixTimeMilliseconds(1_900_000_000_000);

    [Fact]
    public async Task An_order_lives_and_ends_over_the_socket_and_ids_come_back_as_they_were_sent()
    {
        await using BinanceRig rig = await BinanceRig.StartAsync();
        using SocketClient client = await rig.OpenAsync(Path);
        JsonElement placed = await AskAsync(
            rig, client, "\"one\"", "order.place",
            "newClientOrderId=a&price=99000&quantity=0.01&side=BUY&symbol=BTCUSDT&timeInForce=GTX&type=LIMIT");
        Assert.Equal("one", placed.GetProperty("id").GetString());
        Assert.Equal(200, placed.GetProperty("status").GetInt32());
        Assert.Equal("NEW", placed.GetProperty("result").GetProperty("status").GetString());
        IEnumerable<string> limits = placed.GetProperty("rateLimits").EnumerateArray()
            .Select(row => row.GetProperty("rateLimitType").ToString());
        Assert.Equal(["ORDERS", "ORDERS", "REQUEST_WEIGHT"], limits);
        Assert.Equal(1, placed.GetProperty("rateLimits")[0].GetProperty("count").GetInt32());

        JsonElement amended = await AskAsync(
            rig, client, "2", "order.modify",
            "origClientOrderId=a&price=99000&quantity=0.02&side=BUY&symbol=BTCUSDT");
        Assert.Equal(2, amended.GetProperty("id").GetInt32());
        Assert.Equal("0.020", amended.GetProperty("result").GetProperty("origQty").GetString());
        JsonElement status = await AskAsync(
            rig, client, "3", "order.status", "origClientOrderId=a&symbol=BTCUSDT");
        Assert.Equal("0.020", status.GetProperty("result").GetProperty("origQty").GetString());
        JsonElement cancelled = await AskAsync(
            rig, client, "4", "order.cancel", "origClientOrderId=a&returnRateLimits=false&symbol=BTCUSDT");
        Assert.Equal("CANCELED", cancelled.GetProperty("result").GetProperty("status").GetString());
        Assert.False(cancelled.TryGetProperty("rateLimits", out _));
        JsonElement again = await AskAsync(rig, client, "5", "order.cancel", "origClientOrderId=a&symbol=BTCUSDT");
        Assert.Equal(400, again.GetProperty("status").GetInt32());
        Assert.Equal(-2011, again.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("v2/account.balance")]
    [InlineData("v2/account.status")]
    [InlineData("account.status")]
    [InlineData("v2/account.position")]
    [InlineData("account.position")]
    public async Task The_account_is_readable(string method)
    {
        await using BinanceRig rig = await BinanceRig.StartAsync();
        using SocketClient client = await rig.OpenAsync(Path);
        JsonElement reply = await AskAsync(rig, client, "1", method, "");
        Assert.Equal(200, reply.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("depth", "{\"symbol\":\"BTCUSDT\",\"limit\":5}", "bids")]
    [InlineData("ticker.price", "{\"symbol\":\"BTCUSDT\"}", "price")]
    [InlineData("ticker.book", "{\"symbol\":\"BTCUSDT\"}", "bidPrice")]
    [InlineData("userDataStream.start", "{\"apiKey\":\"testkey\"}", "listenKey")]
    public async Task Some_methods_need_no_signature(string method, string parameters, string field)
    {
        await using BinanceRig rig = await BinanceRig.StartAsync();
        using SocketClient client = await rig.OpenAsync(Path);
        await client.SendAsync($$"""{"id":null,"method":"{{method}}","params":{{parameters}}}""");
        JsonElement reply = await client.ReadAsync();
        Assert.Equal(JsonValueKind.Null, reply.GetProperty("id").ValueKind);
        Assert.True(reply.GetProperty("result").TryGetProperty(field, out _), reply.GetRawText());
    }

    [Fact]
    public async Task A_logon_is_for_elliptic_keys_only_and_saves_the_signature_afterwards()
    {
        await using BinanceRig rig = await BinanceRig.StartAsync(clock: new SkippingClock(Still));
        using SocketClient client = await rig.OpenAsync(Path);
        JsonElement refused = await AskAsync(rig, client, "1", "session.logon", "");
        Assert.Equal(-4056, refused.GetProperty("error").GetProperty("code").GetInt32());
        const string Cancel = """{"id":2,"method":"order.cancel","params":{"symbol":"BTCUSDT","orderId":5,""";
        await client.SendAsync(Cancel + "\"timestamp\":1900000000000}}");
        Assert.Equal(-1102, (await client.ReadAsync()).GetProperty("error").GetProperty("code").GetInt32());

        await client.SendAsync(
            """{"id":3,"method":"session.logon","params":{"apiKey":"edkey","timestamp":1900000000000,"signature":"""
            + "\"" + LogonSignature + "\"}}");
        JsonElement session = (await client.ReadAsync()).GetProperty("result");
        Assert.Equal("edkey", session.GetProperty("apiKey").GetString());
        await client.SendAsync(Cancel + "\"timestamp\":1900000000000}}");
        Assert.Equal(-2011, (await client.ReadAsync()).GetProperty("error").GetProperty("code").GetInt32());
        await client.SendAsync("""{"id":4,"method":"session.logout"}""");
        JsonElement left = (await client.ReadAsync()).GetProperty("result");
        Assert.Equal(JsonValueKind.Null, left.GetProperty("apiKey").ValueKind);
    }

    [Theory]
    [InlineData("""{"id":1,"method":"order.fly","params":{}}""", -5000)]
    [InlineData("""{"id":1,"method":"order.place","params":{"apiKey":"nobody"}}""", -2015)]
    [InlineData("""{"id":1,"method":"order.place"}""", -1102)]
    [InlineData("no json", -5000)]
    public async Task What_cannot_be_served_is_refused(string text, int code)
    {
        await using BinanceRig rig = await BinanceRig.StartAsync();
        using SocketClient client = await rig.OpenAsync(Path);
        await client.SendAsync(text);
        JsonElement reply = await client.ReadAsync();
        Assert.Equal(code, reply.GetProperty("error").GetProperty("code").GetInt32());
    }

    /// <summary>Signs the sorted parameters and sends them as strings, but for the timestamp.</summary>
    private static async Task<JsonElement> AskAsync(
        BinanceRig rig, SocketClient client, string id, string method, string parameters)
    {
        string stamp = rig.Now.ToString(CultureInfo.InvariantCulture);
        string all = $"apiKey={BinanceRig.Key}&{parameters}&timestamp={stamp}";
        string[] sorted =
            [.. all.Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        string signature = HmacSignature.Sign(
            Encoding.UTF8.GetBytes(BinanceRig.Secret), Encoding.UTF8.GetBytes(string.Join('&', sorted)));
        IEnumerable<string> fields = sorted.Append("signature=" + signature).Select(pair =>
        {
            string[] parts = pair.Split('=', 2);
            return $"\"{parts[0]}\":" + (parts[0] == "timestamp" ? parts[1] : $"\"{parts[1]}\"");
        });
        await client.SendAsync($"{{\"id\":{id},\"method\":\"{method}\",\"params\":{{{string.Join(',', fields)}}}}}");
        return await client.ReadAsync();
    }
}
