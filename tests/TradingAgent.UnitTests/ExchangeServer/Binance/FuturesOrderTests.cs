using System.Text.Json;
using Xunit;
using static TradingAgent.UnitTests.ExchangeServer.Binance.BinanceRig;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

/// <summary>
/// The book has 60 levels of 0.1 on each side of 100,000, of 1, 2, 3 ... coins; the notional minimum is 5.
/// </summary>
public sealed class FuturesOrderTests
{
    [Fact]
    public async Task An_acknowledgement_shows_the_order_untouched_and_a_result_what_became_of_it()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement acknowledged = await rig.PlaceAsync("BUY", "100001", "0.5", "a");
        Assert.Equal("NEW", acknowledged.GetProperty("status").GetString());
        Assert.Equal("0.000", acknowledged.GetProperty("executedQty").GetString());
        Assert.False(acknowledged.TryGetProperty("avgPrice", out _));
        Assert.False(acknowledged.TryGetProperty("cumQuote", out _));
        Assert.Equal("EXPIRE_MAKER", acknowledged.GetProperty("selfTradePreventionMode").GetString());

        JsonElement result = await rig.PlaceAsync("BUY", "100001", "0.5", "b", more: "&newOrderRespType=RESULT");
        Assert.Equal("FILLED", result.GetProperty("status").GetString());
        JsonElement full = await rig.OrderAsync("b");
        Assert.Equal("100000.10", full.GetProperty("avgPrice").GetString());
        Assert.Equal("50000.05", full.GetProperty("cumQuote").GetString());
    }

    [Theory]
    [InlineData("GTX", "0.5", -5022)]
    [InlineData("FOK", "1.5", -5021)]
    public async Task What_may_not_do_as_it_says_is_refused_at_once_and_has_never_been(
        string lifetime, string quantity, int code)
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient user = await rig.ListenAsync();
        JsonElement refused = await rig.PlaceAsync("BUY", "100000.1", quantity, "a", lifetime);
        Assert.Equal(code, CodeOf(refused));
        Assert.Equal(-2013, CodeOf(await rig.OrderAsync("a")));
        // The first thing that the stream says is about the next order.
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "b"));
        Assert.Equal("b", (await user.ReadAsync()).GetProperty("o").GetProperty("c").GetString());
    }

    [Fact]
    public async Task A_client_id_is_taken_while_its_order_is_open_and_free_again_afterwards()
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "same.id:1/x"));
        Assert.Equal(-4116, CodeOf(await rig.PlaceAsync("BUY", "99000", "0.01", "same.id:1/x")));
        JsonElement first = await rig.DeleteAsync(
            "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=same.id:1/x");
        JsonElement second = await rig.PlaceAsync("BUY", "99000", "0.02", "same.id:1/x");
        IsFine(second);
        long younger = second.GetProperty("orderId").GetInt64();
        Assert.NotEqual(first.GetProperty("orderId").GetInt64(), younger);
        Assert.Equal(younger, (await rig.OrderAsync("same.id:1/x")).GetProperty("orderId").GetInt64());
    }

    [Theory]
    [InlineData("quantity=0.01&price=99000&timeInForce=GTC", "BTCUSDX", -1121)]
    [InlineData("quantity=0.0105&price=99000&timeInForce=GTC", "BTCUSDT", -1111)]
    [InlineData("quantity=0&price=99000&timeInForce=GTC", "BTCUSDT", -4003)]
    [InlineData("quantity=500&price=99000&timeInForce=GTC", "BTCUSDT", -4005)]
    [InlineData("quantity=0.01&price=99000.05&timeInForce=GTC", "BTCUSDT", -1111)]
    [InlineData("quantity=0.01&price=-1&timeInForce=GTC", "BTCUSDT", -4001)]
    [InlineData("quantity=0.01&price=3000000&timeInForce=GTC", "BTCUSDT", -4002)]
    [InlineData("quantity=0.01&price=110000&timeInForce=GTC", "BTCUSDT", -4016)]
    [InlineData("quantity=0.001&price=1000&timeInForce=GTC", "BTCUSDT", -4164)]
    [InlineData("quantity=0.01&price=99000", "BTCUSDT", -1102)]
    [InlineData("price=99000&timeInForce=GTC", "BTCUSDT", -1102)]
    [InlineData("quantity=0.01&timeInForce=GTC", "BTCUSDT", -1102)]
    [InlineData("quantity=0.01&price=99000&timeInForce=DAY", "BTCUSDT", -1115)]
    [InlineData("quantity=0.01&price=99000&timeInForce=GTC&positionSide=LONG", "BTCUSDT", -4061)]
    [InlineData("quantity=0.01&price=99000&timeInForce=GTC&reduceOnly=true", "BTCUSDT", -2022)]
    [InlineData("quantity=90&price=99000&timeInForce=GTC", "BTCUSDT", -2019)]
    [InlineData("quantity=0.01&price=99000&timeInForce=GTC&newClientOrderId=a%20b", "BTCUSDT", -1100)]
    [InlineData("quantity=0.01&price=99000&timeInForce=GTC&selfTradePreventionMode=X", "BTCUSDT", -5039)]
    [InlineData("quantity=0.01&price=99000&timeInForce=GTD&goodTillDate=1", "BTCUSDT", -5040)]
    [InlineData("quantity=0.01&timeInForce=GTC&priceMatch=SIDEWAYS", "BTCUSDT", -5037)]
    public async Task Orders_are_checked_in_the_venues_words(string fields, string symbol, int code)
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement reply = await rig.PostAsync(
            "/fapi/v1/order", $"symbol={symbol}&side=BUY&type=LIMIT&{fields}");
        Assert.Equal(code, CodeOf(reply));
        Assert.Equal(0, (await rig.GetAsync("/fapi/v1/openOrders", "symbol=BTCUSDT")).GetArrayLength());
    }

    [Theory]
    [InlineData("STOP_MARKET", -4120)]
    [InlineData("TRAILING_STOP_MARKET", -4120)]
    [InlineData("ICEBERG", -1116)]
    public async Task Conditional_orders_belong_to_another_endpoint(string type, int code)
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement reply = await rig.PostAsync(
            "/fapi/v1/order", $"symbol=BTCUSDT&side=BUY&type={type}&quantity=0.01&stopPrice=101000");
        Assert.Equal(code, CodeOf(reply));
    }

    [Fact]
    public async Task An_amended_order_keeps_its_ids_and_forgets_its_self_trade_prevention()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement placed = await rig.PlaceAsync("BUY", "99000", "0.01", "a");
        JsonElement amended = await Amend(rig, "a", "99000", "0.02", "&modifyId=77");
        Assert.Equal(placed.GetProperty("orderId").GetInt64(), amended.GetProperty("orderId").GetInt64());
        Assert.Equal("0.020", amended.GetProperty("origQty").GetString());
        Assert.Equal("NONE", amended.GetProperty("selfTradePreventionMode").GetString());
        Assert.Equal("77", amended.GetProperty("modifyId").GetString());
        Assert.Equal("BTCUSDT", amended.GetProperty("pair").GetString());
        Assert.Equal(-5027, CodeOf(await Amend(rig, "a", "99000", "0.02")));
        Assert.Equal(-1102, CodeOf(await rig.PutAsync(
            "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&origClientOrderId=a&quantity=0.03")));
        Assert.Equal(-2013, CodeOf(await Amend(rig, "nobody", "99000", "0.02")));
        Assert.Equal(-4002, CodeOf(await Amend(rig, "a", "3000000.1", "0.02")));
        Assert.Equal("0.020", (await rig.OrderAsync("a")).GetProperty("origQty").GetString());
    }

    [Fact]
    public async Task An_amendment_to_no_more_than_has_filled_cancels()
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "100000.1", "1.5", "a"));
        Assert.Equal("PARTIALLY_FILLED", (await rig.OrderAsync("a")).GetProperty("status").GetString());
        JsonElement amended = await Amend(rig, "a", "100000.1", "1");
        Assert.Equal("CANCELED", amended.GetProperty("status").GetString());
        Assert.Equal("1.000", amended.GetProperty("executedQty").GetString());
    }

    [Fact]
    public async Task A_post_only_order_amended_across_the_touch_is_cancelled()
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "a", "GTX"));
        JsonElement amended = await Amend(rig, "a", "100000.5", "0.01");
        Assert.Equal("CANCELED", amended.GetProperty("status").GetString());
        Assert.Equal("0.000", amended.GetProperty("executedQty").GetString());
    }

    [Fact]
    public async Task What_is_gone_cannot_be_cancelled_again()
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "a"));
        JsonElement first = await rig.DeleteAsync("/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=a");
        Assert.Equal("CANCELED", first.GetProperty("status").GetString());
        string id = first.GetProperty("orderId").GetRawText();
        Assert.Equal(-2011, CodeOf(await rig.DeleteAsync("/fapi/v1/order", "symbol=BTCUSDT&orderId=" + id)));
        Assert.Equal(-2011, CodeOf(await rig.DeleteAsync("/fapi/v1/order", "symbol=BTCUSDT&orderId=12")));
        Assert.Equal(-1102, CodeOf(await rig.DeleteAsync("/fapi/v1/order", "symbol=BTCUSDT")));
        Assert.Equal("CANCELED", (await rig.OrderAsync("a")).GetProperty("status").GetString());
        Assert.Equal(-2013, CodeOf(await rig.GetAsync("/fapi/v1/openOrder", "symbol=BTCUSDT&origClientOrderId=a")));
    }

    [Fact]
    public async Task Batches_are_answered_item_by_item()
    {
        await using BinanceRig rig = await StartAsync();
        string good = "{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"LIMIT\",\"timeInForce\":\"GTC\","
            + "\"quantity\":\"0.01\",\"price\":\"99000\",\"newClientOrderId\":\"a\"}";
        string orders = $"[{good},{good.Replace("0.01", "0.0001", StringComparison.Ordinal)}]";
        JsonElement placed = await rig.PostAsync(
            "/fapi/v1/batchOrders", "batchOrders=" + Uri.EscapeDataString(orders));
        Assert.Equal("NEW", placed[0].GetProperty("status").GetString());
        Assert.Equal("NONE", placed[0].GetProperty("selfTradePreventionMode").GetString());
        Assert.Equal(-1111, CodeOf(placed[1]));
        JsonElement cancelled = await rig.DeleteAsync(
            "/fapi/v1/batchOrders",
            "symbol=BTCUSDT&origClientOrderIdList=" + Uri.EscapeDataString("[\"a\",\"b\"]"));
        Assert.Equal("CANCELED", cancelled[0].GetProperty("status").GetString());
        Assert.Equal(-2011, CodeOf(cancelled[1]));
    }

    [Fact]
    public async Task A_price_can_be_found_in_the_book()
    {
        await using BinanceRig rig = await StartAsync();
        const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&priceMatch=";
        JsonElement queue = await rig.PostAsync("/fapi/v1/order", Order + "QUEUE");
        Assert.Equal("99999.9", queue.GetProperty("price").GetString());
        Assert.Equal("QUEUE", queue.GetProperty("priceMatch").GetString());
        JsonElement fifth = await rig.PostAsync("/fapi/v1/order", Order + "OPPONENT_5");
        Assert.Equal("100000.5", fifth.GetProperty("price").GetString());
    }

    [Fact]
    public async Task A_dated_order_expires_and_a_countdown_cancels()
    {
        await using BinanceRig rig = await StartAsync();
        string date = "&goodTillDate=" + (rig.Now + 700_000);
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "dated", "GTD", date));
        IsFine(await rig.PlaceAsync("BUY", "98000", "0.01", "plain"));
        Assert.Equal("GTD", (await rig.OrderAsync("dated")).GetProperty("timeInForce").GetString());
        JsonElement armed = await rig.PostAsync(
            "/fapi/v1/countdownCancelAll", "symbol=BTCUSDT&countdownTime=1000000");
        Assert.Equal("1000000", armed.GetProperty("countdownTime").GetString());
        using SocketClient user = await rig.ListenAsync();

        rig.Clock.Skip(TimeSpan.FromSeconds(701));
        JsonElement expired = (await user.ReadAsync()).GetProperty("o");
        Assert.Equal(
            ("dated", "EXPIRED", "EXPIRED"),
            (expired.GetProperty("c").GetString(), expired.GetProperty("x").GetString(),
                expired.GetProperty("X").GetString()));
        rig.Clock.Skip(TimeSpan.FromSeconds(300));
        JsonElement cancelled = (await user.ReadAsync()).GetProperty("o");
        Assert.Equal(
            ("plain", "CANCELED"), (cancelled.GetProperty("c").GetString(), cancelled.GetProperty("X").GetString()));
    }

    [Fact]
    public async Task Modes_that_are_not_offered_are_refused_and_those_that_are_set_need_no_change()
    {
        await using BinanceRig rig = await StartAsync();
        Assert.Equal(-4059, CodeOf(await rig.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=false")));
        Assert.Equal(-1020, CodeOf(await rig.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=true")));
        Assert.Equal(-4046, CodeOf(await rig.PostAsync("/fapi/v1/marginType", "symbol=BTCUSDT&marginType=CROSSED")));
        Assert.Equal(-1020, CodeOf(await rig.PostAsync("/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED")));
        Assert.Equal(-4171, CodeOf(await rig.PostAsync("/fapi/v1/multiAssetsMargin", "multiAssetsMargin=false")));
        Assert.Equal(-4028, CodeOf(await rig.PostAsync("/fapi/v1/leverage", "symbol=BTCUSDT&leverage=101")));
        JsonElement set = await rig.PostAsync("/fapi/v1/leverage", "symbol=BTCUSDT&leverage=5");
        Assert.Equal(5, set.GetProperty("leverage").GetInt32());
    }

    [Fact]
    public async Task Account_positions_and_fills_agree_with_each_other()
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "100000.1", "1", "a"));
        JsonElement fill = (await rig.GetAsync("/fapi/v1/userTrades", "symbol=BTCUSDT"))[0];
        decimal fee = decimal.Parse(fill.GetProperty("commission").GetString()!, null);
        Assert.Equal(100_000.1m * 0.0005m, fee);
        JsonElement position = (await rig.GetAsync("/fapi/v3/positionRisk"))[0];
        Assert.Equal(
            ("1.000", "100000.1", "BOTH"),
            (position.GetProperty("positionAmt").GetString(), position.GetProperty("entryPrice").GetString(),
                position.GetProperty("positionSide").GetString()));
        JsonElement account = await rig.GetAsync("/fapi/v3/account");
        Assert.Equal(
            500_000m - fee, decimal.Parse(account.GetProperty("totalWalletBalance").GetString()!, null));
        decimal margin = decimal.Parse(account.GetProperty("totalInitialMargin").GetString()!, null);
        Assert.Equal(10_000m, margin);
        JsonElement income = await rig.GetAsync("/fapi/v1/income", "incomeType=COMMISSION");
        Assert.Equal(-fee, decimal.Parse(income[0].GetProperty("income").GetString()!, null));
        // The second version lists the flat ones too.
        Assert.True((await rig.GetAsync("/fapi/v2/positionRisk")).GetArrayLength() >= 1);
    }

    private static Task<JsonElement> Amend(
        BinanceRig rig, string id, string price, string quantity, string more = "") =>
        rig.PutAsync(
            "/fapi/v1/order",
            $"symbol=BTCUSDT&side=BUY&origClientOrderId={id}&price={price}&quantity={quantity}{more}");
}
