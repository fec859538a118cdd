using System.Text.Json;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using Xunit;
using static TradingAgent.UnitTests.ExchangeServer.Binance.BinanceRig;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_in_the_wrong_room_is_acknowledged_and_stays_silent()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient market = await rig.OpenAsync("/market/ws");
        await market.SendAsync(
            """{"method":"SUBSCRIBE","params":["btcusdt@bookTicker","btcusdt@markPrice@1s"],"id":1}""");
        JsonElement reply = await market.ReadAsync();
        Assert.Equal(JsonValueKind.Null, reply.GetProperty("result").ValueKind);
        await market.SendAsync("""{"method":"LIST_SUBSCRIPTIONS","id":2}""");
        HashSet<string?> heard = [];
        JsonElement names = default;
        while (names.ValueKind != JsonValueKind.Array || heard.Count == 0)
        {
            JsonElement frame = await market.ReadAsync();
            if (frame.TryGetProperty("result", out JsonElement result)) names = result;
            else heard.Add(frame.GetProperty("e").GetString());
        }
        Assert.Equal(2, names.GetArrayLength());
        Assert.Equal(["markPriceUpdate"], heard);
    }

    [Theory]
    [InlineData("/public/ws/btcusdt@bookTicker", false)]
    [InlineData("/public/ws/17/btcusdt@bookTicker", false)]
    [InlineData("/ws/btcusdt@bookTicker", false)]
    [InlineData("/public/stream?streams=btcusdt@bookTicker/btcusdt@depth5", true)]
    [InlineData("/stream?streams=btcusdt@bookTicker", true)]
    public async Task The_address_says_what_to_begin_with_and_in_which_form(string path, bool isWrapped)
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient client = await rig.OpenAsync(path);
        JsonElement frame = await client.ReadUntilAsync(any => any.GetRawText().Contains("bookTicker"));
        if (isWrapped) Assert.Equal("btcusdt@bookTicker", frame.GetProperty("stream").GetString());
        JsonElement touch = isWrapped ? frame.GetProperty("data") : frame;
        Assert.Equal("99999.9", touch.GetProperty("b").GetString());
        Assert.Equal("100000.1", touch.GetProperty("a").GetString());
        Assert.Equal(1, touch.GetProperty("st").GetInt32());
    }

    [Fact]
    public async Task Depth_frames_chain_to_each_other_and_to_a_snapshot()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient client = await rig.OpenAsync("/public/ws/btcusdt@depth@100ms");
        SortedDictionary<decimal, decimal>? bids = null;
        long last = 0;
        long previous = 0;
        for (int i = 0; i < 4; i++)
        {
            IsFine(await rig.PlaceAsync("BUY", (99_000 + i).ToString(), "0.5", "b" + i));
            JsonElement frame = await client.ReadAsync();
            long first = frame.GetProperty("U").GetInt64();
            long update = frame.GetProperty("u").GetInt64();
            if (previous != 0) Assert.Equal(previous, frame.GetProperty("pu").GetInt64());
            previous = update;
            if (bids is null)
            {
                JsonElement snapshot = await rig.AskAsync("/fapi/v1/depth?symbol=BTCUSDT&limit=1000");
                last = snapshot.GetProperty("lastUpdateId").GetInt64();
                Assert.True(first <= last && last <= update);
                bids = [];
                Take(bids, snapshot.GetProperty("bids"));
            }
            Take(bids, frame.GetProperty("b"));
        }
        JsonElement end = await rig.AskAsync("/fapi/v1/depth?symbol=BTCUSDT&limit=1000");
        SortedDictionary<decimal, decimal> expected = [];
        Take(expected, end.GetProperty("bids"));
        Assert.Equal(expected, bids);
    }

    [Fact]
    public async Task A_level_that_is_gone_comes_with_nothing_left()
    {
        await using BinanceRig rig = await StartAsync();
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.5", "a"));
        using SocketClient client = await rig.OpenAsync("/public/ws/btcusdt@depth@100ms");
        await rig.AskAsync("/fapi/v1/ping");
        IsFine(await rig.DeleteAsync("/fapi/v1/allOpenOrders", "symbol=BTCUSDT"));
        JsonElement level = (await client.ReadAsync()).GetProperty("b")[0];
        Assert.Equal("99000.0", level[0].GetString());
        Assert.Equal(0, decimal.Parse(level[1].GetString()!, null));
    }

    [Fact]
    public async Task Trades_come_one_by_one_and_put_together()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient trades = await rig.OpenAsync("/public/ws/btcusdt@trade");
        using SocketClient sums = await rig.OpenAsync("/market/ws/btcusdt@aggTrade");
        await rig.AskAsync("/fapi/v1/ping");
        IsFine(await rig.PlaceAsync("BUY", "100000.2", "2", "a"));
        JsonElement first = await trades.ReadAsync();
        JsonElement second = await trades.ReadAsync();
        Assert.Equal(
            ("100000.1", "100000.2"), (first.GetProperty("p").GetString(), second.GetProperty("p").GetString()));
        Assert.False(first.GetProperty("m").GetBoolean());
        JsonElement sum = await sums.ReadAsync();
        Assert.Equal(first.GetProperty("t").GetInt64(), sum.GetProperty("f").GetInt64());
        JsonElement listed = await rig.AskAsync("/fapi/v1/aggTrades?symbol=BTCUSDT");
        Assert.Equal(sum.GetProperty("a").GetInt64(), listed[0].GetProperty("a").GetInt64());
    }

    [Theory]
    [InlineData("""{"method":"SET_PROPERTY","params":["combined","yes"],"id":4}""", 1)]
    [InlineData("""{"method":"GET_PROPERTY","params":["colour"],"id":4}""", 0)]
    [InlineData("""{"method":"DANCE","id":4}""", 2)]
    [InlineData("""{"method":"SUBSCRIBE","params":[5],"id":4}""", 2)]
    [InlineData("not json", 3)]
    public async Task What_cannot_be_understood_is_answered_with_a_number(string text, int code)
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient client = await rig.OpenAsync("/public/ws");
        await client.SendAsync(text);
        JsonElement reply = await client.ReadAsync();
        Assert.Equal(code, reply.GetProperty("error").GetProperty("code").GetInt32());
        if (code != 3) Assert.Equal(4, reply.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task The_form_can_be_changed_while_streams_run()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient client = await rig.OpenAsync("/market/ws/btcusdt@markPrice@1s");
        Assert.Equal("markPriceUpdate", (await client.ReadAsync()).GetProperty("e").GetString());
        await client.SendAsync("""{"method":"SET_PROPERTY","params":["combined",true],"id":5}""");
        JsonElement wrapped = await client.ReadUntilAsync(frame => frame.TryGetProperty("stream", out _));
        Assert.Equal("btcusdt@markPrice@1s", wrapped.GetProperty("stream").GetString());
        await client.SendAsync("""{"method":"GET_PROPERTY","params":["combined"],"id":6}""");
        JsonElement reply = await client.ReadUntilAsync(frame => frame.TryGetProperty("result", out _));
        Assert.True(reply.GetProperty("result").GetBoolean());
    }

    [Fact]
    public async Task A_client_that_sends_too_fast_is_cut()
    {
        await using BinanceRig rig = await StartAsync(limits => limits with { MessagesPerSecondMax = 3 });
        using SocketClient client = await rig.OpenAsync("/public/ws");
        for (int i = 0; i < 10; i++)
        {
            try
            {
                await client.SendAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                break;
            }
        }
        int answers = 0;
        while (await client.ReadTextAsync() is not null) answers++;
        Assert.InRange(answers, 0, 6);
    }

    [Fact]
    public async Task An_options_mark_is_what_the_venues_formula_makes_of_what_comes_with_it()
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient client = await rig.OpenAsync("/market/ws/btcusdt@optionMarkPrice");
        JsonElement row = (await client.ReadAsync())[0];
        Assert.Equal(Option, row.GetProperty("s").GetString());
        long expiry = new DateTimeOffset(2030, 3, 28, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        double years = (expiry - row.GetProperty("E").GetInt64()) / (365.0 * 86_400_000);
        OptionGreeks value = Black76.Evaluate(true, Number(row, "i"), 100_000, years, Number(row, "vo"));
        Assert.Equal(value.Price, Number(row, "mp"), 0.01);
        Assert.Equal(value.Delta, Number(row, "d"), 1e-6);
        Assert.Equal(value.Gamma, Number(row, "g"), 1e-6);
        Assert.Equal(value.VegaPerPoint, Number(row, "v"), 1e-4);
        Assert.Equal(value.ThetaPerDay, Number(row, "t"), 1e-4);
        Assert.Equal("39995", row.GetProperty("bo").GetString());
    }

    [Theory]
    [InlineData("/public", "btc-300328-100000-c@bookTicker", "bookTicker")]
    [InlineData("/public", "btc-300328-100000-c@depth5@100ms", "depthUpdate")]
    [InlineData("/public", "btcusdt@optionTicker@300328", "24hrTicker")]
    [InlineData("/public", "!bookTicker", "bookTicker")]
    [InlineData("/market", "!index@arr", "indexPrice")]
    [InlineData("/market", "!markPrice@arr@1s", "markPriceUpdate")]
    [InlineData("/market", "!miniTicker@arr", "24hrMiniTicker")]
    [InlineData("/market", "btcusdt@ticker", "24hrTicker")]
    public async Task Streams_speak_in_their_room(string room, string name, string expected)
    {
        await using BinanceRig rig = await StartAsync();
        using SocketClient client = await rig.OpenAsync(room + "/stream?streams=" + name);
        JsonElement frame = await client.ReadAsync();
        Assert.Equal(name, frame.GetProperty("stream").GetString());
        JsonElement payload = frame.GetProperty("data");
        JsonElement row = payload.ValueKind == JsonValueKind.Array ? payload[0] : payload;
        Assert.Equal(expected, row.GetProperty("e").GetString());
    }

    private static double Number(JsonElement row, string name) =>
        double.Parse(row.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static void Take(SortedDictionary<decimal, decimal> side, JsonElement levels)
    {
        foreach (JsonElement level in levels.EnumerateArray())
        {
            decimal price = decimal.Parse(level[0].GetString()!, null);
            decimal quantity = decimal.Parse(level[1].GetString()!, null);
            if (quantity == 0) side.Remove(price);
            else side[price] = quantity;
        }
    }
}
