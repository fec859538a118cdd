using CsCheck;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Surface;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Surface;

public sealed class SviFitTests
{
    private static readonly double[] Strikes = [-0.5, -0.35, -0.22, -0.12, -0.05, 0, 0.04, 0.1, 0.2, 0.3, 0.45];

    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("svi_calibration.csv");
        ReferenceRows expected = ReferenceRows.Read("svi_calibration_fit.csv");
        foreach (var row in expected.Rows)
        {
            var quotes = t.Rows.Where(i => t.Text(i, "case") == expected.Text(row, "case")).ToArray();
            double[] Column(string name) => [.. quotes.Select(i => t.Of(i, name))];
            var k = Column("k");
            var fit = SviFit.Solve(new SviQuotes(k, Column("w_market"), Column("weight")));
            Assert.Equal(FigureStatus.Ok, fit.Status);
            double Of(string name) => expected.Of(row, name);
            ReferenceRows.Near(Of("a"), fit.Slice.A, 1e-5);
            ReferenceRows.Near(Of("b"), fit.Slice.B, 1e-5);
            ReferenceRows.Near(Of("rho"), fit.Slice.Rho, 1e-5);
            ReferenceRows.Near(Of("m"), fit.Slice.M, 1e-5);
            ReferenceRows.Near(Of("sigma"), fit.Slice.Sigma, 1e-5);
            ReferenceRows.Near(Of("weighted_sse"), fit.WeightedError, 1e-8, 1e-18);
            var fitted = Column("w_fitted");
            for (var i = 0; i < k.Length; i++)
                ReferenceRows.Near(fitted[i], fit.Slice.TotalVariance(k[i]), 1e-8);
            var deviation = 4 * Math.Sqrt(fit.Slice.TotalVariance(0));
            Assert.Equal(Of("min_g_4sd"), ButterflyScan.Of(fit.Slice, deviation).MinimumG, 1e-4);
        }
    }

    [Fact]
    public void A_smile_is_found_again_from_its_own_quotes() => Gen.Select(
        Gen.Double[0.005, 0.05], Gen.Double[0.03, 0.3], Gen.Double[-0.7, 0.5], Gen.Double[-0.1, 0.1],
        Gen.Double[0.05, 0.4]).Sample(
            (a, b, rho, m, sigma) =>
            {
                var truth = new SviSlice(a, b, rho, m, sigma);
                var w = Strikes.Select(truth.TotalVariance).ToArray();
                var fit = SviFit.Solve(new SviQuotes(Strikes, w, [.. Strikes.Select(_ => 1.0)]));
                Assert.True(fit.Status is FigureStatus.Ok, $"{fit.Status} {fit.Steps}");
                foreach (var k in Strikes)
                    ReferenceRows.Near(truth.TotalVariance(k), fit.Slice.TotalVariance(k), 1e-5);
            },
            iter: 300);

    [Fact]
    public void Step_by_step_is_the_same_as_at_once_and_a_near_start_is_quick()
    {
        var truth = new SviSlice(0.01, 0.1, -0.3, 0.02, 0.15);
        var w = Strikes.Select((k, i) => truth.TotalVariance(k) * (1 + (0.01 * ((i * 5 % 7) - 3)))).ToArray();
        var quotes = new SviQuotes(Strikes, w, [.. Strikes.Select(k => 1 - Math.Abs(k))]);
        var whole = SviFit.Solve(quotes);
        var stepped = SviFit.Start();
        while (stepped.Step(quotes))
            Assert.Equal(FigureStatus.WarmingUp, stepped.Status);
        Assert.Equal(whole.Slice, stepped.Slice);
        var near = SviFit.StartFrom(whole.Slice with { A = 0.011 }, quotes);
        while (near.Step(quotes))
        {
        }

        Assert.Equal(FigureStatus.Ok, near.Status);
        Assert.True(near.Steps < 40, $"{near.Steps}");
        ReferenceRows.Near(whole.WeightedError, near.WeightedError, 1e-6);
    }

    [Fact]
    public void Few_quotes_are_refused_and_can_only_shift_the_smile()
    {
        var previous = new SviSlice(0.01, 0.1, -0.3, 0.02, 0.15);
        double[] k = [-0.1, 0, 0.1];
        var w = k.Select(x => previous.TotalVariance(x) + 0.002).ToArray();
        var quotes = new SviQuotes(k, w, [1, 2, 1]);
        Assert.Equal(FigureStatus.OutOfRange, SviFit.Solve(quotes).Status);
        Assert.Equal(FigureStatus.Ok, quotes.Shift(previous, out var shifted));
        Assert.Equal(0.012, shifted.A, 1e-15);
        double[] low = [1e-9, 1e-9, 1e-9];
        new SviQuotes(k, low, [1, 1, 1]).Shift(previous, out shifted);
        Assert.True(shifted.MinimumTotalVariance > 0);
    }

    [Fact]
    public void Quotes_that_make_no_smile_are_named()
    {
        var w = Strikes.Select(_ => 0.02).ToArray();
        double[] ones = [.. Strikes.Select(_ => 1.0)];
        w[3] = double.NaN;
        Assert.Equal(FigureStatus.NotFinite, SviFit.Solve(new SviQuotes(Strikes, w, ones)).Status);
        w[3] = -0.1;
        Assert.Equal(FigureStatus.OutOfRange, SviFit.Solve(new SviQuotes(Strikes, w, ones)).Status);
        Assert.Equal(FigureStatus.OutOfRange, SviFit.Solve(new SviQuotes(Strikes, w, [1, 2])).Status);
        double[] frown = [.. Strikes.Select(k => 0.2 - (k * k / 2))];
        Assert.NotEqual(FigureStatus.Ok, SviFit.Solve(new SviQuotes(Strikes, frown, ones)).Status);
    }
}
