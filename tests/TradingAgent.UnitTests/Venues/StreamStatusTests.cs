using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class StreamStatusTests
{
    [Fact]
    public void A_stream_is_as_good_as_its_worst_connection_and_only_changes_are_told()
    {
        var sink = new RecordingSink();
        var clock = new SteadyClock(TimeProvider.System);
        var status = new StreamStatus(VenueId.Bybit, VenueStream.OptionMarket, sink, clock);
        int first = status.Join();
        int second = status.Join();
        status.Set(first, VenueStatus.Down);
        status.Set(first, VenueStatus.Up);
        status.Set(second, VenueStatus.Up);
        status.Set(second, VenueStatus.Up);
        status.Set(first, VenueStatus.Stale);
        Assert.Equal(
            [VenueStatus.Down, VenueStatus.Up, VenueStatus.Stale],
            sink.Events.Select(e => e.Status.Status));
        Assert.All(sink.Events, e => Assert.Equal(VenueStream.OptionMarket, e.Status.Stream));
    }

    [Fact]
    public void A_connection_that_carries_nothing_any_more_says_nothing_of_the_stream()
    {
        var sink = new RecordingSink();
        var status = new StreamStatus(
            VenueId.Bybit, VenueStream.OptionMarket, sink, new SteadyClock(TimeProvider.System));
        (int first, int second) = (status.Join(), status.Join());
        status.Set(first, VenueStatus.Up);
        status.Set(second, VenueStatus.Stale);
        status.Leave(second);
        status.Set(second, VenueStatus.Down);
        Assert.Equal(VenueStatus.Up, status.Current);
        Assert.Equal([VenueStatus.Down, VenueStatus.Stale, VenueStatus.Up], sink.Events.Select(e => e.Status.Status));
    }
}
