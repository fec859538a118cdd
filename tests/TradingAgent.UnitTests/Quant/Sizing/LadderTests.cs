using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Sizing;

public sealed class LadderTests
{
    private static readonly LadderRules Martingale = new(LadderKind.AfterLosses, 2, 4, 1, true);

    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("martingale_ruin.csv");
        foreach (var row in t.Rows)
        {
            var inputs = ReferenceRows.Inputs(t.Text(row, "inputs"));
            var output = t.Text(row, "output");
            var p = inputs["p"][0];
            double got;
            if (t.Text(row, "kind") == "gamblers_ruin")
            {
                var ruin = GamblersRuin.Of(p, inputs["z"][0], inputs["a"][0]);
                got = output == "ruin" ? ruin.Ruin : output == "duration" ? ruin.Duration : ruin.ExpectedGain;
            }
            else
            {
                var kind = t.Text(row, "kind") == "martingale_cycle" ? LadderKind.AfterLosses : LadderKind.AfterWins;
                var rules = new LadderRules(kind, inputs["multiplier"][0], (int)inputs["max_steps"][0], 1, true);
                var odds = LadderOdds.OfCycle(rules, p);
                got = output switch
                {
                    "bankroll_needed" => rules.Bankroll().Value,
                    "prob_cycle_bust" or "prob_full_run" => odds.EndProbability,
                    "cycle_ev" => odds.ExpectedValue,
                    "expected_stake" => odds.ExpectedStake,
                    "prob_any_bust" => odds.EndsWithin(inputs["cycles"][0]).Value,
                    "worst_loss" => odds.WorstLoss,
                    _ => odds.BestGain,
                };
            }

            ReferenceRows.Near(t.Of(row, "value"), got, 1e-11, 1e-14);
        }
    }

    /// <summary>Feller's table: p .45 from 9 to 10 and p .4 from 90 to 100.</summary>
    [Theory]
    [InlineData(0.45, 9, 10, 0.210, 11.0)]
    [InlineData(0.4, 90, 100, 0.983, 441.3)]
    [InlineData(0.5, 9, 10, 0.1, 9)]
    public void The_classic_ruin_is_reproduced(double p, double z, double a, double ruin, double duration)
    {
        var got = GamblersRuin.Of(p, z, a);
        Assert.Equal(ruin, got.Ruin, 5e-4);
        Assert.Equal(duration, got.Duration, 0.05);
        Assert.Equal(FigureStatus.OutOfRange, GamblersRuin.Of(p, a, z).Status);
    }

    [Fact]
    public void No_ladder_makes_an_edge()
    {
        foreach (var kind in Enum.GetValues<LadderKind>())
        {
            var rules = new LadderRules(kind, 1.7, 6, 1, true);
            Assert.Equal(0, LadderOdds.OfCycle(rules, 0.5).ExpectedValue);
            Assert.True(LadderOdds.OfCycle(rules, 0.49).ExpectedValue < 0);
            Assert.True(LadderOdds.OfCycle(rules, 0.51).ExpectedValue > 0);
        }

        var bust = LadderOdds.OfCycle(Martingale, 0.5);
        Assert.Equal(1.0 / 16, bust.EndProbability);
        Assert.Equal(15, bust.WorstLoss);
        Assert.Equal(1, bust.BestGain);
        Assert.Equal(1 - Math.Pow(15.0 / 16, 100), bust.EndsWithin(100).Value, 1e-13);
    }

    [Fact]
    public void It_climbs_with_losses_falls_with_a_win_and_stops_at_the_top()
    {
        var ladder = new StakeLadder();
        var stakes = new List<double>();
        foreach (var isWin in (bool[])[false, false, true, false, false, false, false, false])
        {
            stakes.Add(ladder.Stake(Martingale, 0.5));
            ladder.Take(isWin, Martingale);
        }

        Assert.Equal([0.5, 1, 2, 0.5, 1, 2, 4, 0.5], stakes);
        Assert.Equal(1, ladder.Busts);
    }

    [Fact]
    public void Streaks_and_the_rule_at_the_top_are_obeyed()
    {
        var rules = new LadderRules(LadderKind.AfterWins, 1.5, 2, 2, false);
        var ladder = new StakeLadder();
        ladder.Take(true, rules);
        Assert.Equal(0, ladder.Step);
        ladder.Take(true, rules);
        Assert.Equal(1, ladder.Step);
        ladder.Take(true, rules);
        ladder.Take(true, rules);
        Assert.Equal(1, ladder.Step);
        Assert.Equal(3, ladder.Stake(rules, 2), 1e-15);
        ladder.Take(false, rules);
        Assert.Equal(0, ladder.Step);
    }

    [Theory]
    [InlineData(0.9, 3, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 31, 1)]
    [InlineData(2, 3, 0)]
    public void Rules_without_bounds_are_refused(double multiplier, int steps, int streak)
    {
        var rules = new LadderRules(LadderKind.AfterLosses, multiplier, steps, streak, true);
        Assert.Equal(FigureStatus.OutOfRange, rules.Check());
        Assert.False(rules.Bankroll().HasValue);
        Assert.Equal(FigureStatus.OutOfRange, LadderOdds.OfCycle(rules, 0.5).Status);
    }
}
