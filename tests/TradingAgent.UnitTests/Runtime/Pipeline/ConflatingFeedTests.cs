using TradingAgent.Runtime.Pipeline;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Pipeline;

public sealed class ConflatingFeedTests
{
    private const long Start = TestEvents.Second;
    private const long Millisecond = 1_000_000;

    private readonly Ring<EngineEvent> _ring = new(64, [null]);
    private readonly List<string> _fatal = [];
    private readonly ConflatingFeed _feed;

    public ConflatingFeedTests() =>
        _feed = new ConflatingFeed(_ring, _ring.Consumer(0), 100, (reason, _) => _fatal.Add(reason));

    [Fact]
    public void While_the_engine_keeps_up_every_update_enters()
    {
        for (int i = 0; i < 10; i++) _feed.Publish(TestEvents.Quote(1, i, Start + (i * 100_000)));
        Assert.Equal(10, Taken().Count);
        Assert.Equal(0, _feed.Conflated);
    }

    [Fact]
    public void A_backlog_of_exactly_two_milliseconds_is_not_old_enough()
    {
        _feed.Publish(TestEvents.Quote(1, 1, Start));
        _feed.Publish(TestEvents.Quote(1, 2, Start + (2 * Millisecond)));
        Assert.False(_feed.HasHeld);
        _feed.Publish(TestEvents.Quote(1, 3, Start + (2 * Millisecond) + 1));
        Assert.True(_feed.HasHeld);
    }

    [Fact]
    public void Behind_the_latest_of_each_slot_wins_and_is_marked()
    {
        Fall(behind: 3 * Millisecond);
        for (int i = 0; i < 5; i++) _feed.Publish(TestEvents.Quote(2, 100 + i, Start + (3 * Millisecond) + i));
        _feed.Publish(TestEvents.Quote(3, 7, Start + (3 * Millisecond) + 9));
        Assert.Single(Taken());
        _feed.FlushIfDue(new Timestamp(Start + (4 * Millisecond)));
        List<EngineEvent> entered = Taken();
        Assert.Equal([104, 7], entered.Select(e => e.Quote.Bid.Raw));
        Assert.Equal(EventFlags.Conflated, entered[0].Flags);
        Assert.Equal(EventFlags.None, entered[1].Flags);
        Assert.Equal(4, _feed.Conflated);
    }

    [Theory]
    [InlineData(EventKind.QuoteChanged, true)]
    [InlineData(EventKind.DepthSummaryChanged, true)]
    [InlineData(EventKind.MarkChanged, true)]
    [InlineData(EventKind.OptionQuoteChanged, true)]
    [InlineData(EventKind.VenueGreeksChanged, true)]
    [InlineData(EventKind.FundingChanged, true)]
    [InlineData(EventKind.OpenInterestChanged, true)]
    [InlineData(EventKind.TradePrinted, true)]
    [InlineData(EventKind.LiquidationPrinted, true)]
    [InlineData(EventKind.OrderAccepted, false)]
    [InlineData(EventKind.OrderFilled, false)]
    [InlineData(EventKind.OrderCancelled, false)]
    [InlineData(EventKind.PositionReported, false)]
    [InlineData(EventKind.FundingPaid, false)]
    [InlineData(EventKind.VenueStatusChanged, false)]
    [InlineData(EventKind.InstrumentListed, false)]
    [InlineData(EventKind.ParameterSet, false)]
    [InlineData(EventKind.OperatorRequested, false)]
    [InlineData(EventKind.CommandNotSent, false)]
    public void Only_market_updates_are_ever_held(EventKind kind, bool isHeld)
    {
        Fall(behind: 3 * Millisecond);
        for (int i = 0; i < 2; i++) _feed.Publish(TestEvents.Of(kind, 2, Start + (3 * Millisecond)));
        Assert.Equal(isHeld ? 1 : 3, Taken().Count);
    }

    [Fact]
    public void Trades_are_summed_by_side_with_their_count()
    {
        Fall(behind: 3 * Millisecond);
        long at = Start + (3 * Millisecond);
        foreach (long quantity in new long[] { 1, 2, 3 }) _feed.Publish(TestEvents.Trade(2, quantity, Side.Buy, at));
        _feed.Publish(TestEvents.Trade(2, 50, Side.Sell, at));
        Taken();
        _feed.FlushIfDue(new Timestamp(at));
        List<EngineEvent> entered = Taken();
        Assert.Equal(
            [new TradePrinted(new Price(3000), new Quantity(6), Side.Buy, 3),
             new TradePrinted(new Price(50_000), new Quantity(50), Side.Sell, 1)],
            entered.Select(e => e.Trade));
    }

