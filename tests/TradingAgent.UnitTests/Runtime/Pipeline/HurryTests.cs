using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Pipeline;

/// <summary>A spinning engine writes the journal and releases its commands itself, by the old rules.</summary>
public sealed class HurryTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>A session that has traded once, so that journal and command log have their first files.</summary>
    private static (InlineSession Session, SpinningStage Stage) Begin(
        TemporaryFolder folder, JournalLayout? layout = null)
    {
        InlineSession session = new(folder, layout);
        session.Trade(quotes: 3);
        Assert.Single(session.Venue.Received);
        session.Venue.Received.Clear();
        return (session, new SpinningStage(session.Engine, session.Journal, session.Rings.JournalSignal, null));
    }

    private static void Publish(InlineSession session, int quotes)
    {
        for (int i = 0; i < quotes; i++) Assert.True(session.Rings.Events.TryEnter(TestEvents.Quote(1, 100 + i)));
    }

    [Fact]
    public void A_command_of_a_spinning_engine_leaves_in_the_same_step_and_after_its_cause_is_in_the_file()
    {
        using TemporaryFolder folder = new();
        (InlineSession session, SpinningStage stage) = Begin(folder);
        using InlineSession _ = session;
        session.Venue.OnCommand = command => Assert.True(LastInFile(folder) >= command.Cause);
        Publish(session, 6);
        Assert.True(stage.Step());
        Assert.Equal(2, session.Venue.Received.Count);
    }

    [Fact]
    public void An_idle_engine_writes_what_waits_and_then_has_nothing_to_do()
    {
        using TemporaryFolder folder = new();
        (InlineSession session, SpinningStage stage) = Begin(folder);
        using InlineSession _ = session;
        Publish(session, 2);
        stage.Step();
        Assert.True(session.Journal.WrittenThrough < session.Engine.LastSequence);
        Assert.True(stage.Step());
        Assert.Equal(session.Engine.LastSequence, session.Journal.WrittenThrough);
        Assert.False(stage.Step());
    }

    [Fact]
    public void What_would_begin_a_file_is_left_to_the_journals_own_thread()
    {
        using TemporaryFolder folder = new();
        (InlineSession session, SpinningStage stage) = Begin(folder, InlineSession.Layout(segmentEvents: 500));
        using InlineSession _ = session;
        Publish(session, 3);
        stage.Step();
        Assert.Empty(session.Venue.Received);
        Assert.False(session.Journal.TryHurry(session.Engine.LastSequence));
        session.Journal.Step();
        Assert.Single(session.Venue.Received);
    }

    [Fact]
    public void The_first_command_of_a_run_is_left_to_the_journals_own_thread_too()
    {
        using TemporaryFolder folder = new();
        using InlineSession session = new(folder);
        SpinningStage stage = new(session.Engine, session.Journal, session.Rings.JournalSignal, null);
        session.Gate.Set(GateState.Open);
        Publish(session, 3);
        stage.Step();
        Assert.Empty(session.Venue.Received);
        session.Journal.Step();
        Assert.Single(session.Venue.Received);
    }

    [Fact]
    public void An_event_beyond_the_rings_end_is_written_before_its_command_leaves()
    {
        using TemporaryFolder folder = new();
        // One file takes all of it.
        (InlineSession session, SpinningStage stage) = Begin(
            folder, new JournalLayout { SegmentBytes = 16 << 20 });
        using InlineSession _ = session;
        session.Venue.OnCommand = command => Assert.True(session.Journal.WrittenThrough >= command.Cause);
        for (int round = 0; round < session.Rings.Events.Capacity; round++)
        {
            // Nobody but commands has the journal written, so that batches straddle the end at every place.
            Publish(session, 3);
            while (session.Engine.Step()) { }
            session.Rings.Reports.Consumer(0).Advance(session.Rings.Reports.Consumer(0).Peek(64).Length);
            Assert.Equal(round + 1, session.Venue.Received.Count);
        }
        Assert.NotNull(stage);
    }

    [Fact]
    public void A_step_that_failed_is_never_followed_by_one_on_the_other_thread()
    {
        using TemporaryFolder folder = new();
        (InlineSession session, SpinningStage stage) = Begin(folder);
        using InlineSession _ = session;
        session.Writer.Dispose();
        Publish(session, 3);
        Assert.ThrowsAny<Exception>(() => stage.Step());
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => session.Journal.Step());
        Assert.Contains("failed on another thread", error.Message);
        Assert.Empty(session.Venue.Received);
    }

    [Fact]
    public void A_disk_that_fails_under_a_spinning_engine_is_fatal()
    {
        using TemporaryFolder folder = new();
        (InlineSession session, SpinningStage stage) = Begin(folder);
        using InlineSession _ = session;
        session.Writer.Dispose();
        using ManualResetEventSlim died = new();
        string? name = null;
        using StageThread thread = new("engine", stage, session.Rings.EngineSignal, (who, _) =>
        {
            name = who;
            died.Set();
        });
        Publish(session, 3);
        thread.Start();
        Assert.True(died.Wait(Deadline));
        Assert.Equal("engine", name);
        Assert.Empty(session.Venue.Received);
    }

    [Fact]
    public void Both_threads_write_one_journal_in_order_and_no_command_overtakes_its_cause()
    {
        const int Quotes = 60_000;
        using TemporaryFolder folder = new();
        (InlineSession session, SpinningStage stage) = Begin(folder, InlineSession.Layout(segmentEvents: 5_000));
        long early = 0;
        session.Venue.OnCommand = command =>
        {
            if (session.Journal.WrittenThrough < command.Cause) Interlocked.Increment(ref early);
        };
        using (StageThread engine = new("engine", stage, session.Rings.EngineSignal, (_, e) => Fail(e)))
        using (StageThread journal = new("journal", session.Journal, session.Rings.JournalSignal, (_, e) => Fail(e)))
        {
            engine.Start();
            journal.Start();
            for (int i = 0; i < Quotes; i++)
            {
                EngineEvent quote = TestEvents.Quote(1, 100 + i);
                Assert.True(SpinWait.SpinUntil(() => session.Rings.Events.TryEnter(in quote), Deadline));
            }
            Assert.True(SpinWait.SpinUntil(() => session.Venue.Received.Count == Quotes / 3, Deadline));
        }
        Assert.Equal(0, early);
        Assert.Null(_failure);
        session.EndInGoodOrder();
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal((Quotes / 3) + 1, result.Commands);
    }

    private Exception? _failure;

    private void Fail(Exception error) => _failure = error;

    private static long LastInFile(TemporaryFolder folder)
    {
        using JournalReader reader = new(folder.Read());
        while (reader.Read()) { }
        return reader.LastSequence;
    }
}
