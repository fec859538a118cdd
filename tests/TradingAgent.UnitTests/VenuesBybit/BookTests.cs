using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class BookTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();

    private BybitMarketProtocol Open()
    {
        BybitMarketProtocol protocol = Market(BybitCategory.Linear, _sink);
        protocol.OnOpened(At(0), _wire);
        _wire.Sent.Clear();
        return protocol;
    }

    private void Feed(BybitMarketProtocol protocol, string frame, long ms) =>
        protocol.OnMessage(Utf8(frame), At(ms), _wire);

    [Fact]
    public void Depth_is_summed_within_basis_points_of_the_mid()
    {
        // Mid 60001: 5 bp = 30.0005, 10 bp = 60.001, 25 bp = 150.0025, 50 bp = 300.005.
        Feed(Open(), MarketFrames.BookSnapshot, 0);
        DepthSummaryChanged depth = _sink.Single.Depth;
        Assert.Equal(Quantity.From(3), depth.Bid5);
        Assert.Equal(Quantity.From(3), depth.Bid10);
        Assert.Equal(Quantity.From(7), depth.Bid25);
        Assert.Equal(Quantity.From(7), depth.Bid50);
        Assert.Equal(Quantity.From(1.5m), depth.Ask5);
        Assert.Equal(Quantity.From(4.5m), depth.Ask10);
        Assert.Equal(Quantity.From(4.5m), depth.Ask25);
        Assert.Equal(Quantity.From(9.5m), depth.Ask50);
    }

    [Fact]
    public void Depth_is_published_at_most_ten_times_a_second_and_levels_change()
    {
        BybitMarketProtocol protocol = Open();
        Feed(protocol, MarketFrames.BookSnapshot, 0);
        for (int i = 1; i <= 50; i++)
        {
            string delta = MarketFrames.Delta(100 + i, """["60000","7"]""", """["60002","0"]""");
            Feed(protocol, delta, i * 20);
        }
        Assert.InRange(_sink.Events.Count, 10, 11);
        // Mid 60025 now: 10 bp reach down to 59964.98, and 60050 is the best ask.
        DepthSummaryChanged last = _sink.Events[^1].Depth;
        Assert.Equal(Quantity.From(9), last.Bid10);
        Assert.Equal(Quantity.From(3), last.Ask10);
    }

    [Fact]
    public void A_gap_asks_for_a_fresh_book_and_publishes_nothing_until_it_comes()
    {
        BybitMarketProtocol protocol = Open();
        Feed(protocol, MarketFrames.BookSnapshot, 0);
        _sink.Clear();
        Feed(protocol, MarketFrames.Delta(102, """["60000","7"]""", ""), 200);
        Feed(protocol, MarketFrames.Delta(103, """["60000","8"]""", ""), 400);
        Assert.Empty(_sink.Events);
        Assert.Equal(1, protocol.Gaps);
        Assert.Equal(
            [
                """{"req_id":"u","op":"unsubscribe","args":["orderbook.50.BTCUSDT"]}""",
                """{"req_id":"r","op":"subscribe","args":["orderbook.50.BTCUSDT"]}""",
            ],
            _wire.Sent);
        Feed(protocol, MarketFrames.BookSnapshot, 600);
        Assert.Single(_sink.Events);
        Feed(protocol, MarketFrames.Delta(101, """["60000","7"]""", ""), 800);
        Assert.Equal(2, _sink.Events.Count);
    }

    [Fact]
    public void A_fresh_book_that_does_not_come_is_asked_for_again()
    {
        BybitMarketProtocol protocol = Open();
        Feed(protocol, MarketFrames.BookSnapshot, 0);
        Feed(protocol, MarketFrames.Delta(105, "", ""), 200);
        protocol.OnTick(At(5_000), _wire);
        Assert.Equal(2, _wire.Sent.Count);
        protocol.OnTick(At(10_300), _wire);
        Assert.Equal(4, _wire.Sent.Count);
    }

    [Fact]
    public void Update_id_one_is_a_snapshot_whatever_the_frame_calls_itself()
    {
        BybitMarketProtocol protocol = Open();
        Feed(protocol, MarketFrames.BookSnapshot, 0);
        Feed(protocol, MarketFrames.Delta(1, """["50000","3"]""", """["50001","4"]"""), 200);
        Assert.Equal(0, protocol.Gaps);
        Assert.Equal(Quantity.From(3), _sink.Events[^1].Depth.Bid50);
        Feed(protocol, MarketFrames.Delta(2, """["50000","0"]""", ""), 400);
        Assert.Equal(Quantity.Zero, _sink.Events[^1].Depth.Bid50);
        Assert.Equal(Quantity.From(4), _sink.Events[^1].Depth.Ask5);
    }

    [Fact]
    public void Any_stream_of_changes_leaves_the_book_that_a_sorted_map_would_hold()
    {
        var random = new Random(20260322);
        foreach (bool isBid in (bool[])[true, false])
        {
            var side = new BookSide(isBid, 1000);
            var naive = new SortedDictionary<long, long>();
            for (int i = 0; i < 20_000; i++)
            {
                long price = random.Next(1, 400);
                long size = random.Next(4) == 0 ? 0 : random.Next(1, 100);
                side.Set(price, size);
                if (size == 0) naive.Remove(price);
                else naive[price] = size;
                Assert.Equal(naive.Count, side.Count);
                long best = naive.Count == 0 ? 0 : isBid ? naive.Keys.Last() : naive.Keys.First();
                Assert.Equal(best, side.BestPrice);
                if (best != 0) Assert.Equal(naive[best], side.BestSize);
            }
        }
    }

    [Fact]
    public void A_full_side_drops_its_worst_level()
    {
        var side = new BookSide(isBid: true, 3);
        foreach (long price in (long[])[10, 20, 30, 25, 5]) side.Set(price, 1);
        Assert.Equal(3, side.Count);
        side.Set(30, 0);
        side.Set(25, 0);
        Assert.Equal(20, side.BestPrice);
    }
}
