using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Quant.Costs;
using TradingAgent.TestKit.Engine;
using TradingAgent.UnitTests.Quant;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>Constraints on changes and on single trades: participation, cost against benefit, loss per trade.</summary>
public sealed class ChangeTests
{
    private static readonly (string, double)[] Slow =
        [("DepthShare", 0), ("VolumeShare", 0.1), ("StepTime", 60_000), ("Steps", 5), ("ImpactFills", 0)];

    [Fact]
    public void A_small_change_goes_at_once_and_a_large_one_along_the_schedule_of_the_formula()
    {
        var bench = new CalmBench("participation", [.. Slow, ("RiskAversion", 1e-4), ("VolumeShare", 1)]);
        // 20,000 coins a day: 13.9 a minute.
        Assert.Equal((10, PolicyRule.Passed), (bench.Ask(10).Value, bench.Ask(10).Rule));
        double daily = 0.5 / Math.Sqrt(365);
        var coefficients = new ImpactCoefficients(
            0.5 * 100_000 / Math.Sqrt(365.0 * 86_400), 0, daily * 100_000 / (20_000 / 86_400.0), 0);
        var left = new double[6];
        Assert.True(ExecutionSchedule.Solve(40, 300, coefficients, 1e-4, left).Decay > 0);
        for (int step = 1; step <= 5; step++)
        {
            double after = bench.Ask(40).Value;
            ReferenceRows.Near(40 - left[step], after, 1e-12, 1e-12);
            bench.View.Target = after;
            bench.Pass(60);
        }
        Assert.Equal(40, bench.View.Target, 1e-9);
    }

    [Fact]
    public void The_paper_s_schedule_is_walked_step_by_step()
    {
        ReferenceRows table = ReferenceRows.Read("almgren_chriss.csv");
        double[] holdings = [.. table.Text(0, "holdings").Split(';').Select(double.Parse)];
        double kappa = table.Of(0, "kappa");
        var bench = new CalmBench("participation", [.. Slow, ("VolumeShare", 1), ("RiskAversion", 1e-4)]);
        // The aversion that gives the paper's decay per step, from cosh(kt) = 1 + k~^2 t^2/2 and k~^2 = aversion s^2/n.
        double step = 60;
        double decay = 4 * Math.Pow(Math.Sinh(kappa / 2), 2) / (step * step);
        double slope = 0.5 / Math.Sqrt(365) * 100_000 / (20_000 / 86_400.0);
        double variance = 0.25 * 1e10 / (365.0 * 86_400);
        bench.Set("RiskAversion", decay * slope / variance);
        bench.View.VolumePerDay = 20_000;
        const double size = 15;
        for (int i = 1; i <= 5; i++)
        {
            bench.View.Target = bench.Ask(size).Value;
            ReferenceRows.Near(size * (1 - (holdings[i] / holdings[0])), bench.View.Target, 1e-9);
            bench.Pass(step);
        }
    }

    [Fact]
    public void No_step_takes_more_than_its_share_and_the_goal_is_reached_in_the_end()
    {
        var bench = new CalmBench("participation", Slow);
        double most = 0.1 * 20_000 / 1440;
        double held = 0;
        int steps = 0;
        for (; held < 40 - 1e-9 && steps < 100; steps++)
        {
            for (int i = 0; i < 6; i++)
            {
                Proposal proposal = bench.Ask(40);
                Assert.True(proposal.Value >= bench.View.Target);
                Assert.True(proposal.Value <= held + most + 1e-9, "a step took more than its share");
                bench.View.Target = proposal.Value;
                bench.Pass(10);
            }
            held = bench.View.Target;
        }
        Assert.InRange(steps, 29, 31);
    }

    [Fact]
    public void Depth_bounds_by_the_side_that_is_taken_and_missing_streams_are_named()
    {
        var bench = new CalmBench("participation", ("DepthShare", 0.1), ("VolumeShare", 0));
        bench.View.Target = 0;
        Assert.Equal(6, bench.Ask(6).Value);
        Assert.Equal(PolicyRule.Clipped, bench.Ask(6.1).Rule);
        Assert.Equal(5, -new CalmBench("participation", ("DepthShare", 0.1), ("VolumeShare", 0)).Ask(-5).Value);
        bench.View.DepthAsk = double.NaN;
        Assert.Equal(PolicyInput.Depth, bench.Ask(7).Missing);
        bench.View.VolumePerDay = double.NaN;
        Assert.Equal(PolicyInput.Volume, bench.Ask(-7).Missing);
    }

