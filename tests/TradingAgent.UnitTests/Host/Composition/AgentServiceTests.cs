using TradingAgent.Host.Composition;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Composition;

public sealed class AgentServiceTests
{
    [Theory]
    [InlineData(ExitCode.Ok, false, true, true)]
    [InlineData(ExitCode.Ok, false, true, null)]
    [InlineData(ExitCode.CheckFailed, false, true, false)]
    [InlineData(ExitCode.Unavailable, false, false, true)]
    [InlineData(ExitCode.Unavailable, false, false, false)]
    [InlineData(ExitCode.InternalStop, true, false, null)]
    public void A_run_ends_with_zero_only_when_nothing_is_left_to_look_after(
        int code, bool isKilled, bool hadVenues, bool? positionsMatch) =>
        Assert.Equal(code, AgentService.CodeOf(isKilled, hadVenues, positionsMatch));

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
