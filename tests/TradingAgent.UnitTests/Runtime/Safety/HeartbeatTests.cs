using TradingAgent.Runtime.Safety;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Safety;

/// <summary>What stands in the file, and what keeps a sign of life back.</summary>
public sealed class HeartbeatTests
{
    private (long Engine, long Journal) _progress = (10, 10);
    private int _fired;

    private Heartbeat Start(TemporaryFolder folder)
    {
        var heartbeat = new Heartbeat(folder.Root, 7, () => _progress, () => _fired++);
        return heartbeat;
    }

    private static HeartbeatMark Read(TemporaryFolder folder)
    {
        Assert.True(HeartbeatMark.TryRead(folder.Root, out HeartbeatMark mark));
        return mark;
    }

    [Theory]
    [InlineData(11, 11, true)]
    [InlineData(11, 10, false)]
    [InlineData(10, 11, false)]
    [InlineData(0, 0, false)]
    public void A_sign_needs_progress_of_engine_and_journal(long engine, long journal, bool isGiven)
    {
        using TemporaryFolder folder = new();
        using Heartbeat heartbeat = Start(folder);
        heartbeat.EnterTrading();
        HeartbeatMark before = Read(folder);
        Assert.Equal((HeartbeatState.Trading, 7u, 10L), (before.State, before.Epoch, before.Sequence));
        _progress = (engine, journal);
        heartbeat.Beat();
        Assert.Equal(isGiven, Read(folder).Beat > before.Beat);
    }

    [Fact]
    public void An_engine_that_stands_still_for_five_seconds_of_beats_counts_as_hung_until_it_moves()
    {
        using TemporaryFolder folder = new();
        using Heartbeat heartbeat = Start(folder);
        heartbeat.EnterTrading();
        for (int beat = 1; beat < TimeSpan.FromSeconds(5) / Heartbeat.Interval; beat++) heartbeat.Beat();
        Assert.True(heartbeat.IsMoving);
        heartbeat.Beat();
        Assert.False(heartbeat.IsMoving);
        _progress = (11, 11);
        heartbeat.Beat();
        Assert.True(heartbeat.IsMoving);
    }

    [Fact]
    public void The_next_run_goes_on_counting_and_a_stopped_one_gives_no_more_signs()
    {
        using TemporaryFolder folder = new();
        using (Heartbeat first = Start(folder)) first.EnterTrading();
        long last = Read(folder).Beat;
        using Heartbeat second = Start(folder);
        second.EnterTrading();
        Assert.True(Read(folder).Beat > last);
        second.EnterStopped();
        _progress = (20, 20);
        second.Beat();
        Assert.Equal(HeartbeatState.Stopped, Read(folder).State);
    }

    [Fact]
    public void Half_a_line_is_no_mark()
    {
        using TemporaryFolder folder = new();
        byte[] line = new HeartbeatMark(123, HeartbeatState.Trading, 4, 567).ToBytes();
        File.WriteAllBytes(Path.Combine(folder.Root, HeartbeatMark.FileName), line[..30]);
        Assert.False(HeartbeatMark.TryRead(folder.Root, out _));
        File.WriteAllBytes(Path.Combine(folder.Root, HeartbeatMark.FileName), line);
        Assert.Equal(new HeartbeatMark(123, HeartbeatState.Trading, 4, 567), Read(folder));
    }

    [Fact]
    public void A_sentinel_that_fires_at_a_living_agent_is_noticed_once()
    {
        using TemporaryFolder folder = new();
        using Heartbeat heartbeat = Start(folder);
        using (SentinelLock.TryTake(folder.Root))
        {
            Assert.True(SentinelLock.IsHeld(folder.Root));
            heartbeat.EnterTrading();
            _progress = (11, 11);
            heartbeat.Beat();
        }
        Assert.Equal(1, _fired);
        Assert.False(SentinelLock.IsHeld(folder.Root));
    }

    [Fact]
    public void A_sentinel_that_fired_while_the_agent_was_suspended_is_noticed_by_its_mark_before_anything_else()
    {
        using TemporaryFolder folder = new();
        using Heartbeat heartbeat = Start(folder);
        heartbeat.EnterTrading();
        SentinelMark.Leave(folder.Root, "a sentinel fired at one");
        // Nothing has moved since, as after a suspension.
        heartbeat.Beat();
        heartbeat.Beat();
        Assert.Equal(1, _fired);
        SentinelMark.Leave(folder.Root, "a sentinel fired at two");
        heartbeat.Beat();
        Assert.Equal(2, _fired);
        // One that is seen by its lock first is not told again by its mark.
        using (SentinelLock.TryTake(folder.Root))
        {
            heartbeat.Beat();
            SentinelMark.Leave(folder.Root, "a sentinel fired at three");
            heartbeat.Beat();
        }
        heartbeat.Beat();
        Assert.Equal(3, _fired);
    }

    [Fact]
    public void What_a_sentinel_left_before_a_start_is_said_taken_away_and_halts_nothing()
    {
        using TemporaryFolder folder = new();
        SentinelMark.Leave(folder.Root, "a sentinel fired");
        using Heartbeat heartbeat = Start(folder);
        Assert.Equal("a sentinel fired", heartbeat.TakeNoteOfSentinel());
        heartbeat.EnterTrading();
        Assert.Equal(0, _fired);
        Assert.Null(SentinelMark.Read(folder.Root));
    }

    [Fact]
    public async Task Whoever_waits_for_the_lock_goes_on_when_it_is_given_back()
    {
        using TemporaryFolder folder = new();
        IDisposable held = SentinelLock.TryTake(folder.Root)!;
        var waiting = new TaskCompletionSource();
        Task<bool> wait = SentinelLock.WaitAsync(folder.Root, waiting.SetResult, CancellationToken.None);
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(wait.IsCompleted);
        held.Dispose();
        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
