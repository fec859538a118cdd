using System.Text.Json;
using Xunit;
using static TradingAgent.UnitTests.ExchangeServer.Binance.BinanceRig;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class OptionsTests
{
    [Fact]
    public async Task Only_what_settles_in_dollars_is_listed_under_the_venues_names()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement rules = await rig.AskAsync("/eapi/v1/exchangeInfo");
        JsonElement symbol = rules.GetProperty("optionSymbols").EnumerateArray().Single();
        Assert.Equal(Option, symbol.GetProperty("symbol").GetString());
        Assert.Equal(JsonValueKind.Number, symbol.GetProperty("unit").ValueKind);
        JsonElement futures = await rig.AskAsync("/fapi/v1/exchangeInfo");
        Assert.Equal(
            [Perpetual],
            futures.GetProperty("symbols").EnumerateArray().Select(row => row.GetProperty("symbol").GetString()));
    }

    [Theory]
    [InlineData("price=40005&quantity=1&timeInForce=GTX", -6047)]
    [InlineData("price=40005&quantity=1&postOnly=true", -6047)]
    [InlineData("price=40005&quantity=100&timeInForce=FOK", -6046)]
    [InlineData("price=30000&quantity=1&reduceOnly=true", -6045)]
    [InlineData("price=30001&quantity=1", -4014)]
    [InlineData("price=30000&quantity=0.001", -1111)]
    [InlineData("price=30000&quantity=1&isMmp=true", -6005)]
    [InlineData("price=30000&quantity=400", -2018)]
    public async Task Orders_are_checked_in_the_venues_words(string fields, int code)
    {
        await using BinanceRig rig = await StartAsync();
        Assert.Equal(code, CodeOf(await PlaceAsync(rig, fields)));
        Assert.Equal(0, (await rig.GetAsync("/eapi/v1/openOrders", "symbol=" + Option)).GetArrayLength());
    }

    [Fact]
    public async Task A_fill_shows_in_trades_position_and_margin_with_fees_below_zero()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement placed = await PlaceAsync(rig, "price=40005&quantity=1&clientOrderId=a&newOrderRespType=RESULT");
        Assert.Equal("FILLED", placed.GetProperty("status").GetString());
        Assert.True(placed.GetProperty("orderId").GetInt64() > 1L << 53);
        JsonElement trade = (await rig.GetAsync("/eapi/v1/userTrades", "symbol=" + Option))[0];
        Assert.Equal("-24", trade.GetProperty("fee").GetString());
        Assert.Equal("TAKER", trade.GetProperty("liquidity").GetString());
        JsonElement position = (await rig.GetAsync("/eapi/v1/position"))[0];
        Assert.Equal(("LONG", "1"), (
            position.GetProperty("side").GetString(), position.GetProperty("quantity").GetString()));
        JsonElement margin = (await rig.GetAsync("/eapi/v1/marginAccount")).GetProperty("asset")[0];
        decimal equity = decimal.Parse(margin.GetProperty("equity").GetString()!, null);
        decimal profit = decimal.Parse(margin.GetProperty("unrealizedPNL").GetString()!, null);
        Assert.Equal(500_000m - 24m + profit, equity, 4);
        // The other wallet has seen nothing of it.
        JsonElement futures = await rig.GetAsync("/fapi/v3/account");
        Assert.Equal("500000.00000000", futures.GetProperty("totalWalletBalance").GetString());
        Assert.Equal(0, (await rig.GetAsync("/fapi/v1/userTrades", "symbol=BTCUSDT")).GetArrayLength());
    }

    [Fact]
    public async Task After_the_countdown_new_orders_are_refused_until_somebody_is_alive()
    {
        await using BinanceRig rig = await StartAsync();
        const string Countdown = "/eapi/v1/countdownCancelAll";
        Assert.Equal(-6009, CodeOf(await rig.PostAsync(Countdown, "underlying=BTCUSDT&countdownTime=4000")));
        IsFine(await PlaceAsync(rig, "price=30000&quantity=1&clientOrderId=a"));
        IsFine(await rig.PostAsync(Countdown, "underlying=BTCUSDT&countdownTime=60000"));
        using SocketClient user = await rig.ListenAsync("/eapi");
        rig.Clock.Skip(TimeSpan.FromSeconds(61));
        JsonElement ended = (await user.ReadAsync()).GetProperty("o");
        Assert.Equal(("a", "CANCELED"), (ended.GetProperty("c").GetString(), ended.GetProperty("X").GetString()));
        Assert.Equal(-2010, CodeOf(await PlaceAsync(rig, "price=30000&quantity=1")));
        JsonElement beat = await rig.PostAsync(
            "/eapi/v1/countdownCancelAllHeartBeat", "underlyings=BTCUSDT,ETHUSDT");
        Assert.Equal(["BTCUSDT"], beat.GetProperty("underlyings").EnumerateArray().Select(name => name.GetString()));
        IsFine(await PlaceAsync(rig, "price=30000&quantity=1"));
        IsFine(await rig.DeleteAsync("/eapi/v1/allOpenOrdersByUnderlying", "underlying=BTCUSDT"));
        Assert.Equal(0, (await rig.GetAsync("/eapi/v1/openOrders", "symbol=" + Option)).GetArrayLength());
    }

    [Fact]
    public async Task Batches_are_answered_item_by_item()
    {
        await using BinanceRig rig = await StartAsync();
        string good = "{\"symbol\":\"" + Option + "\",\"side\":\"BUY\",\"type\":\"LIMIT\",\"quantity\":\"1\","
            + "\"price\":\"30000\",\"clientOrderId\":\"a\"}";
        string orders = $"[{good},{good}]";
        JsonElement placed = await rig.PostAsync("/eapi/v1/batchOrders", "orders=" + Uri.EscapeDataString(orders));
        Assert.Equal("NEW", placed[0].GetProperty("status").GetString());
        Assert.Equal(-6044, CodeOf(placed[1]));
        JsonElement cancelled = await rig.DeleteAsync(
            "/eapi/v1/batchOrders", $"symbol={Option}&clientOrderIds=" + Uri.EscapeDataString("[\"a\"]"));
        Assert.Equal("CANCELED", cancelled[0].GetProperty("status").GetString());
    }

    private static Task<JsonElement> PlaceAsync(BinanceRig rig, string fields) =>
        rig.PostAsync("/eapi/v1/order", $"symbol={Option}&side=BUY&type=LIMIT&{fields}");
}
