using System.Globalization;
using System.Net;
using System.Text.Json;
using TradingAgent.Exchange.Faults;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.UnitTests.ExchangeServer.Binance;
using TradingAgent.UnitTests.Venues;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer;

/// <summary>The wire breaks as it is told to, and what was not heard has happened all the same.</summary>
public sealed class WireFaultTests
{
    private static readonly Duration Minute = Duration.FromSeconds(60);

    private static Task<RunningServer> StartAsync(WireFaults faults, TimeProvider? time = null) =>
        RunningServer.StartAsync(
            change: options => options with { Faults = faults, HasFaultDoor = true }, time: time);

    private static string Order(string link) =>
        """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.010",""" +
        $"\"price\":\"99000.0\",\"timeInForce\":\"PostOnly\",\"orderLinkId\":\"{link}\"}}";

    private static string Framed(string link) =>
        $"{{\"reqId\":\"{link}\",\"header\":{{\"X-BAPI-TIMESTAMP\":\"" +
        DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) +
        $"\"}},\"op\":\"order.create\",\"args\":[{Order(link)}]}}";

    private static int CodeOf(JsonElement reply) => reply.GetProperty("retCode").GetInt32();

    private static async Task<bool> IsThereAsync(RunningServer server, string link)
    {
        JsonElement reply = await server.GetAsync("/v5/order/realtime", "category=linear&orderLinkId=" + link);
        return reply.GetProperty("result").GetProperty("list").GetArrayLength() > 0;
    }

    /// <summary>Id of the order that the private stream tells of next.</summary>
    private static async Task<string?> NextAsync(SocketClient account) =>
        (await account.ReadRowAsync("order", static _ => true)).GetProperty("orderLinkId").GetString();

    [Theory]
    [InlineData(OrderFault.DoneButUnknown, 10016, true)]
    [InlineData(OrderFault.NotDoneButUnknown, 10016, false)]
    [InlineData(OrderFault.Unavailable, 10006, false)]
    public async Task An_order_request_suffers_over_REST_and_over_the_trade_socket(
        OrderFault fault, int code, bool isDone)
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        using SocketClient trade = await server.LoginAsync("/v5/trade");
        faults.Arm(fault);
        Assert.Equal(code, CodeOf(await server.PostAsync("/v5/order/create", Order("a-1"))));
        Assert.Equal(isDone, await IsThereAsync(server, "a-1"));

        faults.Arm(fault);
        await trade.SendAsync(Framed("a-2"));
        Assert.Equal(code, CodeOf(await trade.ReadAsync()));
        Assert.Equal(isDone, await IsThereAsync(server, "a-2"));
        Assert.Equal(0, CodeOf(await server.PostAsync("/v5/order/create", Order("a-3"))));
    }

    [Fact]
    public async Task An_answer_may_never_come_though_the_order_rests()
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        using SocketClient trade = await server.LoginAsync("/v5/trade");
        faults.Begin(FaultKind.AcknowledgementLost, Minute, share: 1);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.PostAsync("/v5/order/create", Order("a-1")));
        await trade.SendAsync(Framed("a-2"));
        await Eventually.TrueAsync(() => IsThereAsync(server, "a-2"), "the order rests");
        Assert.Equal("New", (await server.OrderAsync("a-1")).GetProperty("orderStatus").GetString());

        faults.End();
        await trade.SendAsync(Framed("a-3"));
        // The next answer is the next order's: the one before never comes.
        Assert.Equal("a-3", (await trade.ReadAsync()).GetProperty("reqId").GetString());
        Assert.Equal(2, faults.Count(FaultKind.AcknowledgementLost));
    }

    [Fact]
    public async Task The_private_stream_falls_silent_and_the_market_goes_on()
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        using SocketClient account = await server.LoginAsync("/v5/private");
        await account.SendAsync("""{"op":"subscribe","args":["order"]}""");
        await account.ReadAsync();
        faults.Begin(FaultKind.PrivateStreamSilent, Minute);
        await server.PostAsync("/v5/order/create", Order("a-1"));
        using SocketClient market = await server.OpenAsync("/v5/public/linear");
        await market.SendAsync("""{"op":"subscribe","args":["orderbook.50.BTCUSDT"]}""");
        await market.ReadUntilAsync(frame => frame.TryGetProperty("topic", out _));

        faults.End();
        await server.PostAsync("/v5/order/create", Order("a-2"));
        Assert.Equal("a-2", await NextAsync(account));
    }

    [Fact]
    public async Task The_market_falls_silent_and_pings_are_answered()
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        faults.Begin(FaultKind.StaleBook, Minute);
        using SocketClient market = await server.OpenAsync("/v5/public/linear");
        await market.SendAsync("""{"op":"subscribe","args":["orderbook.50.BTCUSDT"]}""");
        Assert.True((await market.ReadAsync()).GetProperty("success").GetBoolean());
        await market.SendAsync("""{"op":"ping","req_id":"p"}""");
        Assert.Equal("p", (await market.ReadAsync()).GetProperty("req_id").GetString());
    }

    [Theory]
    [InlineData(FaultKind.MessageDuplicated, 2)]
    [InlineData(FaultKind.MessageLate, 1)]
    [InlineData(FaultKind.MessageReordered, 1)]
    [InlineData(FaultKind.MessageLost, 0)]
    public async Task A_message_comes_as_often_as_the_fault_says(FaultKind kind, int times)
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        using SocketClient account = await server.LoginAsync("/v5/private");
        await account.SendAsync("""{"op":"subscribe","args":["order"]}""");
        await account.ReadAsync();
        faults.Begin(kind, Minute, share: 1);
        await server.PostAsync("/v5/order/create", Order("a-1"));
        for (int i = 0; i < times; i++) Assert.Equal("a-1", await NextAsync(account));
        faults.End();
        await server.PostAsync("/v5/order/create", Order("a-2"));
        Assert.Equal("a-2", await NextAsync(account));
        Assert.True(faults.Count(kind) > 0);
    }

    [Fact]
    public async Task A_damaged_frame_is_no_JSON()
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        using SocketClient account = await server.LoginAsync("/v5/private");
        await account.SendAsync("""{"op":"subscribe","args":["order"]}""");
        await account.ReadAsync();
        faults.Begin(FaultKind.MessageCorrupted, Minute, share: 1);
        await server.PostAsync("/v5/order/create", Order("a-1"));
        string? text = await account.ReadTextAsync();
        Assert.StartsWith("{", text, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text!));
    }

    [Fact]
    public async Task Maintenance_cuts_everybody_and_serves_nobody_and_a_ban_closes_REST_alone()
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        using SocketClient market = await server.OpenAsync("/v5/public/linear");
        faults.Begin(FaultKind.Maintenance, Minute);
        Assert.Null(await market.ReadTextAsync());
        using (HttpResponseMessage reply = await server.SendAsync("GET", "/v5/market/time", "", false))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => server.OpenAsync("/v5/public/linear"));

        faults.End();
        faults.Begin(FaultKind.RateLimitBan, Minute);
        using (HttpResponseMessage reply = await server.SendAsync("GET", "/v5/market/time", "", false))
            Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        using SocketClient again = await server.OpenAsync("/v5/public/linear");
        await again.SendAsync("""{"op":"ping"}""");
        Assert.NotNull(await again.ReadTextAsync());
    }

    [Fact]
    public async Task The_door_begins_shows_and_ends_and_says_what_it_does_not_understand()
    {
        WireFaults faults = new();
        await using RunningServer server = await StartAsync(faults);
        async Task<(HttpStatusCode Status, JsonElement Text)> AskAsync(string verb, string query)
        {
            using HttpResponseMessage reply = await server.SendAsync(verb, "/control/faults" + query, "", false);
            using JsonDocument text = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
            return (reply.StatusCode, text.RootElement.Clone());
        }

        (_, JsonElement begun) = await AskAsync("POST", "?kind=StaleBook&seconds=30");
        Assert.InRange(begun.GetProperty("secondsLeft").GetProperty("StaleBook").GetDouble(), 20, 30);
        Assert.Equal(1, begun.GetProperty("struck").GetProperty("StaleBook").GetInt64());
        (_, JsonElement ended) = await AskAsync("DELETE", "");
        Assert.Empty(ended.GetProperty("secondsLeft").EnumerateObject());

        foreach (string query in (string[])
            ["?kind=StaleBook", "?kind=EngineKilled&seconds=1", "?seconds=5", "?seed=-1&seconds=5", "?seed=1&seconds=x",
                "?kind=MessageLost&seconds=5&share=2", "?seed=1&seconds=5&keep=7"])
        {
            (HttpStatusCode status, JsonElement text) = await AskAsync("POST", query);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotEmpty(text.GetProperty("refused").GetString()!);
        }
        Assert.True(faults.IsQuiet);
        // Who knows nothing is told the kinds.
        (_, JsonElement told) = await AskAsync("POST", "");
        Assert.Contains("StaleBook", told.GetProperty("refused").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_was_not_asked_for_there_is_no_door()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage reply = await server.SendAsync("POST", "/control/faults?seed=1&seconds=1", "", false);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task A_plan_begins_what_it_drew_and_is_over_in_time()
    {
        WireFaults faults = new();
        var clock = new SkippingClock();
        await using RunningServer server = await StartAsync(faults, clock);
        faults.BeginPlan(seed: 3, Minute, keep: 1);
        clock.Skip(TimeSpan.FromSeconds(59));
        await Eventually.TrueAsync(
            () => WireFaults.Kinds.Any(kind => kind > FaultKind.ServerError && faults.Count(kind) > 0),
            "something began");
        clock.Skip(TimeSpan.FromSeconds(2));
        Assert.Empty(faults.Active);
        Assert.Equal(0, CodeOf(await server.PostAsync("/v5/order/create", Order("a-1"))));
    }
}