    [Fact]
    public void An_options_quote_and_its_greeks_enter_together()
    {
        Fall(behind: 3 * Millisecond);
        long at = Start + (3 * Millisecond);
        EngineEvent[] pair =
            [TestEvents.Of(EventKind.OptionQuoteChanged, 5, at), TestEvents.Of(EventKind.VenueGreeksChanged, 5, at)];
        _feed.PublishFrame(pair);
        _feed.Publish(TestEvents.Quote(2, 9, at));
        _feed.PublishFrame(pair);
        Taken();
        _feed.FlushIfDue(new Timestamp(at));
        List<EngineEvent> entered = Taken();
        Assert.Equal(
            [EventKind.OptionQuoteChanged, EventKind.VenueGreeksChanged, EventKind.QuoteChanged],
            entered.Select(e => e.Kind));
        Assert.False(entered[0].EndsFrame);
        Assert.True(entered[1].EndsFrame);
    }

    [Fact]
    public void The_next_publish_flushes_once_the_engine_has_caught_up_and_never_overtakes()
    {
        Fall(behind: 3 * Millisecond);
        _feed.Publish(TestEvents.Quote(2, 1, Start + (3 * Millisecond)));
        Taken();
        _feed.Publish(TestEvents.Quote(2, 2, Start + (3 * Millisecond) + 10));
        Assert.Equal([1, 2], Taken().Select(e => e.Quote.Bid.Raw));
        Assert.False(_feed.HasHeld);
    }

    [Fact]
    public void A_held_update_enters_after_five_milliseconds_though_the_engine_is_still_behind()
    {
        Fall(behind: 3 * Millisecond);
        _feed.Publish(TestEvents.Quote(2, 1, Start + (3 * Millisecond)));
        _feed.FlushIfDue(new Timestamp(Start + (7 * Millisecond)));
        Assert.True(_feed.HasHeld);
        _feed.FlushIfDue(new Timestamp(Start + (8 * Millisecond)));
        Assert.False(_feed.HasHeld);
        Assert.Equal(2, Taken().Count);
    }

    [Fact]
    public void Market_updates_wait_outside_a_full_ring_and_nothing_dies_of_it()
    {
        for (int i = 0; i < 200; i++) _feed.Publish(TestEvents.Quote(1 + (i % 3), i, Start));
        Assert.Equal(64, Taken().Count);
        _feed.FlushIfDue(new Timestamp(Start));
        Assert.Equal([199, 197, 198], Taken().Select(e => e.Quote.Bid.Raw));
        Assert.Empty(_fatal);
    }

    [Fact]
    public void An_order_event_without_room_stops_the_process_once()
    {
        for (int i = 0; i < 64; i++) _feed.Publish(TestEvents.Of(EventKind.OrderFilled, 1, Start));
        Assert.Empty(_fatal);
        _feed.Publish(TestEvents.Of(EventKind.OrderFilled, 1, Start));
        _feed.Publish(TestEvents.Of(EventKind.OrderFilled, 1, Start));
        Assert.Contains("OrderFilled", Assert.Single(_fatal));
    }

    [Fact]
    public void An_order_event_waits_for_room_and_then_enters()
    {
        for (int i = 0; i < 64; i++) _feed.Publish(TestEvents.Of(EventKind.OrderFilled, 1, Start));
        Thread reader = new(() =>
        {
            Assert.True(SpinWait.SpinUntil(() => _ring.Claimed == 64, TimeSpan.FromSeconds(10)));
            _ring.Consumer(0).Advance(1);
        });
        reader.Start();
        _feed.Publish(TestEvents.Of(EventKind.OrderCancelled, 1, Start));
        Assert.True(reader.Join(TimeSpan.FromSeconds(10)));
        Assert.Empty(_fatal);
        Assert.Equal(65, _ring.Claimed);
    }

    [Fact]
    public void Publishing_held_or_not_allocates_nothing()
    {
        Assert.Equal(0, Allocations.Of(() => Work(5000)));
    }

    private void Work(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            long now = Start + (i * 20 * Millisecond);
            _feed.Publish(TestEvents.Quote(1, i, now));
            _feed.Publish(TestEvents.Quote(2, i, now + (3 * Millisecond)));
            _feed.Publish(TestEvents.Quote(2, i, now + (4 * Millisecond)));
            _feed.FlushIfDue(new Timestamp(now + (9 * Millisecond)));
            _ring.Consumer(0).Advance(_ring.Consumer(0).Peek(64).Length);
        }
    }

    /// <summary>Leaves one event in the ring, so that a publish this much later finds the engine behind.</summary>
    private void Fall(long behind)
    {
        Assert.True(behind > ConflatingFeed.BacklogMax.Nanoseconds);
        _feed.Publish(TestEvents.Of(EventKind.OrderAccepted, 1, Start));
    }

    private List<EngineEvent> Taken()
    {
        List<EngineEvent> taken = [];
        RingConsumer<EngineEvent> consumer = _ring.Consumer(0);
        while (consumer.HasNext)
        {
            taken.Add(consumer.Peek(1)[0]);
            consumer.Advance(1);
        }
        return taken;
    }
}
