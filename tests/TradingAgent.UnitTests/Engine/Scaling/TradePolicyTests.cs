using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>The policies that make trades of their own: stake ladders, increments, pyramids, exits.</summary>
public sealed class TradePolicyTests
{
    [Fact]
    public void A_martingale_without_a_loss_cap_is_not_allowed()
    {
        foreach (string name in new[] { "martingale", "anti-martingale" })
            Assert.True(PolicyList.Find(name)!.Parameters.Single(parameter => parameter.Name == "LossCap").IsRequired);
    }

    [Fact]
    public void A_martingale_doubles_after_losses_and_starts_again_after_a_win()
    {
        PolicyBench bench = Ladder("martingale");
        Assert.Equal(0.01, bench.At(100_000).Value);
        Proposal stopped = bench.At(99_000);
        Assert.Equal((0, PolicyRule.Stopped), (stopped.Value, stopped.Rule));
        Assert.Equal(0.02, bench.At(99_000).Value);
        bench.At(98_000);
        Assert.Equal(0.04, bench.At(98_000).Value);
        Assert.Equal(PolicyRule.TargetReached, bench.At(99_100).Rule);
        Assert.Equal(0.01, bench.At(99_100).Value);
    }

    [Fact]
    public void An_anti_martingale_doubles_after_wins()
    {
        PolicyBench bench = Ladder("anti-martingale");
        bench.At(100_000);
        bench.At(101_000);
        Assert.Equal(0.02, bench.At(101_000).Value);
        bench.At(100_000);
        Assert.Equal(0.01, bench.At(100_000).Value);
    }

    [Fact]
    public void The_losses_of_a_ladder_never_pass_their_cap_on_any_path()
    {
        var random = new TestKit.Engine.SeededRandom(11);
        for (int path = 0; path < 50; path++)
        {
            PolicyBench bench = Ladder("martingale", ("LossCap", 100), ("StepsMax", 8));
            double price = 100_000, before = 0, lost = 0;
            for (int i = 0; i < 400; i++)
            {
                double next = price + random.Between(-700, 700);
                double pnl = before * (next - price);
                lost += pnl;
                Proposal proposal = bench.At(price = next);
                before = proposal.Value;
                // A step of the path beyond the stop is a gap, and a gap costs a gap: one step's worth.
                Assert.True(proposal.Inputs[2] <= 100 + (0.08 * 700), $"lost {proposal.Inputs[2]}");
            }
        }
    }

    [Fact]
    public void An_exhausted_ladder_stays_out_until_an_operator_resumes()
    {
        PolicyBench bench = Ladder("martingale", ("LossCap", 25));
        bench.At(100_000);
        bench.At(99_000);
        Proposal capped = bench.At(99_000);
        Assert.Equal((0.015, PolicyRule.Capped), (Math.Round(capped.Value, 9), capped.Rule));
        bench.At(98_000);
        Assert.Equal((0, PolicyRule.Exhausted), (bench.At(98_000).Value, bench.At(98_000).Rule));
        bench.View.Resumes++;
        Assert.Equal(0.01, bench.At(98_000).Value > 0 ? 0.01 : 0);
    }

    [Fact]
    public void The_chance_of_ruin_stands_beside_every_stake()
    {
        PolicyBench bench = Ladder("martingale", ("StepsMax", 3), ("WinProbability", 0.5), ("Cycles", 10));
        Proposal proposal = bench.At(100_000);
        Assert.Equal(0.125, proposal.Inputs[4], 12);
        Assert.Equal(1 - Math.Pow(0.875, 10), proposal.Inputs[5], 9);
    }

    [Fact]
    public void A_trade_ends_by_time_and_waits_before_the_next()
    {
        PolicyBench bench = Ladder("martingale", ("HoldMax", 3000), ("CoolDown", 5000));
        bench.At(100_000);
        bench.At(100_001);
        bench.At(100_001);
        Assert.Equal(PolicyRule.TimedOut, bench.At(100_001).Rule);
        Assert.Equal(PolicyRule.CoolingDown, bench.At(100_001).Rule);
        for (int i = 0; i < 4; i++) bench.At(100_001);
        Assert.NotEqual(0, bench.At(100_001).Value);
    }

    [Fact]
    public void The_price_that_ends_a_trade_wakes_the_policy()
    {
        PolicyBench bench = Ladder("martingale");
        bench.At(100_000);
        Assert.Equal((99_000, 101_000), (bench.Alarm.Low, bench.Alarm.High));
        Assert.True(bench.Alarm.Rings(98_999) && !bench.Alarm.Rings(100_500));
    }

    [Fact]
    public void Linear_steps_walk_to_the_goal_and_never_across()
    {
        var bench = new PolicyBench("linear", ("Goal", 1), ("Step", 0.3), ("StepsMax", 2), ("Every", 1000));
        double[] path = [.. Enumerable.Range(0, 5).Select(_ => Math.Round(bench.At(100_000).Value, 9))];
        Assert.Equal([0.6, 0.9, 0.9, 0.9, 0.9], path);
    }

