using TradingAgent.Runtime.Safety;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Safety;

/// <summary>When a sentinel fires and when it does not, moment by moment.</summary>
public sealed class SentinelWatchTests
{
    private readonly SentinelWatch _watch = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));

    private SentinelVerdict Look(long beat, HeartbeatState state, double seconds, uint epoch = 1) =>
        _watch.Look(new HeartbeatMark(beat, state, epoch, beat * 10), (long)(seconds * 1000));

    [Fact]
    public void An_agent_that_was_never_there_is_not_missed()
    {
        Assert.Equal(SentinelVerdict.Idle, _watch.Look(null, 0));
        Assert.Equal(SentinelVerdict.Idle, _watch.Look(null, 1_000_000));
    }

    [Fact]
    public void Silence_fires_once_it_has_lasted_and_once_only()
    {
        Assert.Equal(SentinelVerdict.Watching, Look(1, HeartbeatState.Trading, 0));
        Assert.Equal(SentinelVerdict.Watching, Look(2, HeartbeatState.Trading, 4.9));
        Assert.Equal(SentinelVerdict.Watching, Look(2, HeartbeatState.Trading, 9.8));
        Assert.Equal(SentinelVerdict.Fire, Look(2, HeartbeatState.Trading, 9.9));
        Assert.Equal(SentinelVerdict.Fire, Look(2, HeartbeatState.Trading, 10));
        _watch.Done();
        Assert.Equal(SentinelVerdict.Fired, Look(2, HeartbeatState.Trading, 100));
        Assert.Equal(SentinelVerdict.Watching, Look(3, HeartbeatState.Trading, 101, epoch: 2));
        Assert.Equal(SentinelVerdict.Fire, Look(3, HeartbeatState.Trading, 106, epoch: 2));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_silence()
    {
        Look(1, HeartbeatState.Trading, 0);
        Assert.Equal(SentinelVerdict.Watching, _watch.Look(null, 4_000));
        Assert.Equal(SentinelVerdict.Fire, _watch.Look(null, 5_000));
    }

    [Fact]
    public void An_orderly_stop_does_not_fire_however_long_it_lasts()
    {
        Look(1, HeartbeatState.Trading, 0);
        Assert.Equal(SentinelVerdict.Idle, Look(2, HeartbeatState.Stopped, 1));
        Assert.Equal(SentinelVerdict.Idle, Look(2, HeartbeatState.Stopped, 10_000));
    }

    [Fact]
    public void A_start_that_does_not_come_to_an_end_fires_and_one_that_does_not_fire_again_for_the_same()
    {
        for (int beat = 1; beat < 60; beat++)
            Assert.Equal(SentinelVerdict.Watching, Look(beat, HeartbeatState.Starting, beat));
        Assert.Equal(SentinelVerdict.Fire, Look(70, HeartbeatState.Starting, 61));
        _watch.Done();
        Assert.Equal(SentinelVerdict.Fired, Look(71, HeartbeatState.Starting, 62));
        Assert.Equal(SentinelVerdict.Watching, Look(72, HeartbeatState.Trading, 63));
    }

    [Fact]
    public void A_heartbeat_that_was_dead_before_the_sentinel_came_fires_too()
    {
        Assert.Equal(SentinelVerdict.Watching, Look(9, HeartbeatState.Trading, 0));
        Assert.Equal(SentinelVerdict.Fire, Look(9, HeartbeatState.Trading, 5));
    }
}
