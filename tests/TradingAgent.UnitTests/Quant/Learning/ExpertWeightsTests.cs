using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Learning;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Learning;

public sealed class ExpertWeightsTests
{
    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("online.csv");
        double[] gradient = [1.0 / 3, 1.0 / 3, 1.0 / 3], hedge = [1.0 / 3, 1.0 / 3, 1.0 / 3];
        foreach (var row in t.Rows)
        {
            double[] x = [t.Of(row, "x1"), t.Of(row, "x2"), t.Of(row, "x3")];
            for (var i = 0; i < 3; i++)
            {
                ReferenceRows.Near(t.Of(row, $"eg_w{i + 1}"), gradient[i], 1e-12);
                ReferenceRows.Near(t.Of(row, $"hedge_w{i + 1}"), hedge[i], 1e-12);
            }

            ExpertWeights.ExponentiatedGradient(gradient, x, 0.5);
            ExpertWeights.Hedge(hedge, [.. x.Select(r => Math.Log(r))], 2);
        }
    }

    /// <summary>Gains in [0, 1] that turn against the leader every time: the worst case of the bound.</summary>
    [Fact]
    public void The_regret_bound_holds_against_an_adversary()
    {
        const int experts = 4, rounds = 2000;
        var w = new double[experts];
        Array.Fill(w, 1.0 / experts);
        var totals = new double[experts];
        double own = 0, rate = Math.Sqrt(8 * Math.Log(experts) / rounds);
        for (var t = 0; t < rounds; t++)
        {
            var leader = Array.IndexOf(w, w.Max());
            var gains = Enumerable.Range(0, experts).Select(i => i == leader ? 0.0 : 1.0).ToArray();
            own += w.Zip(gains, (weight, gain) => weight * gain).Sum();
            for (var i = 0; i < experts; i++)
                totals[i] += gains[i];
            ExpertWeights.Hedge(w, gains, rate);
        }

        Assert.True(totals.Max() - own <= Math.Sqrt(rounds * Math.Log(experts) / 2));
    }

    [Fact]
    public void A_constant_best_expert_takes_it_all_and_a_share_lets_the_others_return()
    {
        double[] w = [0.5, 0.5];
        for (var i = 0; i < 200; i++)
            ExpertWeights.Hedge(w, [1, 0], 0.5);
        Assert.True(w[0] > 0.999999);
        Assert.Equal(1, w.Sum(), 1e-15);
        Assert.Equal(FigureStatus.Ok, ExpertWeights.Share(w, 0.1));
        Assert.True(w[1] >= 0.05);
        Assert.Equal(1, w.Sum(), 1e-15);
    }

    [Fact]
    public void A_result_that_is_no_number_changes_nothing()
    {
        double[] w = [0.25, 0.75];
        Assert.Equal(FigureStatus.NotFinite, ExpertWeights.Hedge(w, [1, double.NaN], 1));
        Assert.Equal(FigureStatus.OutOfRange, ExpertWeights.ExponentiatedGradient(w, [1, 0], 1));
        Assert.Equal(FigureStatus.OutOfRange, ExpertWeights.Hedge(w, [1], 1));
        Assert.Equal([0.25, 0.75], w);
    }
}
