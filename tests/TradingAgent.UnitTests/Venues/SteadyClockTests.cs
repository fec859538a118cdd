using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class SteadyClockTests
{
    [Fact]
    public void Time_is_the_start_in_utc_plus_what_has_elapsed()
    {
        var start = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var time = new StillTime(start);
        var clock = new SteadyClock(time);
        time.Advance(TimeSpan.FromMilliseconds(1500));
        Assert.Equal(Timestamp.From(start) + Duration.FromMilliseconds(1500), clock.Now);
    }

    [Fact]
    public void A_clock_that_agrees_is_left_alone()
    {
        var time = new StillTime(DateTimeOffset.UnixEpoch);
        var clock = new SteadyClock(time);
        time.Advance(TimeSpan.FromHours(5));
        time.Set(TimeSpan.FromMilliseconds(200));
        Timestamp before = clock.Now;
        Assert.Equal(Duration.FromMilliseconds(0), clock.Reanchor(Duration.FromMilliseconds(250)));
        Assert.Equal(before, clock.Now);
    }

    [Fact]
    public void A_machine_clock_set_forwards_is_followed_at_once_and_once()
    {
        var time = new StillTime(DateTimeOffset.UnixEpoch);
        var clock = new SteadyClock(time);
        time.Set(TimeSpan.FromMinutes(7));
        Assert.Equal(Duration.FromSeconds(420), clock.Reanchor(Duration.FromMilliseconds(250)));
        Assert.Equal(Timestamp.From(time.GetUtcNow()), clock.Now);
        Assert.Equal(Duration.FromMilliseconds(0), clock.Reanchor(Duration.FromMilliseconds(250)));
    }

    [Fact]
    public void A_machine_clock_set_back_is_made_up_without_a_step_back()
    {
        var time = new StillTime(DateTimeOffset.UnixEpoch);
        var clock = new SteadyClock(time);
        time.Advance(TimeSpan.FromSeconds(100));
        time.Set(TimeSpan.FromSeconds(-10));
        Assert.Equal(Duration.FromSeconds(-10), clock.Reanchor(Duration.FromMilliseconds(250)));
        Timestamp last = clock.Now;
        for (int i = 0; i < 210; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(Duration.FromMilliseconds(0), clock.Reanchor(Duration.FromMilliseconds(250)));
            Assert.True(clock.Now > last);
            last = clock.Now;
        }
        Assert.Equal(Timestamp.From(time.GetUtcNow()), clock.Now);
    }
}
