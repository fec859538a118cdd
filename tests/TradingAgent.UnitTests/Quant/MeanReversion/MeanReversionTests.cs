using TradingAgent.Quant.Figures;
using TradingAgent.Quant.MeanReversion;
using Xunit;

namespace TradingAgent.UnitTests.Quant.MeanReversion;

public sealed class MeanReversionTests
{
    private static readonly ReversionRules Rules = new(1, 2, 4, 10, 5, 3);

    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows series = ReferenceRows.Read("ou_series.csv");
        ReferenceRows expected = ReferenceRows.Read("ou.csv");
        var fit = new ReversionFit();
        var score = new RollingScore();
        foreach (var x in series.Column("x"))
        {
            fit.Add(x);
            score.Add(x);
        }

        var last = series.Column("x")[^1];
        var process = fit.Estimate(1.0 / 24);
        double Of(string name) => expected.Value("value", name);
        Assert.Equal(FigureStatus.Ok, process.Status);
        ReferenceRows.Near(Of("b"), process.Slope);
        ReferenceRows.Near(Of("a"), process.Intercept);
        ReferenceRows.Near(Of("residual_variance_mle"), process.ResidualVariance);
        ReferenceRows.Near(Of("kappa_per_day"), process.Speed);
        ReferenceRows.Near(Of("mu"), process.Mean);
        ReferenceRows.Near(Of("sigma_per_sqrt_day"), process.Sigma);
        ReferenceRows.Near(Of("stationary_sd"), process.StationaryDeviation);
        ReferenceRows.Near(Of("half_life_days"), process.HalfLife);
        ReferenceRows.Near(Of("z_last"), process.Score(last));
        ReferenceRows.Near(Of("z_rolling_20_last"), score.Score(20));
        ReferenceRows.Near(Of("z_rolling_50_last"), score.Score(50));
        ReferenceRows.Near(Of("expected_x_in_6h"), process.Expected(last, 0.25));
        ReferenceRows.Near(Of("sd_x_in_6h"), process.DeviationAfter(0.25));
    }

    [Fact]
    public void A_process_that_halves_each_step_has_a_half_life_of_one()
    {
        var process = OrnsteinUhlenbeck.From(0.5, 1, 0.75, 1);
        Assert.Equal(1, process.HalfLife.Value, 1e-15);
        Assert.Equal(2, process.Mean, 1e-15);
        Assert.Equal(1, process.StationaryDeviation.Value, 1e-14);
        Assert.Equal(3, process.Score(5).Value, 1e-13);
        Assert.Equal(3.5, process.Expected(5, 1).Value, 1e-14);
        Assert.Equal(Math.Sqrt(0.75), process.DeviationAfter(1).Value, 1e-14);
        Assert.Equal(-1.5, process.LogUtilitySize(5).Value, 1e-13);
        Assert.Equal(FigureStatus.OutOfRange, OrnsteinUhlenbeck.From(0.5, 1, 0.75, 0).Status);
    }

    [Fact]
    public void A_trend_or_a_constant_has_no_reversion()
    {
        ReversionFit trend = default, still = default;
        for (var i = 0; i < 60; i++)
        {
            trend.Add(Math.Pow(1.01, i));
            still.Add(5);
        }

        Assert.Equal(FigureStatus.NoSolution, trend.Estimate(1).Status);
        Assert.Equal(FigureStatus.NoSolution, trend.Estimate(1).HalfLife.Status);
        Assert.Equal(FigureStatus.Singular, still.Estimate(1).Status);
        Assert.Equal(FigureStatus.WarmingUp, default(ReversionFit).Estimate(1).Status);
    }

    [Fact]
    public void Old_values_are_forgotten()
    {
        ReversionFit fit = default;
        double x = 1;
        for (var i = 0; i < 400; i++)
        {
            var noise = ((i * 7919 % 101) - 50) / 50.0;
            x = i < 200 ? (0.9 * x) + noise : 50 + (0.5 * (x - 50)) + noise;
            fit.Add(x, 0.95);
        }

        Assert.Equal(50, fit.Estimate(1).Mean, 1.0);
    }

    [Fact]
    public void Size_opposes_the_score_grows_with_it_and_keeps_its_cap()
    {
        double last = 0;
        for (var z = 1.0; z < 4; z += 0.05)
        {
            var size = Rules.Size(Figure.Of(z), Figure.Of(2), 0);
            Assert.Equal(ReversionVerdict.Sized, size.Verdict);
            Assert.InRange(size.Value, -10, last);
            Assert.Equal(-size.Value, Rules.Size(Figure.Of(-z), Figure.Of(2), 0).Value);
            last = size.Value;
        }

        Assert.Equal(-10, last);
    }

    [Fact]
    public void Every_gate_closes_the_position_and_says_so()
    {
        var half = Figure.Of(2);
        Assert.Equal(new(ReversionVerdict.InsideEntry, 0), Rules.Size(Figure.Of(0.9), half, 0));
        Assert.Equal(new(ReversionVerdict.Broken, 0), Rules.Size(Figure.Of(-4), half, 0));
        Assert.Equal(new(ReversionVerdict.TooSlow, 0), Rules.Size(Figure.Of(2), Figure.Of(5.1), 0));
        Assert.Equal(new(ReversionVerdict.HeldTooLong, 0), Rules.Size(Figure.Of(2), half, 6.1));
        Assert.Equal(
            new(ReversionVerdict.TooSlow, 0), Rules.Size(Figure.Of(2), Figure.None(FigureStatus.NoSolution), 0));
        Assert.Equal(
            new(ReversionVerdict.NoInput, 0), Rules.Size(Figure.None(FigureStatus.WarmingUp), half, 0));
        Assert.Equal(
            new(ReversionVerdict.NoInput, 0), (Rules with { ScoreStop = 1 }).Size(Figure.Of(2), half, 0));
    }

    [Fact]
    public void A_window_of_equal_values_has_no_score()
    {
        RollingScore score = default;
        for (var i = 0; i < 30; i++)
            score.Add(0.1 + 0.2);
        Assert.Equal(FigureStatus.Singular, score.Score(20).Status);
        Assert.Equal(FigureStatus.WarmingUp, score.Score(31).Status);
        Assert.Equal(FigureStatus.OutOfRange, score.Score(1).Status);
        score.Add(0.4);
        Assert.True(score.Score(20).Value > 4);
    }
}
