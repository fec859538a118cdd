using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Market;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;
using static TradingAgent.UnitTests.VenuesBinance.MarketFrames;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Books: a snapshot, the change that straddles it, and changes chained by the one before.</summary>
public sealed class DepthTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly List<string> _asked = [];
    private readonly BinanceMarketProtocol _market;

    public DepthTests()
    {
        _market = Market(false, StreamRoad.Public, _sink);
        _market.SnapshotWanted = instrument => _asked.Add(instrument.Symbol);
        _market.OnOpened(At(0), _wire);
    }

    private void On(string frame, long ms) => Assert.True(_market.OnMessage(Utf8(frame), At(ms), _wire));

    private DepthSummaryChanged Depth => _sink.Of(EventKind.DepthSummaryChanged)[^1].Depth;

    private int Depths => _sink.Of(EventKind.DepthSummaryChanged).Count;

    [Fact]
    public void Changes_wait_for_the_snapshot_and_those_older_than_it_are_dropped()
    {
        Assert.Contains("BTCUSDT", _asked);
        On(Delta(90, 95, 89, "[\"60000.00\",\"7.000\"]", ""), 10);
        On(Delta(96, 101, 95, "[\"60000.00\",\"3.000\"]", ""), 20);
        Assert.Equal(0, Depths);
        _market.OnSnapshot(Perpetual, Utf8(Snapshot), At(30));
        Assert.Equal(Quantity.From(5), Depth.Bid5);
        Assert.Equal(Quantity.From(1.5m), Depth.Ask5);
    }

    [Fact]
    public void Changes_chain_by_the_last_update_of_the_one_before_whatever_the_numbers_between()
    {
        _market.OnSnapshot(Perpetual, Utf8(Snapshot), At(0));
        On(Delta(98, 104, 97, "[\"60000.00\",\"4.000\"]", ""), 200);
        On(Delta(140, 150, 104, "[\"60000.00\",\"0.000\"],[\"12.00\",\"0\"]", "[\"60001.00\",\"1\"]"), 400);
        Assert.Equal(Quantity.From(2), Depth.Bid5);
        Assert.Equal(Quantity.From(2.5m), Depth.Ask5);
        Assert.Equal(0, _market.Gaps);
    }

    [Theory]
    [InlineData(107)]
    [InlineData(103)]
    public void A_change_after_another_than_the_last_empties_the_book_until_a_newer_snapshot(int previous)
    {
        _market.OnSnapshot(Perpetual, Utf8(Snapshot), At(0));
        On(Delta(98, 104, 97, "[\"60000.00\",\"4.000\"]", ""), 2000);
        int before = _asked.Count(s => s == "BTCUSDT");
        On(Delta(108, 110, previous, "[\"60000.00\",\"5.000\"]", ""), 4000);
        Assert.Equal(1, _market.Gaps);
        Assert.Equal(before + 1, _asked.Count(s => s == "BTCUSDT"));
        int depths = Depths;
        On(Delta(111, 112, 110, "[\"60000.00\",\"6.000\"]", ""), 4200);
        Assert.Equal(depths, Depths);
        _market.OnSnapshot(
            Perpetual, Utf8(Snapshot.Replace("Id\":100", "Id\":109", StringComparison.Ordinal)), At(4400));
        Assert.Equal(Quantity.From(8), Depth.Bid5);
    }

    [Fact]
    public void A_snapshot_older_than_what_waits_is_not_believed()
    {
        On(Delta(105, 110, 104, "[\"60000.00\",\"5.000\"]", ""), 10);
        _market.OnSnapshot(Perpetual, Utf8(Snapshot), At(2000));
        Assert.Equal(0, Depths);
        Assert.Equal(2, _asked.Count(s => s == "BTCUSDT"));
    }

    [Fact]
    public void A_first_change_that_does_not_straddle_the_snapshot_is_a_gap()
    {
        _market.OnSnapshot(Perpetual, Utf8(Snapshot), At(0));
        On(Delta(101, 104, 100, "[\"60000.00\",\"4.000\"]", ""), 2000);
        Assert.Equal(1, _market.Gaps);
    }

    [Fact]
    public void Changes_out_of_order_resynchronise_and_a_repeated_one_does_nothing()
    {
        _market.OnSnapshot(Perpetual, Utf8(Snapshot), At(0));
        On(Delta(98, 104, 97, "[\"60000.00\",\"4.000\"]", ""), 200);
        On(Delta(98, 104, 97, "[\"60000.00\",\"9.000\"]", ""), 400);
        Assert.Equal(0, _market.Gaps);
        On(Delta(110, 112, 109, "", ""), 600);
        Assert.Equal(1, _market.Gaps);
        On(Delta(105, 109, 104, "", ""), 800);
        Assert.Equal(1, _market.Gaps);
    }

    [Fact]
    public void A_snapshot_that_does_not_come_is_asked_for_again_after_patience_only()
    {
        int first = _asked.Count(s => s == "BTCUSDT");
        for (int s = 1; s < 10; s++) _market.OnTick(At(s * 1000), _wire);
        Assert.Equal(first, _asked.Count(s => s == "BTCUSDT"));
        _market.OnTick(At(10_500), _wire);
        Assert.Equal(first + 1, _asked.Count(s => s == "BTCUSDT"));
    }

    [Fact]
    public void A_new_socket_forgets_the_book()
    {
        _market.OnSnapshot(Perpetual, Utf8(Snapshot), At(0));
        int depths = Depths;
        _market.OnClosed(At(100));
        _market.OnOpened(At(200), _wire);
        On(Delta(98, 104, 97, "[\"60000.00\",\"4.000\"]", ""), 400);
        Assert.Equal(depths, Depths);
    }

    [Fact]
    public void A_bad_snapshot_is_kept_and_nothing_is_made_of_it()
    {
        _market.OnSnapshot(Perpetual, Utf8("""{"lastUpdateId":1,"bids":[["-1","2"]]}"""), At(0));
        _market.OnSnapshot(Perpetual, Utf8("<html>"), At(0));
        Assert.Equal(0, Depths);
    }
}
