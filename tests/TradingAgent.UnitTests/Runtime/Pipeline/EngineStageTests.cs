using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Pipeline;

public sealed class EngineStageTests
{
    [Fact]
    public void Commands_wait_for_the_journal_though_the_engine_is_ahead()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder);
        session.Gate.Set(GateState.Open);
        for (int i = 0; i < 3; i++) session.Rings.Events.TryEnter(TestEvents.Quote(1, 100 + i));
        session.Engine.Step();
        Assert.Equal(1, session.Rings.Commands.Consumer(0).Backlog);
        Assert.Empty(session.Venue.Received);
        session.Venue.OnCommand = command => Assert.True(session.Journal.WrittenThrough >= command.Cause);
        session.Journal.Step();
        Assert.Single(session.Venue.Received);
    }

    [Fact]
    public void A_checkpoint_never_stands_before_its_event()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder))
        {
            session.Gate.Set(GateState.Open);
            for (int i = 1; i <= 1024; i++) session.Rings.Events.TryEnter(TestEvents.Quote(1, i));
            for (int round = 0; round < 4; round++)
            {
                while (session.Engine.Step()) { }
                while (session.Journal.Step()) { }
                for (int i = 1; i <= 1024; i++) session.Rings.Events.TryEnter(TestEvents.Quote(1, i));
            }
            session.Settle();
            session.EndInGoodOrder();
        }
        using JournalReader reader = new(folder.Read());
        List<long> checkpoints = [];
        while (reader.Read())
        {
            if (reader.Type != RecordType.Checkpoint) continue;
            Assert.True(reader.LastSequence >= reader.Checkpoint.Sequence);
            checkpoints.Add(reader.Checkpoint.Sequence);
        }
        Assert.Equal([4096, 5120], checkpoints);
    }

    [Fact]
    public void Reports_that_nobody_takes_are_dropped_and_counted()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder);
        int room = session.Rings.Reports.Capacity;
        session.Trade(room + 10 - 2);
        Assert.Equal(10, session.Engine.ReportsDropped);
    }

    [Fact]
    public void A_full_command_ring_is_an_invariant_failure()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder);
        int events = (session.Rings.Commands.Capacity + 1) * 3;
        InvariantException error = Assert.Throws<InvariantException>(() =>
        {
            for (int i = 0; i < events; i++)
            {
                session.Rings.Events.TryEnter(TestEvents.Quote(1, i));
                session.Engine.Step();
                session.Rings.JournalEvents.Advance(1);
            }
        });
        Assert.Contains("command ring", error.Message);
    }

    [Fact]
    public void Latencies_run_from_receipt_to_greeks_and_to_order()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder);
        session.Gate.Set(GateState.Open);
        for (int i = 0; i < 6; i++)
            session.Feed(TestEvents.Quote(1, i, session.Clock.Now.Nanoseconds - 5_000_000));
        Assert.Equal(6, session.Engine.TickToGreeks.Count);
        Assert.Equal(2, session.Dispatcher.TickToOrder.Count);
        Assert.InRange(session.Dispatcher.TickToOrder.QuantileMicroseconds(0.5), 5_000, 10_000_000);
    }

    [Fact]
    public void The_status_is_that_of_the_last_refresh()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder);
        session.Gate.Set(GateState.Open);
        session.Feed(TestEvents.Quote(1, 1, TestEvents.Second));
        session.Feed(TestEvents.Quote(1, 2, TestEvents.Second + 199_999_999));
        Assert.Equal(1, session.Engine.Status.Account.At.Nanoseconds);
        session.Feed(TestEvents.Quote(1, 3, TestEvents.Second + 200_000_000));
        Assert.Equal(3, session.Engine.Status.Account.At.Nanoseconds);
        Assert.Equal(3, session.Engine.Status[new UnderlyingId(4)].Delta);
    }

    [Fact]
    public void The_whole_way_of_an_event_allocates_nothing()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder, new JournalLayout { SegmentBytes = 16 << 20 });
        Assert.Equal(0, Allocations.Of(() => Quotes(session, Checkpoint.Interval + 100)));
    }

    [Fact]
    public void Quantiles_are_within_a_sixteenth_of_the_truth()
    {
        LatencyHistogram histogram = new();
        Assert.True(double.IsNaN(histogram.QuantileMicroseconds(0.5)));
        for (int i = 1; i <= 100_000; i++) histogram.Record(new Duration(i * 10));
        Assert.InRange(histogram.QuantileMicroseconds(0.5), 500, 500 * 1.0626);
        Assert.InRange(histogram.QuantileMicroseconds(0.99), 990, 990 * 1.0626);
        Assert.Equal(1000, histogram.QuantileMicroseconds(1));
        Assert.Equal(1000, histogram.MaxMicroseconds);
        histogram.Record(new Duration(-5));
        Assert.Equal(0, histogram.QuantileMicroseconds(0.000001));
    }

    private static void Quotes(InlineSession session, int count)
    {
        EngineEvent quote = TestEvents.Quote(1, 5);
        for (int i = 0; i < count; i++)
        {
            session.Rings.Events.TryEnter(in quote);
            session.Engine.Step();
            session.Journal.Step();
            session.Rings.Reports.Consumer(0).Advance(session.Rings.Reports.Consumer(0).Peek(64).Length);
        }
    }
}
