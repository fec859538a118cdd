using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Sizing;

public sealed class KellyTests
{
    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("kelly.csv");
        foreach (var row in t.Rows)
        {
            var inputs = ReferenceRows.Inputs(t.Text(row, "inputs"));
            var output = t.Text(row, "output");
            var got = t.Text(row, "kind") switch
            {
                "binary" => Binary(inputs, output),
                "continuous" => Continuous(inputs, output),
                "finite_outcomes" => Outcomes(inputs, output),
                "multi_asset" => Portfolio(inputs, output),
                "prob_ever_at_fraction" => ContinuousKelly.ProbabilityEverAt(inputs["c"][0], inputs["x"][0]),
                "prob_reach_a_before_b" =>
                    ContinuousKelly.ProbabilityReachBefore(inputs["c"][0], inputs["a"][0], inputs["b"][0]),
                "fraction_for_drawdown_limit" =>
                    ContinuousKelly.FractionForDrawdown(inputs["x"][0], inputs["beta"][0]),
                "two_simultaneous_even_money" => BinaryKelly.TwoSimultaneousEvenBets(inputs["p"][0]),
                _ when output == "multiplier_known_cov" =>
                    EdgeShrinkage.KnownCovariance(inputs["theta"][0], inputs["T"][0], (int)inputs["N"][0]),
                _ => EdgeShrinkage.EstimatedCovariance(inputs["theta"][0], inputs["T"][0], (int)inputs["N"][0]),
            };
            if (t.IsBlank(row, "value"))
                Assert.False(got.HasValue);
            else
                ReferenceRows.Near(t.Of(row, "value"), got, 1e-10, 1e-15);
        }
    }

    [Theory]
    [InlineData(0.51, 1, 1, 0.02)]
    [InlineData(0.6, 2, 1, 0.4)]
    [InlineData(0.5, 1, 1, 0)]
    [InlineData(0.2, 1, 1, 0)]
    public void A_bet_is_sized_by_its_edge_and_none_without_one(double p, double gain, double loss, double expected) =>
        Assert.Equal(expected, BinaryKelly.Fraction(p, gain, loss).Value, 1e-15);

    [Fact]
    public void Published_examples_are_reproduced()
    {
        Assert.Equal(0.0002, BinaryKelly.Growth(0.51, 1, 1, 0.02).Value, 1e-7);
        Assert.Equal(2.2222, ContinuousKelly.Leverage(0.11, 0.06, 0.15).Value, 1e-4);
        Assert.Equal(0.11556, ContinuousKelly.Growth(0.11, 0.06, 0.15, 1).Value, 1e-5);
        Assert.Equal(0.5, ContinuousKelly.ProbabilityEverAt(1, 0.5).Value, 1e-15);
        Assert.Equal(0.125, ContinuousKelly.ProbabilityEverAt(0.5, 0.5).Value, 1e-15);
        Assert.Equal(2.0 / 3, ContinuousKelly.ProbabilityReachBefore(1, 2, 0.5).Value, 1e-14);
        Assert.Equal(8.0 / 9, ContinuousKelly.ProbabilityReachBefore(0.5, 2, 0.5).Value, 1e-14);
        Assert.Equal(0.5, ContinuousKelly.ProbabilityReachBefore(2, 2, 0.5).Value, 1e-12);
        Assert.Equal(0.5, EdgeShrinkage.KnownCovariance(1, 1).Value, 1e-15);
    }

    [Fact]
    public void Growth_is_highest_at_the_optimum_and_gone_at_the_critical_stake()
    {
        const double p = 0.55, gain = 1.2, loss = 0.9;
        var best = BinaryKelly.Fraction(p, gain, loss).Value;
        double At(double fraction) => BinaryKelly.Growth(p, gain, loss, fraction).Value;
        Assert.True(At(best) > At(best * 0.99));
        Assert.True(At(best) > At(best * 1.01));
        var critical = BinaryKelly.CriticalFraction(p, gain, loss).Value;
        Assert.True(critical > best);
        Assert.Equal(0, At(critical), 1e-14);
        Assert.True(At(critical + 0.01) < 0);
        Assert.Equal(FigureStatus.OutOfRange, BinaryKelly.Growth(p, gain, loss, 1 / loss).Status);
    }

    [Fact]
    public void Two_outcomes_of_a_scenario_grid_are_the_binary_bet()
    {
        var bet = BinaryKelly.Fraction(0.6, 0.5, 0.4).Value;
        Assert.Equal(bet, OutcomeKelly.Fraction([0.6, 0.4], [0.5, -0.4]).Value, 1e-12);
        Assert.Equal(bet, OutcomeKelly.Fraction([6, 4], [0.5, -0.4]).Value, 1e-12);
        Assert.Equal(0.1, OutcomeKelly.Fraction([0.6, 0.4], [0.5, -0.4], 0.1).Value, 1e-15);
        Assert.Equal(0, OutcomeKelly.Fraction([0.4, 0.6], [0.5, -0.4]).Value);
        Assert.Equal(7, OutcomeKelly.Fraction([0.4, 0.6], [0.5, 0.1], 7).Value);
        Assert.Equal(FigureStatus.OutOfRange, OutcomeKelly.Fraction([0.4], [0.5, 0.1]).Status);
        Assert.Equal(FigureStatus.NotFinite, OutcomeKelly.Fraction([0.4], [double.NaN]).Status);
    }

    [Fact]
    public void A_tighter_drawdown_limit_never_bets_more()
    {
        var last = double.MaxValue;
        foreach (var probability in (double[])[0.9, 0.5, 0.2, 0.1, 0.01, 0.0001])
        {
            var bet = OutcomeKelly.ConstrainedFraction([0.6, 0.4], [0.5, -0.4], 0.7, probability).Value;
            Assert.InRange(bet, 1e-6, last);
            last = bet;
        }

        Assert.True(last < 0.2 * OutcomeKelly.Fraction([0.6, 0.4], [0.5, -0.4]).Value);
    }

    [Fact]
    public void Uncorrelated_assets_are_sized_one_by_one_and_correlated_ones_together()
    {
        Span<double> f = stackalloc double[2];
        var free = PortfolioKelly.Solve([0.3, 0.2], [0.25, 0, 0, 0.16], 0, f);
        Assert.Equal([1.2, 1.25], f.ToArray());
        Assert.Equal(2.45, free.Gross, 1e-12);
        var tied = PortfolioKelly.Solve([0.3, 0.2], [0.25, 0, 0.18, 0.16], 0, f);
        Assert.True(tied.Gross < free.Gross);
        Assert.Equal(FigureStatus.Singular, PortfolioKelly.Solve([0.3, 0.2], [1, 1, 1, 1], 0, f).Status);
        Assert.Equal([0, 0], f.ToArray());
    }

    [Fact]
    public void Limits_clip_and_say_which_of_them_did()
    {
        var limits = new KellyLimits(0.5, 2, 0.4, false);
        var sure = Figure.Of(1);
        Assert.Equal(new BoundedSize(FigureStatus.Ok, 1, 1, SizeBound.None), limits.Apply(Figure.Of(2), sure));
        Assert.Equal(0.5, limits.Apply(Figure.Of(2), Figure.Of(0.5)).Value);
        Assert.Equal(new BoundedSize(FigureStatus.Ok, 2, 3, SizeBound.Leverage), limits.Apply(Figure.Of(6), sure));
        var risky = limits with { WorstLoss = 0.8 };
        Assert.Equal(new BoundedSize(FigureStatus.Ok, 1.25, 3, SizeBound.TailLoss), risky.Apply(Figure.Of(6), sure));
        Assert.Equal(SizeBound.NoEdge, limits.Apply(Figure.Of(-2), sure).Bound);
        Assert.Equal(0, limits.Apply(Figure.Of(-2), sure).Value);
        Assert.Equal(-1, (limits with { IsShortAllowed = true }).Apply(Figure.Of(-2), sure).Value);
        Assert.Equal(FigureStatus.WarmingUp, limits.Apply(Figure.None(FigureStatus.WarmingUp), sure).Status);
        Assert.Equal(FigureStatus.OutOfRange, (limits with { Fraction = 2 }).Apply(Figure.Of(1), sure).Status);
    }

    [Fact]
    public void A_record_of_trades_counts_and_averages_them()
    {
        var record = new TradeRecord();
        foreach (var pnl in (double[])[1, -0.5, 2, -1, 1.5, -0.9])
            record.Add(pnl);
        Assert.Equal(0.5, record.WinProbability.Value);
        Assert.Equal(1.5, record.MeanGain.Value);
        Assert.Equal(0.8, record.MeanLoss.Value, 1e-15);
        Assert.Equal(FigureStatus.NotFinite, record.Add(double.NaN));
        Assert.Equal(6, record.Count);
        ReferenceRows.Near(0.35 / Math.Sqrt(8.575 / 5), record.SharpePerTrade, 1e-12);
    }

    private static Figure Binary(Dictionary<string, double[]> inputs, string output)
    {
        double p = inputs["p"][0], b = inputs["b"][0], a = inputs["a"][0];
        var best = BinaryKelly.Fraction(p, b, a).Value;
        return output switch
        {
            "f_unclipped" => BinaryKelly.Unclipped(p, b, a),
            "f_star" => BinaryKelly.Fraction(p, b, a),
            "g_star" => BinaryKelly.Growth(p, b, a, best),
            "g_half" => BinaryKelly.Growth(p, b, a, best / 2),
            "g_double" => BinaryKelly.Growth(p, b, a, best * 2),
            _ => BinaryKelly.CriticalFraction(p, b, a),
        };
    }

    private static Figure Continuous(Dictionary<string, double[]> inputs, string output)
    {
        double mu = inputs["mu"][0], r = inputs["r"][0], sigma = inputs["sigma"][0];
        return output switch
        {
            "f_star" => ContinuousKelly.Leverage(mu, r, sigma),
            "g_star" => ContinuousKelly.Growth(mu, r, sigma, 1),
            "g_half" => ContinuousKelly.Growth(mu, r, sigma, 0.5),
            "g_quarter" => ContinuousKelly.Growth(mu, r, sigma, 0.25),
            "g_double" => ContinuousKelly.Growth(mu, r, sigma, 2),
            "sharpe" => ContinuousKelly.Sharpe(mu, r, sigma),
            _ => Figure.Of(Math.Abs(ContinuousKelly.Sharpe(mu, r, sigma).Value)),
        };
    }

    private static Figure Outcomes(Dictionary<string, double[]> inputs, string output)
    {
        var p = inputs["prob"].ToArray();
        p[^1] = 1 - p[..^1].Sum();
        var r = inputs["ret"];
        double alpha = inputs["alpha"][0], beta = inputs["beta"][0];
        var best = OutcomeKelly.Fraction(p, r);
        var careful = OutcomeKelly.ConstrainedFraction(p, r, alpha, beta);
        return output switch
        {
            "f_star" => best,
            "g_star" => OutcomeKelly.Growth(p, r, best.Value),
            "risk_lambda" => OutcomeKelly.RiskExponent(alpha, beta),
            "f_risk_constrained" => careful,
            _ => OutcomeKelly.Growth(p, r, careful.Value),
        };
    }

    private static Figure Portfolio(Dictionary<string, double[]> inputs, string output)
    {
        double[] mu = inputs["mu"], sigma = inputs["sigma"];
        var n = mu.Length;
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                covariance[(i * n) + j] = sigma[i] * sigma[j] * (i == j ? 1 : inputs["rho"][0]);
        }

        var f = new double[n];
        var solution = PortfolioKelly.Solve(mu, covariance, inputs["r"][0], f);
        Assert.Equal(FigureStatus.Ok, solution.Status);
        return Figure.Of(output switch
        {
            "growth" => solution.Growth,
            "sharpe" => solution.Sharpe,
            "gross" => solution.Gross,
            _ => f[output[1] - '1'],
        });
    }
}
