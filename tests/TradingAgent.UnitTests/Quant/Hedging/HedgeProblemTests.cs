using CsCheck;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Hedging;

public sealed class HedgeProblemTests
{
    private static readonly GreekRisk Risk = GreekRisk.FromMoves(1200, 2.5, -0.4, 1e-5);

    private static readonly HedgeInstrument[] Desk =
    [
        new(new(1, 0, 0), -50, 50, 0.001, 12, 0.001),
        new(new(0.55, 3e-5, 70), -40, 40, 0.01, 45, 0.1),
        new(new(-0.4, 2e-5, 55), -40, 40, 0.01, 40, 0.1),
        new(new(0.3, 1e-5, 110), -40, 40, 0.01, 55, 0.1),
    ];

    /// <summary>Round figures: ties, zeros and equal corners come up often, as they do in a desk's settings.</summary>
    private static readonly Gen<HedgeInstrument> AnyInstrument =
        from delta in Gen.Int[-100, 100]
        from gamma in Gen.Int[0, 80]
        from vega in Gen.Int[0, 120]
        from low in Gen.Int[-100, 0]
        from high in Gen.Int[0, 100]
        from ridge in Gen.Int[1, 500]
        from cost in Gen.OneOf(Gen.Const(0), Gen.Int[1, 90])
        from lot in Gen.OneOf(Gen.Const(0.001), Gen.Const(0.01), Gen.Const(0.1), Gen.Const(1.0))
        select new HedgeInstrument(
            new GreekVector(0.01 * delta, 1e-6 * gamma, vega), low, high, 0.001 * ridge, cost, lot);

