using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class ReconnectScheduleTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(4);

    [Fact]
    public void The_first_attempt_waits_for_nothing() =>
        Assert.Equal(TimeSpan.Zero, new ReconnectSchedule(First, Ceiling, 20, new Random(1)).Next(0));

    [Fact]
    public void Delays_are_spread_over_the_whole_range_below_a_doubling_ceiling()
    {
        var schedule = new ReconnectSchedule(First, Ceiling, 1_000_000, new Random(7));
        for (int failures = 1; failures <= 8; failures++)
        {
            schedule.Failed();
            double ceilingMs = Math.Min(250 * Math.Pow(2, failures - 1), 4000);
            double[] delays = [.. Enumerable.Range(0, 500).Select(_ => schedule.Next(0).TotalMilliseconds)];
            Assert.All(delays, d => Assert.InRange(d, 0, ceilingMs));
            Assert.True(delays.Min() < ceilingMs * 0.1, "jitter must reach down to zero");
            Assert.True(delays.Max() > ceilingMs * 0.9, "jitter must reach up to the ceiling");
        }
    }

    [Fact]
    public void No_minute_holds_more_attempts_than_allowed()
    {
        var schedule = new ReconnectSchedule(First, Ceiling, 5, new Random(3));
        long now = 1_000_000;
        List<long> attempts = [];
        for (int i = 0; i < 40; i++)
        {
            now += (long)schedule.Next(now).TotalMilliseconds;
            attempts.Add(now);
            schedule.Failed();
        }
        for (int i = 5; i < attempts.Count; i++) Assert.True(attempts[i] - attempts[i - 5] >= 60_000);
    }

    [Fact]
    public void All_connections_to_a_venue_together_stay_within_its_limit()
    {
        var shared = new AttemptWindow(10);
        ReconnectSchedule[] schedules =
            [.. Enumerable.Range(0, 30).Select(i => new ReconnectSchedule(First, Ceiling, 20, new Random(i), shared))];
        List<double> starts = [.. schedules.Select(s => s.Next(5_000_000).TotalMilliseconds).Order()];
        Assert.Equal(30, starts.Count);
        for (int i = 10; i < starts.Count; i++) Assert.True(starts[i] - starts[i - 10] >= 60_000);
    }

    [Fact]
    public void A_connection_that_proved_itself_starts_over()
    {
        var schedule = new ReconnectSchedule(First, Ceiling, 20, new Random(1));
        schedule.Failed();
        schedule.Failed();
        schedule.Succeeded();
        Assert.Equal(0, schedule.CeilingMs);
    }
}
