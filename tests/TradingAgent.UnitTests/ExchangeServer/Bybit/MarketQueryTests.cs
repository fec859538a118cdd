using System.Text.Json;
using TradingAgent.UnitTests.Venues;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

public sealed class MarketQueryTests
{
    [Theory]
    [InlineData("category=linear", 1)]
    [InlineData("category=inverse", 1)]
    [InlineData("category=option", 2)]
    [InlineData("category=option&baseCoin=ETH", 0)]
    [InlineData("category=linear&status=PreLaunch", 0)]
    [InlineData("category=spot", 0)]
    public async Task Instruments_are_listed_by_category(string query, int count)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement reply = await server.GetAsync("/v5/market/instruments-info", query, isSigned: false);
        Assert.Equal(count, reply.GetProperty("result").GetProperty("list").GetArrayLength());
        Assert.Equal("", reply.GetProperty("result").GetProperty("nextPageCursor").GetString());
    }

    [Fact]
    public async Task Instruments_come_in_pages()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement first = (await server.GetAsync("/v5/market/instruments-info", "category=option&limit=1", false))
            .GetProperty("result");
        Assert.Equal(StillMarket.Option, first.GetProperty("list")[0].GetProperty("symbol").GetString());
        string cursor = first.GetProperty("nextPageCursor").GetString()!;
        JsonElement second =
            (await server.GetAsync("/v5/market/instruments-info", "category=option&limit=1&cursor=" + cursor, false))
            .GetProperty("result");
        JsonElement row = second.GetProperty("list")[0];
        Assert.Equal(StillMarket.CoinOption, row.GetProperty("symbol").GetString());
        Assert.Equal("BTC", row.GetProperty("settleCoin").GetString());
        Assert.Equal("0.0005", row.GetProperty("priceFilter").GetProperty("tickSize").GetString());
        Assert.Equal("", second.GetProperty("nextPageCursor").GetString());
    }

    [Theory]
    [InlineData("GET", "/v5/nowhere", 404)]
    [InlineData("POST", "/v5/market/time", 400)]
    public async Task Wrong_paths_and_verbs_are_transport_errors_with_a_body(string verb, string path, int status)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage reply = await server.SendAsync(verb, path, "", isSigned: false);
        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Contains("\"retCode\":", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Every_reply_is_traced_and_limited_ones_say_what_is_left()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage reply =
            await server.SendAsync("GET", "/v5/account/wallet-balance", "accountType=UNIFIED", isSigned: true);
        Assert.True(reply.Headers.Contains("Traceid"));
        Assert.True(reply.Headers.Contains("Timenow"));
        Assert.Equal("50", reply.Headers.GetValues("X-Bapi-Limit").Single());
        Assert.Equal("49", reply.Headers.GetValues("X-Bapi-Limit-Status").Single());
        Assert.True(reply.Headers.Contains("X-Bapi-Limit-Reset-Timestamp"));
    }

    [Fact]
    public async Task Bodies_that_are_no_object_and_bodies_too_large_are_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal(10001, (await server.PostAsync("/v5/order/create", "[]")).GetProperty("retCode").GetInt32());
        Assert.Equal(10001, (await server.PostAsync("/v5/order/create", "{\"a\"")).GetProperty("retCode").GetInt32());
        using HttpResponseMessage reply =
            await server.SendAsync("POST", "/v5/order/create", new string(' ', 70_000), isSigned: true);
        Assert.Equal(413, (int)reply.StatusCode);
    }

    [Fact]
    public async Task Switches_can_be_set_and_read_back()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PostAsync("/v5/account/set-limit-px-action", """{"category":"linear","modifyEnable":false}""");
        JsonElement switches = (await server.GetAsync("/v5/account/user-setting-config")).GetProperty("result");
        Assert.True(switches.GetProperty("lpaPerp").GetBoolean());
        string order = """
            {"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"150000"}
            """;
        Assert.Equal(30208, (await server.PostAsync("/v5/order/create", order)).GetProperty("retCode").GetInt32());
        string leverage = """{"category":"linear","symbol":"BTCUSDT","buyLeverage":"20","sellLeverage":"20"}""";
        foreach (int code in (int[])[0, 110043])
        {
            JsonElement reply = await server.PostAsync("/v5/position/set-leverage", leverage);
            Assert.Equal(code, reply.GetProperty("retCode").GetInt32());
        }
        JsonElement guard =
            await server.PostAsync("/v5/order/disconnected-cancel-all", """{"product":"OPTIONS","timeWindow":10}""");
        Assert.NotEqual(0, guard.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Historical_volatility_is_of_the_days_asked_for_in_the_hours_asked_for()
    {
        var start = new DateTimeOffset(2030, 1, 5, 10, 20, 0, TimeSpan.Zero);
        var time = new StillTime(start);
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        await IndexIsAsync(server, time, 100_000);
        server.Market.Move(desk => desk.SetIndex(UnderlyingId.Of(CurrencyId.Btc), 101_000));
        await IndexIsAsync(server, time, 101_000);
        time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(0, (await VolatilitiesAsync(server, "period=7")).Single());
        double month = (await VolatilitiesAsync(server, "period=30")).Single();
        // One move of a hundredth in eight days: what the venue would call its year's worth.
        double expected = Math.Log(1.01) * Math.Sqrt(365.0 / 8);
        Assert.InRange(month, expected * 0.98, expected * 1.02);
        long from = start.AddDays(6).ToUnixTimeMilliseconds();
        double[] span = await VolatilitiesAsync(
            server, $"period=7&startTime={from}&endTime={from + (48 * 3_600_000) - 1}");
        Assert.Equal(48, span.Length);
        Assert.Equal(0, span[0]);
        Assert.True(span[^1] > 0);
        foreach (string wrong in (string[])["period=8", $"startTime={from}", $"endTime={from}"])
        {
            JsonElement reply = await server.GetAsync(
                "/v5/market/historical-volatility", "category=option&" + wrong, false);
            Assert.Equal(10001, reply.GetProperty("retCode").GetInt32());
        }
    }

    private static async Task<double[]> VolatilitiesAsync(RunningServer server, string query) =>
    [
        .. (await server.GetAsync("/v5/market/historical-volatility", "category=option&" + query, false))
            .GetProperty("result").EnumerateArray()
            .Select(row => double.Parse(
                row.GetProperty("value").GetString()!, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static async Task IndexIsAsync(RunningServer server, StillTime time, int index)
    {
        string close;
        do
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            JsonElement bars = await server.GetAsync(
                "/v5/market/index-price-kline", "category=linear&symbol=BTCUSDT&interval=1&limit=1", false);
            JsonElement list = bars.GetProperty("result").GetProperty("list");
            close = list.GetArrayLength() == 0 ? "" : list[0][4].GetString()!;
        }
        while (!close.StartsWith(index.ToString(), StringComparison.Ordinal));
    }
}