    [Fact]
    public void Linear_steps_by_price_wait_for_the_move()
    {
        var bench = new PolicyBench(
            "linear", ("Goal", -1), ("Step", 0.5), ("Trigger", 2), ("Every", 1000), ("Ranges", 1));
        Assert.Equal(-0.5, bench.At(100_000).Value);
        Assert.Equal(-0.5, bench.At(99_600).Value);
        Assert.Equal(-1, bench.At(99_500).Value);
    }

    [Fact]
    public void A_pyramid_adds_to_a_winner_and_never_risks_more_than_its_first_unit()
    {
        var random = new TestKit.Engine.SeededRandom(5);
        for (int path = 0; path < 40; path++)
        {
            var bench = new PolicyBench("pyramid", ("CapitalShare", 1), ("Risk", 0.01), ("AddRatio", 0.8));
            double price = 100_000, held = 0, pnl = 0;
            for (int i = 0; i < 300; i++)
            {
                double next = price + random.Between(-85, 95);
                pnl += held * (next - price);
                Proposal proposal = bench.At(price = next);
                if (proposal.Rule is PolicyRule.Stopped) break;
                held = proposal.Value;
                Assert.True(proposal.Inputs[3] <= 10_000 + 1e-6, "the risk at the stop is within the budget");
            }
            // One step beyond the stop is the gap of a path that moves in steps.
            Assert.True(pnl >= -10_000 - (60 * 100), $"lost {-pnl}");
        }
    }

    [Fact]
    public void A_pyramid_is_out_at_its_stop_and_waits()
    {
        var bench = new PolicyBench("pyramid", ("CapitalShare", 1), ("CoolDown", 10_000));
        // One percent of a million over a stop of two ranges of 500.
        Assert.Equal(10, bench.At(100_000).Value);
        Assert.Equal(20, bench.At(100_250).Value);
        Assert.Equal(2, bench.Ask().Inputs[0]);
        Proposal stopped = bench.At(bench.Ask().Inputs[2] - 1);
        Assert.Equal((0, PolicyRule.Stopped), (stopped.Value, stopped.Rule));
        Assert.Equal(PolicyRule.CoolingDown, bench.At(100_000).Rule);
    }

    [Fact]
    public void Scaling_out_takes_each_rung_once_and_never_puts_it_back()
    {
        var bench = new PolicyBench("scale-out", ("Quantity", 1), ("Trail", 0), ("StopRanges", 10));
        double[] path =
        [
            .. new double[] { 100_000, 100_500, 100_100, 101_000, 100_200, 102_000, 102_500 }
                .Select(price => Math.Round(bench.At(price).Value, 9)),
        ];
        Assert.Equal([1, 0.67, 0.67, 0.34, 0.34, 0, 0], path);
    }

    [Fact]
    public void A_trailing_exit_ends_it_and_higher_volatility_lets_go_sooner()
    {
        var bench = new PolicyBench("scale-out", ("Quantity", 1), ("Trail", 1), ("ShockScale", 1));
        bench.At(100_000);
        Assert.Equal(0, bench.At(99_500).Value);

        var shocked = new PolicyBench("scale-out", ("Quantity", 1), ("ShockScale", 1));
        shocked.At(100_000);
        shocked.View.Volatility[0] = 0.75;
        Proposal proposal = shocked.At(100_000);
        Assert.Equal((0.5, PolicyRule.Reduced), (proposal.Value, proposal.Rule));
    }

    [Fact]
    public void A_direction_by_signal_waits_for_one_and_follows_it()
    {
        PolicyBench bench = Ladder("martingale", ("Direction", 2));
        Assert.Equal(PolicyRule.NoSignal, bench.At(100_000).Rule);
        bench.Target = -0.3;
        Assert.Equal(-0.01, bench.At(100_000).Value);
    }

    [Fact]
    public void Contradictions_are_named()
    {
        Assert.Contains(Check("mean-reversion", ("StopScore", 2)), problem => problem.Parameter == "StopScore");
        Assert.Contains(Check("scale-out", ("Quantity", 1), ("Share1", 0.9)), problem => problem.Parameter == "Share1");
        Assert.Contains(Check("pyramid", ("AddRanges", 5)), problem => problem.Parameter == "AddRanges");
        Assert.Empty(Check("mean-reversion"));
    }

    private static List<(string Parameter, string Problem)> Check(
        string policy, params ReadOnlySpan<(string Name, double Value)> values)
    {
        PolicyDefinition definition = PolicyList.Find(policy)!;
        double[] own = [.. definition.Parameters.Select(parameter => parameter.Default)];
        foreach ((string name, double value) in values)
            own[definition.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(name)] = value;
        return [.. definition.Check(new PolicyValues(definition, own))];
    }

    private static PolicyBench Ladder(string policy, params ReadOnlySpan<(string Name, double Value)> values) =>
        new(policy, [("LossCap", 1000), ("CoolDown", 0), .. values]);
}
