using TradingAgent.Quant.Costs;
using TradingAgent.Quant.Figures;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Costs;

public sealed class CostTests
{
    private static readonly ImpactCoefficients Paper = new(0.95, 0.0625, 2.5e-6, 2.5e-7);

    [Fact]
    public void Execution_cost_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("execution_cost.csv");
        foreach (var row in t.Rows)
        {
            double Of(string name) => t.Of(row, name);
            var impact = new SquareRootImpact(Of("Y"), Of("daily_vol"), Of("daily_volume"));
            ReferenceRows.Near(Of("peak_impact"), impact.Peak(Of("order")), 1e-13);
            ReferenceRows.Near(Of("average_impact_two_thirds"), impact.Average(-Of("order")), 1e-13);
            ReferenceRows.Near(
                Of("expected_cost_usd"), impact.Cost(Of("order"), Of("price"), Of("half_spread"), Of("fee")), 1e-13);
            ReferenceRows.Near(
                Of("cost_optimal_order"), impact.BestQuantity(Of("edge"), Of("half_spread"), Of("fee")), 1e-11);
            ReferenceRows.Near(
                Of("gp_a"), TradingRate.ValueSlope(Of("gp_gamma"), Of("gp_lambda"), Of("gp_rho")), 1e-12);
            ReferenceRows.Near(
                Of("gp_trade_rate"), TradingRate.Of(Of("gp_gamma"), Of("gp_lambda"), Of("gp_rho")), 1e-12);
        }
    }

    [Fact]
    public void Almgren_Chriss_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("almgren_chriss.csv");
        foreach (var row in t.Rows)
        {
            double Of(string name) => t.Of(row, name);
            var impact = new ImpactCoefficients(Of("sigma"), Of("epsilon"), Of("eta"), Of("gamma"));
            var holdings = new double[t.Whole(row, "N") + 1];
            var got = ExecutionSchedule.SolveWithDrift(
                Of("X"), Of("T"), impact, Of("lambda"), Of("alpha"), holdings);
            Assert.Equal(FigureStatus.Ok, got.Status);
            ReferenceRows.Near(Of("kappa"), got.Decay);
            var expected = t.Text(row, "holdings").Split(';').Select(ReferenceRows.Parse).ToArray();
            Assert.Equal(expected.Length, holdings.Length);
            for (var j = 0; j < expected.Length; j++)
                ReferenceRows.Near(expected[j], holdings[j], 1e-10, 1e-12 * Of("X"));
            ReferenceRows.Near(Of("E"), got.ExpectedCost);
            ReferenceRows.Near(Of("V"), got.Variance);
        }
    }

    [Fact]
    public void The_example_of_the_paper_is_reproduced()
    {
        var holdings = new double[6];
        var got = ExecutionSchedule.Solve(1e6, 5, Paper, 1e-6, holdings);
        Assert.Equal([1000000, 541956, 289854, 147897, 62142, 0], holdings.Select(x => Math.Round(x)));
        Assert.Equal(911227, got.ExpectedCost, 0.5);
        Assert.Equal(603431, Math.Sqrt(got.Variance), 0.5);
        Assert.Equal(0.6071, got.Decay, 5e-5);
        var patient = ExecutionSchedule.Solve(1e6, 5, Paper, 0, holdings);
        Assert.Equal(662500, patient.ExpectedCost, 1e-6);
        Assert.Equal([1000000, 800000, 600000, 400000, 200000, 0], holdings.Select(x => Math.Round(x, 6)));
    }

    [Fact]
    public void A_hurried_schedule_does_not_overflow_and_a_step_too_long_is_refused()
    {
        var holdings = new double[21];
        var got = ExecutionSchedule.Solve(1e6, 5, Paper, 1e9, holdings);
        Assert.Equal(FigureStatus.Ok, got.Status);
        Assert.InRange(holdings[1], 0, 1e-3);
        Assert.All(holdings, x => Assert.True(double.IsFinite(x)));
        var refused = ExecutionSchedule.Solve(1e6, 5000, Paper, 1e-6, holdings);
        Assert.Equal(FigureStatus.NoSolution, refused.Status);
        Assert.All(holdings, x => Assert.Equal(0, x));
        Assert.Equal(FigureStatus.OutOfRange, ExecutionSchedule.Solve(1e6, 0, Paper, 0, holdings).Status);
        Assert.Equal(FigureStatus.NotFinite, ExecutionSchedule.Solve(double.NaN, 5, Paper, 0, holdings).Status);
    }

    [Fact]
    public void Fifty_of_twenty_thousand_coins_at_three_per_cent_cost_fifteen_basis_points()
    {
        var impact = new SquareRootImpact(1, 0.03, 20_000);
        Assert.Equal(0.0015, impact.Peak(50).Value, 1e-15);
        Assert.Equal(2 * impact.Peak(50).Value, impact.Peak(200).Value, 1e-15);
        Assert.Equal(0, impact.BestQuantity(0.0003, 0.0001, 0.0005).Value);
        Assert.Equal(FigureStatus.OutOfRange, (impact with { DailyVolume = 0 }).Peak(50).Status);
        Assert.Equal(1, impact.CoefficientFrom(50, 0.001).Value, 1e-12);
    }

    [Fact]
    public void Own_fills_pull_the_coefficient_away_from_the_prior()
    {
        ImpactFit fit = default;
        var impact = new SquareRootImpact(1, 0.03, 20_000);
        Assert.Equal(0.9, fit.Coefficient(0.9, 10).Value);
        for (var i = 1; i <= 200; i++)
            fit.Add(impact, i, 0.6 * impact.Average(i).Value, 1);
        Assert.Equal(0.6, fit.Coefficient(0.9, 0).Value, 1e-12);
        Assert.InRange(fit.Coefficient(0.9, 20).Value, 0.61, 0.65);
        Assert.Equal(FigureStatus.NotFinite, fit.Add(impact, 1, double.NaN, 1));
        Assert.Equal(FigureStatus.OutOfRange, fit.Coefficient(0, 1).Status);
    }

    [Fact]
    public void Dear_trading_goes_a_smaller_part_of_the_way()
    {
        double last = 1;
        foreach (var cost in (double[])[1e-9, 1e-8, 1e-7, 1e-6])
        {
            var rate = TradingRate.Of(1e-8, cost, 0.01).Value;
            Assert.InRange(rate, 0, last);
            last = rate;
        }

        Assert.Equal(FigureStatus.OutOfRange, TradingRate.Of(1e-8, 0, 0.01).Status);
    }
}
