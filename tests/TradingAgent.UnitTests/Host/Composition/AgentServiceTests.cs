using TradingAgent.Host.Composition;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Composition;

public sealed class AgentServiceTests
{
    [Theory]
    [InlineData(ExitCode.Ok, false, false, true, true)]
    [InlineData(ExitCode.Ok, false, false, true, null)]
    [InlineData(ExitCode.CheckFailed, false, false, true, false)]
    [InlineData(ExitCode.Unavailable, false, false, false, true)]
    [InlineData(ExitCode.Unavailable, false, false, false, false)]
    [InlineData(ExitCode.InternalStop, false, true, false, null)]
    [InlineData(ExitCode.LeftAtOnce, true, true, true, true)]
    public void A_run_ends_with_zero_only_when_nothing_is_left_to_look_after(
        int code, bool isHurried, bool isKilled, bool hadVenues, bool? positionsMatch) =>
        Assert.Equal(code, AgentService.CodeOf(isHurried, isKilled, hadVenues, positionsMatch));

    [Fact]
    public void The_second_signal_hurries_and_cancels_before_it_leaves()
    {
        using var left = new ManualResetEventSlim();
        using var signals = new StopSignals(left.Set);
        bool hasCancelled = false;
        signals.CancelAll = () =>
        {
            hasCancelled = true;
            return Task.CompletedTask;
        };
        signals.Receive();
        Assert.True(signals.Token.IsCancellationRequested);
        Assert.False(signals.IsHurried);
        signals.Receive();
        Assert.True(signals.IsHurried);
        Assert.True(left.Wait(TimeSpan.FromSeconds(10)));
        Assert.True(hasCancelled);
    }

    [Fact]
    public void A_position_that_differs_at_one_venue_counts_although_another_could_not_be_asked()
    {
        var differs = new PositionCheck(1, false, ["bybit:BTCUSDT: 1 here, 2 at the venue"]);
        var agrees = new PositionCheck(3, true, []);
        Assert.False(PositionCheck.Join([PositionCheck.NotAsked, differs, agrees]).Match);
        Assert.Null(PositionCheck.Join([PositionCheck.NotAsked, agrees]).Match);
        Assert.True(PositionCheck.Join([agrees, agrees]).Match);
    }
}
