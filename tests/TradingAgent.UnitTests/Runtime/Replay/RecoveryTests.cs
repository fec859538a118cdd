using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Replay;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(250)]
    public void After_a_crash_the_engine_is_where_it_was(int quotes)
    {
        using TemporaryFolder folder = new();
        ulong hash;
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(quotes);
            hash = session.Core.StateHash();
            session.Crash();
        }
        using InlineSession next = new(folder);
        Assert.Equal(hash, next.RecoveredHash);
        Assert.Equal(quotes + 2, next.Recovered.LastSequence);
        Assert.False(next.Recovered.EndedInGoodOrder);
    }

    [Fact]
    public void Killed_and_restarted_over_and_over_it_still_verifies_whole()
    {
        using TemporaryFolder folder = new();
        uint lastEpoch = 0;
        for (int run = 0; run < 6; run++)
        {
            using InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 64));
            Assert.True(session.Recovered.NextEpoch > lastEpoch);
            lastEpoch = session.Recovered.NextEpoch;
            session.Trade(20 + (run * 31));
            if (run % 2 == 0) session.Crash();
            else session.EndInGoodOrder();
        }
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(20 + 51 + 82 + 113 + 144 + 175 + 12, result.Events);
    }

    [Fact]
    public void Events_that_were_never_written_are_forgotten()
    {
        using TemporaryFolder folder = new();
        ulong hash;
        using (InlineSession session = new(folder))
        {
            session.Trade(10);
            hash = session.Core.StateHash();
            session.Rings.Events.TryEnter(TestEvents.Quote(1, 1));
            session.Engine.Step();
            session.Crash();
        }
        using InlineSession next = new(folder);
        Assert.Equal(hash, next.RecoveredHash);
    }

    [Fact]
    public void A_damaged_snapshot_is_left_out_for_an_older_one()
    {
        using TemporaryFolder folder = new();
        ulong hash;
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(250);
            hash = session.Core.StateHash();
            session.Crash();
        }
        string newest = folder.Files("snapshots")[^1];
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(newest, bytes);
        using InlineSession next = new(folder);
        Assert.Equal(hash, next.RecoveredHash);
        Assert.Contains(next.Recovered.Notes, n => n.Contains(newest));
    }

    [Fact]
    public void A_snapshot_of_events_the_journal_lost_is_left_out()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(250);
            session.Crash();
        }
        File.Delete(folder.Files("journal")[^1]);
        string last = folder.Files("journal")[^1];
        byte[] bytes = File.ReadAllBytes(last);
        int head = SegmentHeader.SizeBytes + JournalLayout.LinkRecordBytes;
        File.WriteAllBytes(last, bytes[..(head + (50 * JournalLayout.EventRecordBytes))]);
        using (InlineSession next = new(folder))
        {
            Assert.Equal(150, next.Recovered.LastSequence);
            Assert.Contains(next.Recovered.Notes, n => n.Contains("orphans"));
            next.Trade(60);
            next.EndInGoodOrder();
        }
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
        Assert.True(result.Passed, result.Failure?.ToString());
    }

    [Fact]
    public void A_checkpoint_that_does_not_fit_stops_the_start()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder))
        {
            session.Trade(10);
            session.EndInGoodOrder();
        }
        Tampering.Alter(folder.Files("journal")[0], (type, _) => type == RecordType.Checkpoint, 8);
        Assert.Throws<JournalDamageException>(() => new InlineSession(folder));
    }

    [Fact]
    public void A_new_build_takes_the_facts_and_leaves_the_decisions()
    {
        using TemporaryFolder folder = new();
        uint epoch;
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            epoch = session.Recovered.NextEpoch;
            session.Trade(250);
            Assert.NotEqual(0, session.Core.OpenOrders);
            session.EndInGoodOrder();
        }
        foreach (string file in folder.Files("journal")) Tampering.SetBuild(file, 1);
        foreach (string file in folder.Files("snapshots")) Tampering.SetSnapshotBuild(file, 1);
        long first;
        using (InlineSession next = new(folder, core: new TestCore { PriceBias = 1 }))
        {
            Assert.Equal(252, next.Core.LastSequence);
            // The newest snapshot is of event 200: orders of before are forgotten, the tail is followed.
            Assert.Equal(17, next.Core.OpenOrders);
            Assert.True(next.Recovered.NextEpoch > epoch);
            Assert.Contains(next.Recovered.Notes, n => n.Contains("carried over"));
            first = next.Recovered.LastSequence + 1;
            next.Trade(60);
            next.EndInGoodOrder();
        }
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore { PriceBias = 1 });
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(first, result.FirstSequence);
    }

    [Fact]
    public void The_newest_execution_of_each_venue_is_known()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder))
        {
            session.Trade(3);
            session.Feed(new EngineEvent
            {
                Kind = EventKind.OrderFilled,
                Venue = VenueId.Bybit,
                VenueTime = new Timestamp(77),
            });
            session.Crash();
        }
        using InlineSession next = new(folder);
        Assert.Equal(new Timestamp(77), next.Recovered.ExecutionsSince[VenueId.Bybit.Index]);
        Assert.Equal(new Timestamp(TestEvents.Second), next.Recovered.ExecutionsSince[VenueId.Simulated.Index]);
    }

    [Theory]
    [InlineData(0u, "2026-01-01T00:01:40Z", 100u)]
    [InlineData(99u, "2026-01-01T00:01:40Z", 100u)]
    [InlineData(100u, "2026-01-01T00:01:40Z", 101u)]
    [InlineData(5000u, "2026-01-01T00:01:40Z", 5001u)]
    [InlineData(7u, "2020-01-01T00:00:00Z", 8u)]
    public void The_next_epoch_is_larger_than_the_last_and_follows_the_clock(uint last, string now, uint expected)
    {
        Timestamp at = Timestamp.From(
            DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected, Recovery.NextEpoch(last, at));
    }

    [Fact]
    public void A_replay_hands_out_every_event_and_report()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder))
        {
            session.Trade(30);
            session.EndInGoodOrder();
        }
        SessionReplay replay = new(folder.Read(), new TestCore());
        List<long> causes = [];
        long commands = 0;
        long events = replay.Run(
            (in EngineEvent _, IEngineCore core) => commands += core.Commands.Length,
            (in EngineReport report) => causes.Add(report.Cause));
        Assert.Equal(32, events);
        Assert.Equal(10, commands);
        Assert.Equal(Enumerable.Range(1, 32).Select(i => (long)i), causes);
    }
}