    private static readonly Gen<GreekVector> AnyExposure =
        from delta in Gen.Int[-600, 600]
        from gamma in Gen.Int[-800, 800]
        from vega in Gen.Int[-3000, 3000]
        select new GreekVector(0.1 * delta, 1e-5 * gamma, vega);

    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("qp_hedge.csv");
        foreach (var row in t.Rows)
        {
            double Of(string name) => t.Of(row, name);
            var kind = t.Text(row, "kind");
            var n = t.Whole(row, "n");
            var instruments = new HedgeInstrument[n];
            for (var i = 1; i <= n; i++)
            {
                instruments[i - 1] = new HedgeInstrument(
                    new GreekVector(Of($"delta{i}"), Of($"gamma{i}"), Of($"vega{i}")), Of($"lo{i}"), Of($"hi{i}"),
                    Of($"ridge{i}"), kind == "box" ? 0 : Of($"cost{i}"), 0);
            }

            var risk = new GreekRisk(Of("W_dd"), Of("W_dg"), Of("W_dv"), Of("W_gg"), Of("W_gv"), Of("W_vv"));
            var x = new double[n];
            var got = HedgeProblem.Solve(
                new GreekVector(Of("e_delta"), Of("e_gamma"), Of("e_vega")), risk, instruments,
                kind == "delta_exact", x);
            Assert.Equal(FigureStatus.Ok, got.Status);
            Assert.InRange(got.OptimalityError, 0, 1e-10);
            // The table's objective leaves the cost out where the kind ignores it.
            ReferenceRows.Near(Of("objective"), got.Objective, 1e-9);
            for (var i = 0; i < n; i++)
                ReferenceRows.Near(Of($"x{i + 1}"), x[i], 1e-6, 1e-6);
            ReferenceRows.Near(Of("res_vega"), got.Residual.Vega, 1e-6, 1e-6);
            if (kind == "delta_exact")
            {
                Assert.Equal(0, got.Residual.Delta, 1e-10);
                ReferenceRows.Near(Of("delta_multiplier"), got.DeltaMultiplier, 1e-6, 1e-6);
            }
        }
    }

    [Fact]
    public void It_agrees_with_trying_every_combination() => Gen.Select(
        AnyExposure, AnyInstrument.Array[1, 4]).Sample(
            (exposure, instruments) =>
            {
                var x = new double[instruments.Length];
                var got = HedgeProblem.Solve(exposure, Risk, instruments, false, x);
                var oracle = NaiveHedge.Solve(exposure, Risk, instruments, false);
                Assert.Equal(FigureStatus.Ok, got.Status);
                ReferenceRows.Near(oracle.BestObjective, got.Objective, 1e-9, 1e-9);
                for (var i = 0; i < x.Length; i++)
                    Assert.Equal(oracle.Best![i], x[i], 1e-6 * (1 + Math.Abs(x[i])));
                Assert.True(got.Saving >= -1e-9);
            },
            iter: 2000);

    [Fact]
    public void With_the_delta_exact_it_agrees_too_and_says_when_the_bounds_forbid_it() => Gen.Select(
        AnyExposure, AnyInstrument.Array[1, 4]).Sample(
            (exposure, instruments) =>
            {
                var x = new double[instruments.Length];
                var got = HedgeProblem.Solve(exposure, Risk, instruments, true, x);
                var reach = instruments.Sum(one => Math.Max(one.Greeks.Delta * one.Low, one.Greeks.Delta * one.High));
                var depth = instruments.Sum(one => Math.Min(one.Greeks.Delta * one.Low, one.Greeks.Delta * one.High));
                // Where the bounds just suffice, the order of the sum decides what it rounds to.
                if (Math.Min(Math.Abs(exposure.Delta + reach), Math.Abs(exposure.Delta + depth)) < 1e-9)
                    return;
                if (exposure.Delta + reach < 0 || exposure.Delta + depth > 0)
                {
                    var least = exposure.Delta + (exposure.Delta < 0 ? reach : depth);
                    Assert.Equal(FigureStatus.NoSolution, got.Status);
                    Assert.Equal(least, got.Residual.Delta, 1e-9);
                    return;
                }

                var oracle = NaiveHedge.Solve(exposure, Risk, instruments, true);
                Assert.Equal(FigureStatus.Ok, got.Status);
                Assert.Equal(0, got.Residual.Delta, 1e-10);
                ReferenceRows.Near(oracle.BestObjective, got.Objective, 1e-8, 1e-6);
            },
            iter: 2000);

    [Fact]
    public void Eight_instruments_are_solved_to_their_optimality_conditions() => Gen.Select(
        AnyExposure, AnyInstrument.Array[5, 8], Gen.Bool).Sample(
            (exposure, instruments, isDeltaExact) =>
            {
                var x = new double[instruments.Length];
                var got = HedgeProblem.Solve(exposure, Risk, instruments, isDeltaExact, x);
                if (got.Status == FigureStatus.NoSolution)
                    return;
                Assert.Equal(FigureStatus.Ok, got.Status);
                Assert.InRange(got.OptimalityError, 0, 1e-9);
                Assert.InRange(got.Iterations, 1, 120);
                for (var i = 0; i < x.Length; i++)
                    Assert.InRange(x[i], instruments[i].Low, instruments[i].High);
            },
            iter: 5000);

    [Fact]
    public void Whole_lots_never_trade_past_what_helps() => Gen.Select(
        AnyExposure, AnyInstrument.Array[1, 6]).Sample(
            (exposure, instruments) =>
            {
                var x = new double[instruments.Length];
                var got = HedgeProblem.SolveLots(exposure, Risk, instruments, false, x);
                Assert.Equal(FigureStatus.Ok, got.Status);
                Assert.True(got.Saving >= 0);
                for (var i = 0; i < x.Length; i++)
                {
                    var lots = x[i] / instruments[i].Lot;
                    Assert.Equal(Math.Round(lots), lots, 1e-6);
                    Assert.InRange(x[i], instruments[i].Low - 1e-9, instruments[i].High + 1e-9);
                }
            },
            iter: 2000);

    [Fact]
    public void The_finest_lots_close_the_delta_to_less_than_one_of_them_without_crossing()
    {
        var x = new double[4];
        var got = HedgeProblem.SolveLots(new(-7.3456, -0.0021, 800), Risk, Desk, true, x);
        Assert.Equal(FigureStatus.Ok, got.Status);
        Assert.InRange(got.Residual.Delta, -0.001, 1e-12);
        Assert.InRange(Math.Abs(got.Residual.Vega), 0, 800);
    }

    [Fact]
    public void A_hedge_that_costs_more_than_it_saves_is_not_made()
    {
        var x = new double[4];
        var dear = Desk.Select(one => one with { Cost = 1e6 }).ToArray();
        var got = HedgeProblem.Solve(new(-0.5, 1e-4, 20), Risk, dear, false, x);
        Assert.Equal([0, 0, 0, 0], x);
        Assert.Equal(0, got.Saving);
        Assert.Equal(got.ObjectiveBefore, got.Objective);
        HedgeProblem.Solve(default, Risk, Desk, false, x);
        Assert.Equal([0, 0, 0, 0], x);
    }

    [Fact]
    public void Alone_and_free_the_perpetual_takes_the_whole_delta()
    {
        var x = new double[1];
        HedgeProblem.Solve(new(-3.25, 0, 0), Risk, [new(new(1, 0, 0), -9, 9, 0, 0, 0)], false, x);
        Assert.Equal(3.25, x[0], 1e-14);
        HedgeProblem.Solve(new(-30, 0, 0), Risk, [new(new(1, 0, 0), -9, 9, 0, 0, 0)], false, x);
        Assert.Equal(9, x[0]);
    }

    [Fact]
    public void Scaling_the_position_and_the_bounds_scales_the_hedge()
    {
        double[] one = new double[4], ten = new double[4];
        var wide = Desk.Select(i => i with { Low = 10 * i.Low, High = 10 * i.High, Cost = 10 * i.Cost }).ToArray();
        HedgeProblem.Solve(new(-7, -0.002, 900), Risk, Desk, false, one);
        HedgeProblem.Solve(new(-70, -0.02, 9000), Risk, wide, false, ten);
        for (var i = 0; i < 4; i++)
            Assert.Equal(10 * one[i], ten[i], 1e-9 * (1 + Math.Abs(ten[i])));
        Assert.Contains(one, x => x != 0);
    }

    [Fact]
    public void Inadmissible_problems_are_refused_and_trade_nothing()
    {
        double[] x = [9];
        HedgeInstrument[] perpetual = [new(new(1, 0, 0), -9, 9, 0, 0, 0)];
        Assert.Equal(
            FigureStatus.NotFinite, HedgeProblem.Solve(new(double.NaN, 0, 0), Risk, perpetual, false, x).Status);
        Assert.Equal([0], x);
        Assert.Equal(FigureStatus.OutOfRange, HedgeProblem.Solve(default, Risk, [], false, x).Status);
        Assert.Equal(
            FigureStatus.OutOfRange,
            HedgeProblem.Solve(default, Risk, [perpetual[0] with { Low = 10 }], false, x).Status);
        var nine = HedgeProblem.Solve(default, Risk, new HedgeInstrument[9], false, x);
        Assert.Equal(FigureStatus.OutOfRange, nine.Status);
        HedgeInstrument[] twins = [perpetual[0], perpetual[0]];
        var either = HedgeProblem.Solve(new(-3, 0, 0), Risk, twins, false, new double[2]);
        Assert.Equal(0, either.Residual.Delta, 1e-12);
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var x = new double[4];
        Run(x);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++)
                Run(x);
        }));
    }

    private static void Run(double[] x)
    {
        HedgeProblem.Solve(new(-7, -0.002, 900), Risk, Desk, false, x);
        HedgeProblem.SolveLots(new(-7, -0.002, 900), Risk, Desk, true, x);
    }
}
