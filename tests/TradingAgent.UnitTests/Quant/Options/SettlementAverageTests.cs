using TradingAgent.Quant.Options;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Options;

public sealed class SettlementAverageTests
{
    private const long Minute = 60_000_000_000;

    [Theory]
    [InlineData(31, 30, 1)]
    [InlineData(30, 30, 1)]
    [InlineData(15, 30, 0.5)]
    [InlineData(3, 30, 0.1)]
    [InlineData(0, 30, 0)]
    [InlineData(-1, 30, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(0, 0, 0)]
    public void The_share_still_to_come_falls_evenly_over_the_window(int left, int window, double open) =>
        Assert.Equal(open, SettlementAverage.ShareOpen(left * Minute, window * Minute), 1e-15);

    [Fact]
    public void The_published_example_of_a_coin_settled_call()
    {
        double open = SettlementAverage.ShareOpen(15 * Minute, SettlementAverage.UsualWindow);
        Assert.Equal(0.35, (1.0 - 0.3) * open, 1e-15);
    }
}
