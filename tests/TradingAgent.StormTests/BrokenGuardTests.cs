using TradingAgent.Simulation.Storm;
using Xunit;

namespace TradingAgent.StormTests;

/// <summary>
/// A checker that nobody has seen objecting is none: without each guard, the checker made for it must notice.
/// </summary>
public sealed class BrokenGuardTests
{
    /// <summary>Each guard with a storm that misses it.</summary>
    private static readonly Dictionary<StormGuard, ulong> Seeds = new()
    {
        [StormGuard.PreTradeGate] = 10,
        [StormGuard.UnknownCounting] = 4,
        [StormGuard.LossLatch] = 36,
        [StormGuard.ExecutionDedupe] = 13,
        [StormGuard.PostOnly] = 9,
        [StormGuard.AnswerTimeout] = 13,
        [StormGuard.FullReprice] = 9,
        [StormGuard.Drain] = 10,
        [StormGuard.JournalGate] = 13,
        [StormGuard.JournalWrite] = 1,
        [StormGuard.JournalTail] = 13,
    };

    /// <summary>Guards that only two venues need, with a storm over two that misses each.</summary>
    private static readonly Dictionary<StormGuard, ulong> SeedsOverTwo = new() { [StormGuard.VenueNetting] = 5 };

    public static IEnumerable<TheoryDataRow<StormGuard, ulong>> Cases =>
        Seeds.Select(seed => new TheoryDataRow<StormGuard, ulong>(seed.Key, seed.Value));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_its_guard_a_storm_fails_before_the_checker_made_for_it(StormGuard missing, ulong seed)
    {
        StormResult broken = StormRun.Of(seed, missing);
        Assert.True(broken.Failed[(int)StormGuards.CheckerOf(missing)] > 0);
    }

    [Fact]
    public void Without_the_netting_of_venues_what_may_fill_at_both_is_too_much()
    {
        foreach ((StormGuard missing, ulong seed) in SeedsOverTwo)
        {
            StormResult broken = StormRun.Of(seed, missing, venues: 2);
            Assert.True(broken.Failed[(int)StormGuards.CheckerOf(missing)] > 0);
            Assert.Empty(StormRun.Of(seed, venues: 2).Violations);
        }
    }

    [Fact]
    public void Every_guard_is_taken_away_once_and_every_checker_has_one_that_it_misses()
    {
        Assert.Equal(
            Enum.GetValues<StormGuard>().Skip(1).Order(), Seeds.Keys.Concat(SeedsOverTwo.Keys).Order());
        Assert.Equal(
            Enum.GetValues<StormChecker>().Order(), Seeds.Keys.Select(StormGuards.CheckerOf).Distinct().Order());
    }
}