    [Fact]
    public void What_takes_risk_off_is_never_delayed_unless_it_is_asked_to_be()
    {
        var bench = new CalmBench("participation", Slow);
        bench.View.Target = 40;
        bench.View.VolumePerDay = double.NaN;
        Assert.Equal((0, PolicyRule.Passed), (bench.Ask(0).Value, bench.Ask(0).Rule));
        bench.View.VolumePerDay = 20_000;
        double most = 0.1 * 20_000 / 1440;
        Assert.Equal(-most, bench.Ask(-30).Value, 1e-9);
        bench.Set("Reductions", 1);
        bench.Pass(61);
        Assert.Equal(40 - most, bench.Ask(0).Value, 1e-9);
    }

    [Fact]
    public void A_goal_that_moves_makes_a_new_schedule_from_where_it_is()
    {
        var bench = new CalmBench("participation", Slow);
        bench.View.Target = bench.Ask(40).Value;
        double first = bench.View.Target;
        Proposal turned = bench.Ask(-40);
        Assert.True(turned.Value <= 0 && turned.Value >= -first - 1e-9);
        Assert.Equal(["DepthShare"], CalmBench.Problems("participation", ("DepthShare", 0), ("VolumeShare", 0)));
        Assert.Equal(["Impact"], CalmBench.Problems("participation", ("Impact", 0)));
    }

    [Fact]
    public void The_cost_of_a_change_is_that_of_the_table()
    {
        ReferenceRows table = ReferenceRows.Read("execution_cost.csv");
        foreach (int row in table.Rows)
        {
            var bench = new CalmBench("cost-benefit", ("Impact", table.Of(row, "Y")), ("ImpactFills", 0));
            bench.View.Spot = table.Of(row, "price");
            bench.View.VolumePerDay = table.Of(row, "daily_volume");
            bench.View.Volatility[0] = table.Of(row, "daily_vol") * Math.Sqrt(365);
            (bench.View.HalfSpread, bench.View.MakerRate) = (table.Of(row, "half_spread"), table.Of(row, "fee"));
            ReferenceRows.Near(
                table.Of(row, "expected_cost_usd"), bench.Ask(table.Of(row, "order")).Inputs[1], 1e-10);
        }
    }

    [Fact]
    public void A_change_waits_while_it_costs_more_than_the_variance_it_removes_and_says_both()
    {
        var bench = new CalmBench("cost-benefit", ("Impact", 0), ("RiskAversion", 1e-5));
        bench.View.HalfSpread = 0.0001;
        // Per coin: 30 USD of cost, and 1e-5/2 of the daily variance: 34.25 for one coin, falling with its square.
        Proposal one = bench.Ask(1);
        Assert.Equal(30, one.Inputs[1], 1e-9);
        Assert.Equal(0.5e-5 * 0.25 / 365 * 1e10, one.Inputs[2], 1e-9);
        Assert.Equal((1, PolicyRule.Passed), (one.Value, one.Rule));
        bench.View.Target = 3;
        Proposal half = bench.Ask(3.5);
        Assert.Equal((3, PolicyRule.TooDear), (half.Value, half.Rule));
        Assert.Equal(PolicyRule.TooDear, bench.Ask(2.5).Rule);
    }

    [Fact]
    public void What_a_limit_forces_and_the_way_out_go_through_whatever_they_cost()
    {
        var bench = new CalmBench("cost-benefit");
        (bench.View.HalfSpread, bench.View.Target) = (0.05, 3);
        Assert.Equal((3, PolicyRule.TooDear), (bench.Ask(2.9).Value, bench.Ask(2.9).Rule));
        Assert.Equal((2.9, PolicyRule.Passed), (bench.Ask(2.9, asked: 4).Value, bench.Ask(2.9, asked: 4).Rule));
        Assert.Equal((0, PolicyRule.Passed), (bench.Ask(0).Value, bench.Ask(0).Rule));
        Assert.Equal(PolicyRule.TooDear, bench.Ask(3.1, asked: 4).Rule);
        bench.View.HalfSpread = double.NaN;
        Assert.Equal(PolicyInput.Costs, bench.Ask(2.9).Missing);
        Assert.Equal(0, bench.Ask(0).Value);
        bench.View.HalfSpread = 1e-5;
        bench.View.VolumePerDay = double.NaN;
        Assert.Equal(PolicyInput.Volume, bench.Ask(2.9).Missing);
    }

    [Theory]
    [InlineData(3, -5, -1)]
    [InlineData(-3, 5, 1)]
    [InlineData(0.5, -5, -1)]
    [InlineData(3, 5, 1)]
    public void What_is_held_beyond_what_a_limit_let_through_is_not_kept_for_being_dear_to_leave(
        double held, double asked, double clipped)
    {
        var bench = new CalmBench("cost-benefit");
        (bench.View.HalfSpread, bench.View.Target) = (0.05, held);
        Assert.Equal((clipped, PolicyRule.Passed), (bench.Ask(clipped, asked).Value, bench.Ask(clipped, asked).Rule));
        // Less than it let through, on its side, may wait; and where nothing was clipped everything may.
        double less = bench.View.Target = clipped * 0.9;
        Assert.Equal((less, PolicyRule.TooDear), (bench.Ask(clipped, asked).Value, bench.Ask(clipped, asked).Rule));
        bench.View.Target = held;
        Assert.Equal((held, PolicyRule.TooDear), (bench.Ask(clipped).Value, bench.Ask(clipped).Rule));
    }

