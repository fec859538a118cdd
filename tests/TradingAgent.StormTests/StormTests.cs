using TradingAgent.Exchange.Faults;
using TradingAgent.Simulation.Storm;
using Xunit;

namespace TradingAgent.StormTests;

/// <summary>A few dozen storms of the thousands that the verb runs, and every seed that once found something.</summary>
public sealed class StormTests
{
    private const int ThreadsAtOnce = 2;
    private static readonly ulong[] Sample = [.. Enumerable.Range(2, 12).Select(seed => (ulong)seed)];

    [Fact]
    public void No_checker_objects_in_the_sampled_and_the_known_storms()
    {
        StormTotals totals = StormRun.Many([.. Sample, .. KnownSeeds()], StormGuard.None, ThreadsAtOnce, _ => { });
        string[] violations =
        [
            .. totals.Failures.Select(failure => $"trading-agent storm --seed {failure.Seed}: {failure.Violations[0]}"),
        ];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
        Assert.True(totals.EventsMedian >= 150_000);
        Assert.True(totals.OrdersMedian >= 80);
        foreach (StormChecker checker in Enum.GetValues<StormChecker>()) Assert.True(totals.JudgedBy(checker) > 0);
        int struck = 0;
        for (FaultKind kind = FaultKind.MessageLost; kind <= FaultKind.FundingPaid; kind++)
            if (totals.Tally[kind] > 0) struck++;
        Assert.True(struck >= (int)FaultKind.FundingPaid - 3, $"only {struck} kinds of fault struck");
    }

    [Fact]
    public void No_checker_objects_where_the_agent_trades_at_two_venues_and_one_is_away_at_times()
    {
        StormTotals totals = StormRun.Many(Sample, StormGuard.None, ThreadsAtOnce, _ => { }, venues: 2);
        string[] violations =
        [
            .. totals.Failures.Select(
                failure => $"trading-agent storm --seed {failure.Seed} --venues 2: {failure.Violations[0]}"),
        ];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
        Assert.True(totals.Tally[FaultKind.VenueOutage] >= 5);
        Assert.Equal(StormRun.Of(3, venues: 2).StateHash, StormRun.Of(3, venues: 2).StateHash);
    }

    [Fact]
    public void A_seed_is_a_storm_to_the_bit()
    {
        StormResult first = StormRun.Of(3);
        StormResult again = StormRun.Of(3);
        Assert.Equal(first.StateHash, again.StateHash);
        Assert.Equal(first.Events, again.Events);
        Assert.NotEqual(first.StateHash, StormRun.Of(4).StateHash);
    }

    private static IEnumerable<ulong> KnownSeeds() =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "KnownSeeds.txt"))
        where line.Length > 0 && line[0] != '#'
        select ulong.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
