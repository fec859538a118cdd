using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>Constraints that limit risk: tolerances and scenario loss.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(0.5, 8, PolicyRule.Passed)]
    [InlineData(1, 8, PolicyRule.Passed)]
    [InlineData(1.5, 6, PolicyRule.Clipped)]
    [InlineData(2, 3, PolicyRule.Vetoed)]
    [InlineData(9, 3, PolicyRule.Vetoed)]
    public void Between_the_soft_and_the_hard_limit_a_target_is_scaled_and_beyond_it_does_not_grow(
        double gamma, double allowed, PolicyRule rule)
    {
        var bench = new CalmBench("tolerances", ("GammaSoft", 1), ("GammaHard", 2));
        bench.View.Target = 3;
        bench.View.Gamma = -gamma;
        Proposal proposal = bench.Ask(8);
        Assert.Equal(allowed, proposal.Value, 1e-12);
        Assert.Equal(rule, proposal.Rule);
        if (rule == PolicyRule.Passed) return;
        Assert.Equal(2, proposal.Inputs[0]);
        Assert.Equal([gamma, 1, 2], [proposal.Inputs[1], proposal.Inputs[2], proposal.Inputs[3]]);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(-4, -4)]
    [InlineData(6, 5.5)]
    [InlineData(-6, -5.5)]
    [InlineData(7, 6)]
    [InlineData(70, 6)]
    public void A_target_beyond_its_soft_limit_counts_half_and_never_exceeds_the_hard_one(double target, double allowed)
    {
        var bench = new CalmBench("tolerances", ("DeltaSoft", 5), ("DeltaHard", 6));
        Assert.Equal(allowed, bench.Ask(target).Value, 1e-12);
    }

    [Fact]
    public void Totals_count_every_underlying_in_one_currency()
    {
        var bench = new CalmBench("tolerances", ("TotalDeltaHard", 1_000_000), ("TotalVegaHard", 500));
        bench.Ether = CalmBench.Calm();
        (bench.Ether.Spot, bench.Ether.Target, bench.Ether.VegaPerVolPoint) = (4_000, -100, -400);
        bench.View.VegaPerVolPoint = -50;
        Assert.Equal(6, bench.Ask(9).Value, 1e-12);
        Assert.Equal(5, bench.Ask(5).Value, 1e-12);
        bench.View.VegaPerVolPoint = -150;
        bench.View.Target = 2;
        Assert.Equal(PolicyRule.Vetoed, bench.Ask(9).Rule);
        Assert.Equal(2, bench.Ask(9).Value, 1e-12);
        Assert.Equal(0.5, bench.Ask(1).Value, 1e-12);
    }

    [Fact]
    public void A_leg_without_a_price_anywhere_makes_the_greeks_unknown()
    {
        var bench = new CalmBench("tolerances", ("TotalVegaHard", 500));
        bench.Ether = CalmBench.Calm();
        Assert.True(bench.Ask(1).HasValue);
        (bench.Ether.Legs, bench.Ether.IsPriced) = (3, 0);
        Assert.Equal(PolicyInput.Greeks, bench.Ask(1).Missing);
        (bench.Ether.Legs, bench.Ether.IsPriced, bench.Ether.Spot, bench.Ether.Target) = (0, 1, 0, 1);
        Assert.Equal(PolicyInput.Greeks, bench.Ask(1).Missing);
        bench.Ether.Target = 0;
        Assert.True(bench.Ask(1).HasValue);
    }

    [Fact]
    public void A_soft_limit_above_its_hard_one_or_without_one_is_refused()
    {
        Assert.Equal(["VegaSoft"], CalmBench.Problems("tolerances", ("VegaSoft", 3), ("VegaHard", 2)));
        Assert.Equal(["VegaSoft"], CalmBench.Problems("tolerances", ("VegaSoft", 3), ("GammaHard", 1)));
        Assert.Equal(["DeltaHard"], CalmBench.Problems("tolerances"));
        Assert.Equal(["LossMax"], CalmBench.Problems("scenario-loss", ("LossShare", 0)));
        Assert.Empty(CalmBench.Problems("tolerances", ("VegaSoft", 3), ("VegaHard", 4)));
    }

    [Fact]
    public void Tolerances_never_let_more_through_for_more_risk()
    {
        var random = new SeededRandom(4);
        for (int round = 0; round < 2_000; round++)
        {
            var bench = new CalmBench(
                "tolerances", ("DeltaSoft", 3), ("DeltaHard", 6), ("GammaSoft", 1), ("GammaHard", 2), ("ThetaSoft", 10),
                ("ThetaHard", 40), ("TotalDeltaHard", 450_000), ("ShareAtHard", random.Between(0, 1)));
            bench.View.Target = random.Between(-8, 8);
            (bench.View.Gamma, bench.View.ThetaPerDay) = (random.Between(0, 3), random.Between(-60, 60));
            double target = random.Between(-9, 9);
            double allowed = bench.Ask(target).Value;
            Assert.True(Math.Abs(allowed) <= Math.Min(Math.Abs(target), 4.5) + 1e-12);
            Assert.True(allowed == 0 || Math.Sign(allowed) == Math.Sign(target));
            bench.View.Gamma *= 1.3;
            Assert.True(Math.Abs(bench.Ask(target).Value) <= Math.Abs(allowed) + 1e-12);
            bench.View.Gamma /= 1.3;
            double larger = Math.Abs(bench.Ask(target * 1.2).Value);
            Assert.True(larger >= Math.Abs(allowed) - 1e-12, "a larger target must not get less");
        }
    }

    [Fact]
    public void Scenario_loss_clips_where_the_worst_move_meets_the_limit()
    {
        CalmBench bench = Linear(("LossMax", 80_000), ("LossShare", 0));
        // 16 % of 100,000 a coin: five coins lose 80,000.
        Assert.Equal((4, PolicyRule.Passed), (bench.Ask(4).Value, bench.Ask(4).Rule));
        Assert.Equal(5, bench.Ask(9).Value, 1e-9);
        Assert.Equal(-5, bench.Ask(-9).Value, 1e-9);
        Assert.Equal(PolicyRule.Clipped, bench.Ask(9).Rule);
        Assert.Equal(80_000, bench.Ask(9).Inputs[4], 1e-6);
        bench.View.Scenarios.OthersLossUsd = 48_000;
        Assert.Equal(2, bench.Ask(9).Value, 1e-9);
        bench.Set("LossShare", 0.064);
        Assert.Equal(1, bench.Ask(9).Value, 1e-9);
    }

    [Fact]
    public void What_is_left_is_shared_with_the_others_that_are_sized_from_it()
    {
        CalmBench bench = Linear(("LossMax", 80_000), ("LossShare", 0));
        bench.View.Scenarios.Others = 1;
        // 16 % of 100,000 a coin: half of the room is two and a half coins; held once, half of the rest is open.
        Assert.Equal(2.5, bench.Ask(9).Value, 1e-9);
        (bench.View.Delta, bench.View.Scenarios.LinearUsd) = (2.5, 250_000);
        Assert.Equal(3.75, bench.Ask(9).Value, 1e-9);
        // Beyond the limit nothing is shared: all of the excess goes.
        bench.View.Scenarios.OthersLossUsd = 48_000;
        Assert.Equal(2, bench.Ask(9).Value, 1e-9);
    }

    [Fact]
    public void Options_that_lose_on_one_side_leave_room_on_the_other()
    {
        CalmBench bench = Linear(("LossMax", 80_000), ("LossShare", 0));
        // Long calls that are worth more above and worth less below, hedged at a delta of 2.
        bench.View.Delta = 2;
        bench.View.Scenarios.LinearUsd = 0;
        for (int i = 0; i < ScenarioAxes.Moves; i++)
            bench.View.Scenarios.Options[i] = Math.Max(-10_000, 200_000 * ScenarioAxes.PriceMoves[i]);
        Assert.Equal(2 + (70_000 / 16_000.0), bench.Ask(9).Value, 1e-9);
        Assert.Equal(2 - ((80_000 + 32_000) / 16_000.0), bench.Ask(-9).Value, 1e-9);
    }

    [Fact]
    public void Where_nothing_fits_the_part_that_loses_least_is_let_through()
    {
        CalmBench bench = Linear(("LossMax", 80_000), ("LossShare", 0));
        // Options that lose 100,000 whatever happens, and more below.
        for (int i = 0; i < ScenarioAxes.Moves; i++)
            bench.View.Scenarios.Options[i] = -100_000 + (300_000 * Math.Min(0, ScenarioAxes.PriceMoves[i]));
        Proposal proposal = bench.Ask(9);
        Assert.Equal((0, PolicyRule.Vetoed), (proposal.Value, proposal.Rule));
        // Selling three coins takes away what they lose below and adds nothing above 100,000 ... at 0.
        Assert.Equal(-1.5, bench.Ask(-9).Value, 1e-6);
    }

    [Fact]
    public void Without_a_grid_nothing_is_proposed_and_the_input_is_named()
    {
        var bench = new CalmBench("scenario-loss", ("LossMax", 1));
        Assert.Equal(PolicyInput.Scenarios, bench.Ask(1).Missing);
    }

    [Fact]
    public void Scenario_loss_never_lets_more_through_than_fits_and_always_as_much_as_fits()
    {
        var random = new SeededRandom(9);
        for (int round = 0; round < 3_000; round++)
        {
            CalmBench bench = Linear(("LossMax", random.Between(1_000, 200_000)), ("LossShare", 0));
            for (int i = 0; i < ScenarioAxes.Moves; i++)
                bench.View.Scenarios.Options[i] = i == 4 ? random.Between(-20_000, 0) : random.Between(-1e5, 1e5);
            bench.View.Delta = random.Between(-3, 3);
            double target = random.Between(-12, 12);
            Proposal proposal = bench.Ask(target);
            double limit = proposal.Inputs[1];
            Assert.True(Math.Abs(proposal.Value) <= Math.Abs(target) + 1e-12);
            if (proposal.Rule != PolicyRule.Vetoed)
                Assert.True(Loss(bench.View, proposal.Value) <= limit * (1 + 1e-9));
            for (double share = 0; share <= 1; share += 0.01)
            {
                double loss = Loss(bench.View, target * share);
                if (proposal.Rule == PolicyRule.Vetoed) Assert.True(loss >= proposal.Inputs[4] - 1);
                else if (Math.Abs(target * share) > Math.Abs(proposal.Value) + 1e-9) Assert.True(loss > limit);
            }
        }
    }

    private static double Loss(in ScalingView view, double target)
    {
        double worst = 0;
        for (int i = 0; i < ScenarioAxes.Moves; i++)
        {
            double linear = view.Scenarios.LinearUsd + ((target - view.Delta) * view.Spot);
            worst = Math.Max(worst, -(view.Scenarios.Options[i] + (linear * ScenarioAxes.PriceMoves[i])));
        }
        return worst;
    }

    /// <summary>No options: nothing but what the target will be.</summary>
    private static CalmBench Linear(params ReadOnlySpan<(string Name, double Value)> values)
    {
        var bench = new CalmBench("scenario-loss", values);
        bench.View.Scenarios = default;
        return bench;
    }
}
