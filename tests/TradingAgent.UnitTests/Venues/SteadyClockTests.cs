using TradingAgent.Venues.Wire;
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
}
