using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Json;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

public sealed class MarketStreamTests
{
    [Fact]
    public async Task A_book_is_a_snapshot_and_then_numbered_changes()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["orderbook.50.BTCUSDT"]}""");
        await client.ReadAsync();
        JsonElement snapshot = await client.ReadAsync();
        Assert.Equal("snapshot", snapshot.GetProperty("type").GetString());
        JsonElement data = snapshot.GetProperty("data");
        Assert.Equal(50, data.GetProperty("b").GetArrayLength());
        Assert.Equal("99999.9", data.GetProperty("b")[0][0].GetString());
        Assert.Equal("1.000", data.GetProperty("b")[0][1].GetString());
        Assert.Equal("100000.1", data.GetProperty("a")[0][0].GetString());
        long update = data.GetProperty("u").GetInt64();

        InstrumentId perpetual = server.Market.PerpetualId;
        server.Market.Move(desk => desk.SetDepth(perpetual, Side.Buy, Price.From(99_999.9m), Quantity.From(7)));
        JsonElement delta = await client.ReadAsync();
        Assert.Equal("delta", delta.GetProperty("type").GetString());
        Assert.Equal("""[["99999.9","7.000"]]""", delta.GetProperty("data").GetProperty("b").GetRawText());
        Assert.Equal(0, delta.GetProperty("data").GetProperty("a").GetArrayLength());
        Assert.Equal(update + 1, delta.GetProperty("data").GetProperty("u").GetInt64());

        server.Market.Move(desk => desk.SetDepth(perpetual, Side.Buy, Price.From(99_999.9m), Quantity.Zero));
        delta = await client.ReadAsync();
        Assert.Equal(
            """[["99999.9","0"],["99994.9","51.000"]]""", delta.GetProperty("data").GetProperty("b").GetRawText());
        Assert.Equal(update + 2, delta.GetProperty("data").GetProperty("u").GetInt64());

        using SocketClient late = await server.OpenAsync("/v5/public/linear");
        await late.SendAsync("""{"op":"subscribe","args":["orderbook.50.BTCUSDT"]}""");
        await late.ReadAsync();
        Assert.Equal(update + 2, (await late.ReadAsync()).GetProperty("data").GetProperty("u").GetInt64());
    }

    [Fact]
    public async Task The_touch_is_repeated_with_the_same_number_when_nothing_happens()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["orderbook.1.BTCUSDT"]}""");
        await client.ReadAsync();
        JsonElement first = await client.ReadAsync();
        JsonElement second = await client.ReadAsync();
        Assert.Equal("snapshot", second.GetProperty("type").GetString());
        Assert.Equal(first.GetProperty("data").GetRawText(), second.GetProperty("data").GetRawText());
        Assert.True(second.GetProperty("ts").GetInt64() - first.GetProperty("ts").GetInt64() >= 2_990);
    }

    [Fact]
    public void A_touch_that_stands_still_is_repeated_though_the_book_moves_behind_it_all_the_time()
    {
        Timestamp now = Timestamp.FromMilliseconds(1_790_000_000_000);
        StillMarket market = new();
        SimulatedExchange exchange = new(new ExchangeSettings { Start = now }, market);
        SharedMarket shared = new(exchange, pace: 1);
        ListedInstrument perpetual = exchange.Find(StillMarket.Perpetual)!;
        var feed = new BookFeed("orderbook.1.BTCUSDT", perpetual, 1, shared.View, new BookNumber());
        FrameWriter writer = new();
        Assert.True(feed.TryWriteSnapshot(writer.Begin(), isFirst: true, now));
        string first = DataOf(writer);
        List<int> repeatedAt = [];
        for (int ms = 10; ms <= 7_000; ms += 10)
        {
            Quantity next = Quantity.From(500 + ms);
            market.Move(desk => desk.SetDepth(perpetual.Id, Side.Buy, Price.From(99_999m), next));
            shared.Advance(now + Duration.FromMilliseconds(ms));
            if (!feed.TryWriteChange(writer.Begin(), now + Duration.FromMilliseconds(ms))) continue;
            repeatedAt.Add(ms);
            Assert.Equal(first, DataOf(writer));
        }
        Assert.Equal([3_000, 6_000], repeatedAt);
    }

    private static string DataOf(FrameWriter writer)
    {
        SharedFrame frame = writer.Finish();
        using JsonDocument document = JsonDocument.Parse(frame.Memory);
        return document.RootElement.GetProperty("data").GetRawText();
    }

    [Fact]
    public async Task A_book_asked_for_has_the_number_of_the_deepest_stream()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        InstrumentId perpetual = server.Market.PerpetualId;
        long before = await AskedAsync(server);
        Assert.Equal(before, await AskedAsync(server));
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["orderbook.1000.BTCUSDT"]}""");
        await client.ReadAsync();
        long streamed = UpdateOf(await client.ReadAsync());
        Assert.True(streamed > before);
        Assert.Equal(streamed, await AskedAsync(server));
        for (int size = 1; size <= 3; size++)
        {
            Quantity next = Quantity.From(500 + size);
            server.Market.Move(desk => desk.SetDepth(perpetual, Side.Buy, Price.From(99_999m), next));
            long asked = streamed;
            while (asked == streamed) asked = await AskedAsync(server);
            Assert.Equal(streamed + 1, asked);
            streamed = UpdateOf(await client.ReadAsync());
            Assert.Equal(asked, streamed);
        }
    }

    private static async Task<long> AskedAsync(RunningServer server) => UpdateOf(await server.GetAsync(
        "/v5/market/orderbook", "category=linear&symbol=BTCUSDT&limit=50", false));

    private static long UpdateOf(JsonElement frame) =>
        (frame.TryGetProperty("data", out JsonElement data) ? data : frame.GetProperty("result"))
            .GetProperty("u").GetInt64();

    [Fact]
    public async Task A_ticker_change_holds_only_what_changed()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["tickers.BTCUSDT"]}""");
        await client.ReadAsync();
        JsonElement snapshot = (await client.ReadAsync()).GetProperty("data");
        Assert.Equal("0.0001", snapshot.GetProperty("fundingRate").GetString());
        Assert.Equal("8", snapshot.GetProperty("fundingIntervalHour").GetString());

        InstrumentId perpetual = server.Market.PerpetualId;
        server.Market.Move(desk => desk.SetDepth(perpetual, Side.Sell, Price.From(100_000.1m), Quantity.From(3)));
        JsonElement delta = await client.ReadAsync();
        Assert.Equal("delta", delta.GetProperty("type").GetString());
        Assert.Equal("""{"symbol":"BTCUSDT","ask1Size":"3.000"}""", delta.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Trades_come_by_symbol_and_those_of_options_by_coin()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/option");
        await client.SendAsync("""{"op":"subscribe","args":["publicTrade.BTC"]}""");
        await client.ReadAsync();
        await server.PostAsync(
            "/v5/order/create",
            $$"""
            {"category":"option","symbol":"{{StillMarket.Option}}","side":"Buy","orderType":"Market","qty":"0.1",
            "orderLinkId":"t1"}
            """);
        JsonElement frame = await client.ReadAsync();
        Assert.Equal("publicTrade.BTC", frame.GetProperty("topic").GetString());
        JsonElement trade = frame.GetProperty("data")[0];
        Assert.Equal(StillMarket.Option, trade.GetProperty("s").GetString());
        Assert.Equal("40005", trade.GetProperty("p").GetString());
        Assert.Equal("0.5", trade.GetProperty("mIv").GetString());
    }

    [Fact]
    public async Task After_unsubscribing_nothing_more_comes()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient client = await server.OpenAsync("/v5/public/linear");
        await client.SendAsync("""{"op":"subscribe","args":["orderbook.50.BTCUSDT"]}""");
        await client.ReadAsync();
        await client.ReadAsync();
        await client.SendAsync("""{"op":"unsubscribe","args":["orderbook.50.BTCUSDT"]}""");
        Assert.Equal("unsubscribe", (await client.ReadAsync()).GetProperty("op").GetString());
        InstrumentId perpetual = server.Market.PerpetualId;
        server.Market.Move(desk => desk.SetDepth(perpetual, Side.Buy, Price.From(99_999.9m), Quantity.From(9)));
        JsonElement book;
        do
        {
            book = (await server.GetAsync("/v5/market/orderbook", "category=linear&symbol=BTCUSDT&limit=1", false))
                .GetProperty("result");
        }
        while (book.GetProperty("b")[0][1].GetString() != "9.000");
        await client.SendAsync("""{"op":"ping"}""");
        Assert.Equal("pong", (await client.ReadAsync()).GetProperty("ret_msg").GetString());
    }
}
