using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>A trade with a budget: confirmation adds, invalidation exits.</summary>
public sealed class LossPerTradeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Only_a_trade_that_does_not_lose_is_added_to(int side)
    {
        CalmBench bench = Trade(("LossMax", 10_000));
        Assert.Equal(side, bench.Ask(side).Value);
        bench.View.Spot = 100_000 - (side * 500);
        Proposal losing = bench.Ask(3 * side);
        Assert.Equal((side, PolicyRule.Clipped), (losing.Value, losing.Rule));
        Assert.Equal(100_000, losing.Inputs[3]);
        bench.View.Spot = 100_000;
        Assert.Equal(2 * side, bench.Ask(2 * side).Value);
        bench.View.Spot = 100_000 + (side * 500);
        Assert.Equal(3 * side, bench.Ask(3 * side).Value);
        // Smaller is always allowed, and the mean entry has followed in its favour only.
        Assert.Equal(100_000 + (side * 500 / 3.0), bench.Ask(side).Inputs[3], 1e-6);
        Assert.Equal(side, bench.Ask(side).Value);
    }

    [Fact]
    public void What_was_lost_on_the_way_comes_off_the_budget()
    {
        // 2,000 a coin at the stop: two coins at first.
        CalmBench bench = Trade(("LossMax", 4_000));
        Assert.Equal(2, bench.Ask(9).Value, 1e-9);
        bench.View.Spot = 99_000;
        Assert.Equal(1, bench.Ask(1).Value);
        // A thousand is lost for good: three thousand are left, for one coin and a half.
        bench.View.Spot = 100_000;
        Assert.Equal(1.5, bench.Ask(9).Value, 1e-9);
        Assert.Equal(1.5, bench.Ask(9).Inputs[0], 1e-9);
        // What was gained on the way is not added to it.
        bench.View.Spot = 102_000;
        bench.Ask(0.5);
        Assert.Equal(2, bench.Ask(9).Inputs[0], 1e-9);
    }

    [Fact]
    public void At_its_stop_whatever_was_added_and_taken_off_the_trade_has_lost_no_more_than_its_budget()
    {
        var random = new SeededRandom(8);
        for (int round = 0; round < 300; round++)
        {
            CalmBench bench = Trade(("LossMax", 4_000));
            int side = round % 2 == 0 ? 1 : -1;
            for (int i = 0; i < 60; i++)
            {
                bench.View.Spot += random.Between(-400, 400);
                Proposal proposal = bench.Ask(side * random.Between(0.1, 4));
                if (proposal.Inputs[5] != 0) break;
                double stop = proposal.Inputs[3] - (side * proposal.Inputs[2]);
                double atStop = proposal.Inputs[4] + (proposal.Value * (stop - bench.View.Spot));
                Assert.True(atStop >= -4_000 - 1e-6, $"round {round}: {atStop} at the stop");
            }
        }
    }

    [Theory]
    [InlineData(1, 98_000, 0)]
    [InlineData(-1, 0, 102_000)]
    public void It_is_asked_again_at_its_stop_and_not_at_the_next_plan(int side, double low, double high)
    {
        CalmBench bench = Trade(("LossMax", 1e8));
        bench.Ask(side);
        Assert.Equal(low, bench.Alarm.Low, 1e-6);
        if (high > 0) Assert.Equal(high, bench.Alarm.High, 1e-6);
        bench.Set("LossMax", 1_000);
        bench.Ask(0);
        bench.Ask(side);
        // The budget is used up before the price is there: half a coin at 2,000.
        Assert.Equal(100_000 - (side * 2_000), side > 0 ? bench.Alarm.Low : bench.Alarm.High, 1e-6);
        bench.Ask(0);
        Assert.Equal((0, 0), (bench.Alarm.Low, bench.Alarm.High));
    }

    private static CalmBench Trade(params (string Name, double Value)[] values) => new(
        "loss-per-trade",
        [
            ("LossMax", 1e9), ("LossShare", 0), ("Stop", 1), ("StopShare", 0.02), ("GapShare", 0), ("CostShare", 0),
            .. values,
        ]);
}
