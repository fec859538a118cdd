using System.Globalization;
using System.Net;
using System.Text.Json;
using TradingAgent.ExchangeServer.Faults;
using Xunit;
using static TradingAgent.UnitTests.ExchangeServer.Binance.BinanceRig;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class LimitTests
{
    private static readonly DateTimeOffset Still = DateTimeOffset.FromUnixTimeMilliseconds(1_900_000_010_000);

    [Fact]
    public async Task Too_much_weight_is_refused_and_going_on_is_banned_until_a_moment_that_is_said()
    {
        await using BinanceRig rig = await StartAsync(
            limits => limits with { WeightPerMinuteMax = 12, RefusalsBeforeBan = 1, BanSeconds = 90 },
            new SkippingClock(Still));
        using (HttpResponseMessage first = await rig.SendAsync("GET", "/fapi/v3/balance", ""))
            Assert.Equal(("5", HttpStatusCode.OK), (HeaderOf(first, "x-mbx-used-weight-1m"), first.StatusCode));
        using (await rig.SendAsync("GET", "/fapi/v3/balance", ""))
        {
        }
        using (HttpResponseMessage over = await rig.SendAsync("GET", "/fapi/v3/balance", ""))
        {
            Assert.Equal(429, (int)over.StatusCode);
            Assert.InRange(int.Parse(HeaderOf(over, "Retry-After")!, CultureInfo.InvariantCulture), 1, 60);
        }
        using (HttpResponseMessage banned = await rig.SendAsync("GET", "/fapi/v3/balance", ""))
        {
            Assert.Equal(418, (int)banned.StatusCode);
            Assert.Equal("90", HeaderOf(banned, "Retry-After"));
            string body = await banned.Content.ReadAsStringAsync();
            string until = "banned until " + (Still.ToUnixTimeMilliseconds() + 90_000);
            Assert.Contains(until, body, StringComparison.Ordinal);
        }
        rig.Clock.Skip(TimeSpan.FromSeconds(70));
        using (HttpResponseMessage still = await rig.SendAsync("GET", "/fapi/v1/time", ""))
            Assert.Equal(418, (int)still.StatusCode);
        rig.Clock.Skip(TimeSpan.FromSeconds(21));
        using HttpResponseMessage free = await rig.SendAsync("GET", "/fapi/v1/time", "");
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
    }

    [Fact]
    public async Task Orders_are_counted_by_account_and_cancels_never()
    {
        await using BinanceRig rig = await StartAsync(
            limits => limits with { OrdersPerTenSecondsMax = 2 }, new SkippingClock(Still));
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "a"));
        using (HttpResponseMessage second = await rig.SendAsync(
            "POST", "/fapi/v1/order",
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=99000"))
        {
            Assert.Equal(("2", "2"), (
                HeaderOf(second, "x-mbx-order-count-10s"), HeaderOf(second, "x-mbx-order-count-1m")));
        }
        Assert.Equal(-1015, CodeOf(await rig.PlaceAsync("BUY", "99000", "0.01", "c")));
        IsFine(await rig.DeleteAsync("/fapi/v1/allOpenOrders", "symbol=BTCUSDT"));
        rig.Clock.Skip(TimeSpan.FromSeconds(10));
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "c"));
    }

    [Theory]
    [InlineData(OrderFault.DoneButUnknown, true)]
    [InlineData(OrderFault.NotDoneButUnknown, false)]
    public async Task An_unknown_answer_may_hide_either_outcome(OrderFault fault, bool isDone)
    {
        WireFaults faults = new();
        await using BinanceRig rig = await StartAsync(faults: faults);
        faults.Arm(fault);
        using HttpResponseMessage reply = await rig.SendAsync(
            "POST", "/fapi/v1/order",
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=99000&newClientOrderId=a");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        using JsonDocument body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.StartsWith("Unknown error", body.RootElement.GetProperty("msg").GetString(), StringComparison.Ordinal);
        Assert.Equal(isDone ? 0 : -2013, CodeOf(await rig.OrderAsync("a")));
    }

    [Fact]
    public async Task A_connection_can_die_between_the_deed_and_the_answer()
    {
        WireFaults faults = new();
        await using BinanceRig rig = await StartAsync(faults: faults);
        faults.Arm(OrderFault.DoneThenCut);
        await Assert.ThrowsAsync<HttpRequestException>(() => rig.PlaceAsync("BUY", "99000", "0.01", "a"));
        Assert.Equal("NEW", (await rig.OrderAsync("a")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Sockets_grow_old()
    {
        await using BinanceRig rig = await StartAsync(limits => limits with { SocketHoursMax = 0.0001 });
        using SocketClient client = await rig.OpenAsync("/public/ws");
        Assert.Null(await client.ReadTextAsync());
    }

    [Fact]
    public async Task What_the_venue_does_not_have_is_not_found()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement reply = await rig.AskAsync("/fapi/v1/dance");
        Assert.Equal(-5000, CodeOf(reply));
        Assert.Equal(0, (await rig.AskAsync("/api/v3/exchangeInfo")).GetProperty("symbols").GetArrayLength());
    }
}
