using TradingAgent.Simulation.Storm;
using Xunit;

namespace TradingAgent.StormTests;

/// <summary>
/// A checker that nobody has seen objecting is none: without each guard, the checker made for it must notice.
/// </summary>
public sealed class BrokenGuardTests
{
    [Theory]
    [InlineData(StormGuard.PreTradeGate, 10)]
    [InlineData(StormGuard.LossLatch, 62)]
    [InlineData(StormGuard.ExecutionDedupe, 13)]
    [InlineData(StormGuard.PostOnly, 9)]
    [InlineData(StormGuard.AnswerTimeout, 13)]
    [InlineData(StormGuard.FullReprice, 9)]
    [InlineData(StormGuard.Drain, 10)]
    [InlineData(StormGuard.JournalGate, 13)]
    [InlineData(StormGuard.JournalWrite, 1)]
    [InlineData(StormGuard.JournalTail, 13)]
    public void Without_its_guard_a_storm_fails_before_the_checker_made_for_it(StormGuard missing, ulong seed)
    {
        StormResult broken = StormRun.Of(seed, missing);
        Assert.True(broken.Failed[(int)StormGuards.CheckerOf(missing)] > 0);
    }
}