    [Theory]
    [InlineData(0, 100, 10, 4)]
    [InlineData(1, 0.03, 10, 2.5)]
    public void Size_is_the_budget_over_the_distance_to_the_stop_with_gap_and_cost(
        double stop, double distance, double target, double size)
    {
        var bench = new CalmBench(
            "loss-per-trade", ("LossMax", 10_000), ("LossShare", 0), ("Stop", stop), ("StopRanges", 15),
            ("StopShare", 0.03), ("GapShare", 0.009), ("CostShare", 0.001));
        bench.View.TrueRange = distance;
        Assert.Equal(size, bench.Ask(target).Value, 1e-9);
        Assert.Equal(PolicyRule.Clipped, bench.Ask(target).Rule);
        Assert.Equal(-size, bench.Ask(-target).Value, 1e-9);
        Assert.Equal(PolicyRule.Passed, bench.Ask(-size / 2).Rule);
    }

    [Fact]
    public void A_stop_of_price_ends_the_trade_until_the_thesis_has_been_given_up()
    {
        CalmBench bench = Trade();
        Assert.Equal(1, bench.Ask(1).Value);
        bench.View.Spot = 98_001;
        Assert.Equal(1, bench.Ask(1).Value);
        bench.View.Spot = 97_999;
        Proposal stopped = bench.Ask(1);
        Assert.Equal((0, PolicyRule.Vetoed), (stopped.Value, stopped.Rule));
        Assert.Equal((2_000, 100_000), (stopped.Inputs[2], stopped.Inputs[3]));
        Assert.Equal((-2_001, 1), (stopped.Inputs[4], stopped.Inputs[5]));
        bench.View.Spot = 110_000;
        Assert.Equal(0, bench.Ask(1).Value);
        Assert.Equal(0, bench.Ask(0).Value);
        Assert.Equal(1, bench.Ask(1).Value);
    }

    [Fact]
    public void A_stop_of_loss_counts_what_was_added_and_a_stop_of_time_what_it_lasted()
    {
        CalmBench bench = Trade(("LossMax", 3_000), ("SizeMax", 4), ("StopShare", 0.0001));
        bench.Set("StopShare", 0.02);
        bench.Ask(1);
        bench.View.Spot = 101_000;
        bench.Ask(1.4);
        bench.View.Spot = 99_000;
        // Earned 1,000 on one coin, lost 2,000 on 1.4: 1,800 down, within 3,000.
        Assert.Equal(-1_800, bench.Ask(1).Inputs[4], 1e-9);
        bench.Pass(3_600);
        bench.Set("HoldMax", 3_600_000);
        Assert.Equal(3, bench.Ask(1).Inputs[5]);
        Assert.Equal(0, bench.Ask(1).Value);
        bench.View.Resumes = 1;
        Assert.Equal(1, bench.Ask(1).Value);
    }

    [Fact]
    public void A_trade_never_loses_more_than_its_budget_and_one_move_whatever_is_wished()
    {
        var random = new SeededRandom(3);
        for (int round = 0; round < 200; round++)
        {
            CalmBench bench = Trade(("LossMax", 2_000));
            double lost = 0;
            double coins = 0;
            double worstMove = 0;
            for (int i = 0; i < 300; i++)
            {
                double move = random.Between(-200, 200);
                bench.View.Spot += move;
                lost -= coins * move;
                worstMove = Math.Max(worstMove, Math.Abs(coins * move));
                coins = bench.Ask(random.Between(0.1, 3)).Value;
                Assert.True(lost <= 2_000 + worstMove, $"round {round}: lost {lost}");
            }
        }
    }

    [Fact]
    public void Without_its_input_a_trade_is_not_sized()
    {
        var bench = new CalmBench("loss-per-trade");
        bench.View.TrueRange = double.NaN;
        Assert.Equal(PolicyInput.Bars, bench.Ask(1).Missing);
        bench.View.EquityUsd = double.NaN;
        Assert.Equal(PolicyInput.Equity, bench.Ask(1).Missing);
        Assert.Equal(["LossMax"], CalmBench.Problems("loss-per-trade", ("LossShare", 0)));
    }

    private static CalmBench Trade(params (string Name, double Value)[] values) => new(
        "loss-per-trade",
        [
            ("LossMax", 1e9), ("LossShare", 0), ("Stop", 1), ("StopShare", 0.02), ("GapShare", 0), ("CostShare", 0),
            .. values,
        ]);
}
