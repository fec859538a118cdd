using TradingAgent.Quant.Covariance;
using TradingAgent.Quant.Figures;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Covariance;

public sealed class CovarianceTests
{
    private static readonly double[] Pair = [0.04, 0.018, 0.018, 0.09];

    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows series = ReferenceRows.Read("cov_series.csv");
        ReferenceRows t = ReferenceRows.Read("cov.csv");
        var returns = series.Rows.SelectMany(
            row => Enumerable.Range(1, 4).Select(i => series.Of(row, $"r{i}"))).ToArray();
        var ewma = new EwmaCovariance();
        for (var row = 0; row < series.Count; row++)
            ewma.Add(returns.AsSpan(row * 4, 4), 0.97);
        double[] shrunk = new double[16], final = new double[16], weights = new double[4];
        var intensity = LedoitWolf.Shrink(returns, 4, shrunk);
        ReferenceRows.Near(t.Value("value", "ledoit_wolf_shrinkage"), intensity, 1e-12);
        for (var i = 1; i <= 4; i++)
        {
            for (var j = i; j <= 4; j++)
            {
                var lw = t.Value("value", "ledoit_wolf_cov", $"{i}", $"{j}");
                ReferenceRows.Near(lw, shrunk[((i - 1) * 4) + j - 1], 1e-11);
                ReferenceRows.Near(t.Value("value", "ewma97_cov_final", $"{i}", $"{j}"), ewma.Of(i - 1, j - 1), 1e-12);
            }
        }

        Assert.Equal(FigureStatus.Ok, ewma.CopyShrunk(0, final));
        void Compare(string name, FigureStatus status)
        {
            Assert.Equal(FigureStatus.Ok, status);
            for (var i = 1; i <= 4; i++)
                ReferenceRows.Near(t.Value("value", name, $"{i}"), weights[i - 1], 1e-10);
        }

        Compare("inverse_variance_weight_ewma97", RiskWeights.InverseVariance(final, weights));
        Compare("inverse_vol_weight_ewma97", RiskWeights.InverseVolatility(final, weights));
        Compare("equal_risk_contribution_weight", RiskWeights.EqualRisk(final, weights));
        Compare("minimum_variance_weight", RiskWeights.MinimumVariance(final, weights));
    }

    /// <summary>By hand: S = diag(2, ½), dispersion 1.125, error of S 17/16.</summary>
    [Fact]
    public void Shrinkage_of_four_periods_is_what_it_is_by_hand()
    {
        var covariance = new double[4];
        var intensity = LedoitWolf.Shrink([2, 0, -2, 0, 0, 1, 0, -1], 2, covariance);
        const double expected = 17.0 / 18;
        Assert.Equal(expected, intensity.Value, 1e-14);
        Assert.Equal((2 * (1 - expected)) + (1.25 * expected), covariance[0], 1e-14);
        Assert.Equal(0, covariance[1]);
        Assert.Equal(0, LedoitWolf.Shrink([1, 0, -1, 0, 0, 1, 0, -1], 2, covariance).Value);
        Assert.Equal(FigureStatus.WarmingUp, LedoitWolf.Shrink([1, 0], 2, covariance).Status);
    }

    [Fact]
    public void Equal_risk_means_equal_risk()
    {
        double[] covariance = [0.04, 0.01, -0.006, 0.01, 0.09, 0.02, -0.006, 0.02, 0.0225];
        var w = new double[3];
        Assert.Equal(FigureStatus.Ok, RiskWeights.EqualRisk(covariance, w));
        var shares = Enumerable.Range(0, 3).Select(
            i => w[i] * Enumerable.Range(0, 3).Sum(j => covariance[(i * 3) + j] * w[j])).ToArray();
        Assert.Equal(shares[0], shares[1], 1e-14);
        Assert.Equal(shares[0], shares[2], 1e-14);
        Assert.Equal(1, w.Sum(), 1e-14);
    }

    [Fact]
    public void Without_correlation_inverse_and_minimum_variance_are_the_same()
    {
        double[] one = new double[2], other = new double[2];
        RiskWeights.InverseVariance([0.04, 0, 0, 0.16], one);
        RiskWeights.MinimumVariance([0.04, 0, 0, 0.16], other);
        Assert.Equal(0.8, one[0], 1e-15);
        Assert.Equal(one[0], other[0], 1e-15);
        Assert.Equal(FigureStatus.Singular, RiskWeights.InverseVariance([0, 0, 0, 1], one));
        Assert.Equal([0, 0], one);
        Assert.Equal(FigureStatus.Singular, RiskWeights.MinimumVariance([1, 1, 1, 1], one));
        Assert.Equal(FigureStatus.OutOfRange, RiskWeights.EqualRisk([1], one));
    }

    [Fact]
    public void Two_deltas_are_one_risk()
    {
        double[] opposed = [1000, -500], alike = [1000, 500];
        Assert.True(HedgedDelta.Risk(opposed, Pair).Value < HedgedDelta.Risk(alike, Pair).Value);
        Assert.Equal(Math.Sqrt((4e4 + 2.25e4) + (2 * 1000 * 500 * 0.018)), HedgedDelta.Risk(alike, Pair).Value, 1e-9);
        Assert.Equal(1000 + (500 * 0.45), HedgedDelta.InReference(alike, Pair, 0).Value, 1e-12);
        Assert.Equal(0.5, HedgedDelta.Factor(Figure.Of(200), 100).Value);
        Assert.Equal(1, HedgedDelta.Factor(Figure.Of(50), 100).Value);
        Assert.Equal(FigureStatus.WarmingUp, HedgedDelta.Factor(Figure.None(FigureStatus.WarmingUp), 1).Status);
        Assert.Equal(FigureStatus.Singular, HedgedDelta.InReference(alike, new double[4], 0).Status);
    }

    [Fact]
    public void Shrinkage_makes_a_degenerate_matrix_usable()
    {
        EwmaCovariance ewma = default;
        Assert.Equal(FigureStatus.WarmingUp, ewma.Of(0, 0).Status);
        ewma.Add([0.01, 0.02], 0.97);
        ewma.Add([0.02, 0.04], 0.97);
        Assert.Equal(1, ewma.Correlation(0, 1).Value, 1e-12);
        double[] raw = new double[4], shrunk = new double[4], w = new double[2];
        ewma.CopyShrunk(0, raw);
        ewma.CopyShrunk(0.1, shrunk);
        Assert.Equal(FigureStatus.Singular, RiskWeights.MinimumVariance(raw, w));
        Assert.Equal(FigureStatus.Ok, RiskWeights.MinimumVariance(shrunk, w));
        Assert.Equal(raw[0] + raw[3], shrunk[0] + shrunk[3], 1e-18);
        Assert.Equal(FigureStatus.OutOfRange, ewma.Add([0.01], 0.97));
        Assert.Equal(FigureStatus.NotFinite, ewma.Add([0.01, double.NaN], 0.97));
        Assert.Equal(FigureStatus.OutOfRange, ewma.Of(0, 2).Status);
    }
}
