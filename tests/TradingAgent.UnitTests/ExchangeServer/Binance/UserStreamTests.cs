using System.Text.Json;
using Xunit;
using static TradingAgent.UnitTests.ExchangeServer.Binance.BinanceRig;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class UserStreamTests
{
    [Fact]
    public async Task An_order_that_fills_at_once_is_new_first_and_every_fill_shows_the_sums_after_it()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient user = await rig.ListenAsync();
        IsFine(await rig.PlaceAsync("BUY", "100000.2", "4", "a"));

        JsonElement born = await OrderEvent(user);
        Assert.Equal(("NEW", "NEW", "0.000"), (Text(born, "x"), Text(born, "X"), Text(born, "z")));
        Assert.False(born.TryGetProperty("n", out _));
        JsonElement lite = await user.ReadAsync();
        Assert.Equal("TRADE_LITE", Text(lite, "e"));
        JsonElement first = await OrderEvent(user);
        Assert.Equal(
            ("TRADE", "PARTIALLY_FILLED", "1.000", "1.000"),
            (Text(first, "x"), Text(first, "X"), Text(first, "l"), Text(first, "z")));
        Assert.Equal(lite.GetProperty("t").GetInt64(), first.GetProperty("t").GetInt64());
        Assert.Equal(50.00005m, decimal.Parse(Text(first, "n")!, null));
        await user.ReadAsync();
        JsonElement second = await OrderEvent(user);
        Assert.Equal(
            ("PARTIALLY_FILLED", "2.000", "3.000", "100000.2", "100000.16667"),
            (Text(second, "X"), Text(second, "l"), Text(second, "z"), Text(second, "L"), Text(second, "ap")));
        JsonElement account = await user.ReadAsync();
        Assert.Equal("ACCOUNT_UPDATE", Text(account, "e"));
        JsonElement changes = account.GetProperty("a");
        Assert.Equal("ORDER", Text(changes, "m"));
        Assert.Equal("3.000", Text(changes.GetProperty("P")[0], "pa"));
        Assert.Equal("0", Text(changes.GetProperty("B")[0], "bc"));
    }

    [Fact]
    public async Task Amendments_and_cancels_are_told_with_the_clients_own_name_for_the_change()
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "a"));
        using SocketClient user = await rig.ListenAsync();
        IsFine(await rig.PutAsync(
            "/fapi/v1/order",
            "symbol=BTCUSDT&side=BUY&origClientOrderId=a&price=99001&quantity=0.02&modifyId=9"));
        JsonElement amended = await OrderEvent(user);
        Assert.Equal(
            ("AMENDMENT", "NEW", "99001.0", "0.020", "9", "NONE"),
            (Text(amended, "x"), Text(amended, "X"), Text(amended, "p"), Text(amended, "q"), Text(amended, "M"),
                Text(amended, "V")));
        IsFine(await rig.DeleteAsync("/fapi/v1/allOpenOrders", "symbol=BTCUSDT"));
        JsonElement ended = await OrderEvent(user);
        Assert.Equal(("CANCELED", "CANCELED"), (Text(ended, "x"), Text(ended, "X")));
        Assert.False(ended.TryGetProperty("M", out _));
    }

    [Fact]
    public async Task A_remainder_that_may_not_rest_has_expired_and_says_why()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient user = await rig.ListenAsync(form: "/private/ws?events=ORDER_TRADE_UPDATE&listenKey=");
        IsFine(await rig.PlaceAsync("BUY", "100000.1", "1.5", "a", "IOC"));
        await OrderEvent(user);
        await OrderEvent(user);
        JsonElement ended = await OrderEvent(user);
        Assert.Equal(
            ("EXPIRED", "EXPIRED", "1.000", "2"),
            (Text(ended, "x"), Text(ended, "X"), Text(ended, "z"), Text(ended, "er")));
    }

    [Theory]
    [InlineData("EXPIRE_TAKER", "mine", "NEW", "theirs", "EXPIRED_IN_MATCH")]
    [InlineData("EXPIRE_MAKER", "mine", "EXPIRED_IN_MATCH", "theirs", "FILLED")]
    [InlineData("EXPIRE_BOTH", "mine", "EXPIRED_IN_MATCH", "theirs", "EXPIRED_IN_MATCH")]
    public async Task The_takers_mode_decides_what_happens_between_own_orders(
        string mode, string maker, string makerStatus, string taker, string takerStatus)
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "100000", "0.01", maker, "GTX"));
        IsFine(await rig.PlaceAsync(
            "SELL", "99999.9", "0.01", taker, more: "&selfTradePreventionMode=" + mode));
        Assert.Equal(makerStatus, Text(await rig.OrderAsync(maker), "status"));
        Assert.Equal(takerStatus, Text(await rig.OrderAsync(taker), "status"));
    }

    [Fact]
    public async Task A_wrapped_stream_bears_the_key_as_its_name_and_a_filter_leaves_out_the_rest()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement opened = await rig.PostAsync("/fapi/v1/listenKey", "");
        string key = opened.GetProperty("listenKey").GetString()!;
        Assert.Equal(key, (await rig.PostAsync("/fapi/v1/listenKey", "")).GetProperty("listenKey").GetString());
        using SocketClient joined = await rig.OpenAsync("/private/stream");
        await joined.SendAsync("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + key + "\"],\"id\":7}");
        Assert.Equal(7, (await joined.ReadAsync()).GetProperty("id").GetInt32());
        using SocketClient narrow = await rig.ListenAsync(form: "/private/ws?events=ACCOUNT_UPDATE&listenKey=");
        IsFine(await rig.PlaceAsync("BUY", "100000.1", "0.5", "a"));
        JsonElement frame = await joined.ReadAsync();
        Assert.Equal(key, Text(frame, "stream"));
        Assert.Equal("a", Text(frame.GetProperty("data").GetProperty("o"), "c"));
        Assert.Equal("ACCOUNT_UPDATE", Text(await narrow.ReadAsync(), "e"));
    }

    [Fact]
    public async Task A_listen_key_says_that_it_has_expired_and_nothing_follows()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient user = await rig.ListenAsync(form: "/private/ws/");
        rig.Clock.Skip(TimeSpan.FromMinutes(50));
        IsFine(await rig.PutAsync("/fapi/v1/listenKey", ""));
        rig.Clock.Skip(TimeSpan.FromMinutes(50));
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "a"));
        Assert.Equal("ORDER_TRADE_UPDATE", Text(await user.ReadAsync(), "e"));
        rig.Clock.Skip(TimeSpan.FromMinutes(11));
        JsonElement expired = await user.ReadAsync();
        Assert.Equal("listenKeyExpired", Text(expired, "e"));
        Assert.Equal(-1125, CodeOf(await rig.PutAsync("/fapi/v1/listenKey", "")));
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "b"));
        using SocketClient renewed = await rig.ListenAsync();
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "c"));
        Assert.Equal("c", Text((await renewed.ReadAsync()).GetProperty("o"), "c"));
    }

    [Fact]
    public async Task New_leverage_is_told()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient user = await rig.ListenAsync();
        IsFine(await rig.PostAsync("/fapi/v1/leverage", "symbol=BTCUSDT&leverage=4"));
        JsonElement told = await user.ReadAsync();
        Assert.Equal("ACCOUNT_CONFIG_UPDATE", Text(told, "e"));
        Assert.Equal(4, told.GetProperty("ac").GetProperty("l").GetInt32());
    }

    [Fact]
    public async Task The_options_wallet_has_a_stream_of_its_own_and_counts_fees_the_other_way()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient user = await rig.ListenAsync("/eapi");
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "future"));
        IsFine(await rig.PostAsync(
            "/eapi/v1/order", $"symbol={Option}&side=BUY&type=LIMIT&quantity=1&price=40005&clientOrderId=option"));
        JsonElement born = await OrderEvent(user);
        Assert.Equal(("option", "NEW"), (Text(born, "c"), Text(born, "x")));
        JsonElement fill = await OrderEvent(user);
        Assert.Equal(("TRADE", "FILLED"), (Text(fill, "x"), Text(fill, "X")));
        Assert.Equal(-24m, decimal.Parse(Text(fill, "n")!, null));
        JsonElement balance = await user.ReadAsync();
        Assert.Equal("BALANCE_POSITION_UPDATE", Text(balance, "e"));
        Assert.Equal("1.0000", Text(balance.GetProperty("P")[0], "c"));
        JsonElement standing = await user.ReadUntilAsync(frame => Text(frame, "e") == "ACCOUNT_UPDATE");
        decimal equity = decimal.Parse(Text(standing, "eq")!, null);
        decimal sum = decimal.Parse(Text(standing, "b")!, null) + decimal.Parse(Text(standing, "m")!, null);
        Assert.Equal(equity, sum, 6);
        JsonElement greeks = await user.ReadUntilAsync(frame => Text(frame, "e") == "GREEK_UPDATE");
        Assert.Equal("BTCUSDT", Text(greeks.GetProperty("G")[0], "u"));
    }

    private static async Task<JsonElement> OrderEvent(SocketClient user)
    {
        JsonElement frame = await user.ReadAsync();
        Assert.Equal("ORDER_TRADE_UPDATE", Text(frame, "e"));
        return frame.GetProperty("o");
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).ToString();
}
