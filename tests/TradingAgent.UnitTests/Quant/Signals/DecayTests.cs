using TradingAgent.Quant.Covariance;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Signals;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Signals;

/// <summary>Rates and moments that forget, and the shrinkage of a covariance.</summary>
public sealed class DecayTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    [InlineData(20_000)]
    public void A_steady_flow_has_its_own_rate_from_the_first_minute_on(int events)
    {
        DecayedRate rate = default;
        Assert.Equal(FigureStatus.WarmingUp, rate.PerUnit(0, 3600).Status);
        rate.Add(1, 0, 3600);
        for (int i = 1; i < events; i++) rate.Add(2, 10, 3600);
        // Two units every ten seconds; the edge of one event is what a discrete sum cannot know better.
        Assert.InRange(rate.PerUnit(5, 3600).Value, 0.19, 0.21);
    }

    [Fact]
    public void What_was_is_forgotten_by_the_factor_e_in_the_memory()
    {
        DecayedRate rate = default;
        rate.Add(0, 0, 100);
        rate.Add(50, 5_000, 100);
        double now = rate.PerUnit(0, 100).Value;
        ReferenceRows.Near(0.5, now, 1e-12);
        ReferenceRows.Near(now / Math.E, rate.PerUnit(100, 100).Value, 1e-12);
        Assert.Equal(FigureStatus.NotFinite, rate.Add(double.NaN, 1, 100));
        Assert.Equal(FigureStatus.OutOfRange, rate.Add(1, -1, 100));
        ReferenceRows.Near(now, rate.PerUnit(0, 100).Value, 1e-12);
    }

    [Fact]
    public void Moments_weigh_a_level_by_the_time_it_stood_however_often_it_is_told()
    {
        DecayedMoments rare = default;
        DecayedMoments often = default;
        rare.Add(1, 60, 1000);
        rare.Add(4, 30, 1000);
        for (int i = 0; i < 600; i++) often.Add(1, 0.1, 1000);
        for (int i = 0; i < 300; i++) often.Add(4, 0.1, 1000);
        double old = Math.Exp(-0.03) * (1 - Math.Exp(-0.06));
        double fresh = 1 - Math.Exp(-0.03);
        double mean = ((1 * old) + (4 * fresh)) / (old + fresh);
        double variance = ((old * (1 - mean) * (1 - mean)) + (fresh * (4 - mean) * (4 - mean))) / (old + fresh);
        foreach (DecayedMoments moments in new[] { rare, often })
        {
            ReferenceRows.Near(mean, moments.Mean(), 1e-11);
            ReferenceRows.Near(variance, moments.Variance(), 1e-11);
            ReferenceRows.Near((10 - mean) / Math.Sqrt(variance), moments.Score(10), 1e-11);
        }
    }

    [Fact]
    public void A_level_that_never_changed_has_no_score()
    {
        DecayedMoments moments = default;
        Assert.Equal(FigureStatus.WarmingUp, moments.Score(1).Status);
        for (int i = 0; i < 100; i++) moments.Add(0.0001, 60, 1000);
        Assert.Equal(FigureStatus.Singular, moments.Score(0.0001).Status);
    }

    [Fact]
    public void Shrinkage_keeps_the_mean_variance_and_takes_correlation_away()
    {
        double[] covariance = [4, 3, 3, 9];
        Assert.Equal(FigureStatus.Ok, Shrinkage.Apply(covariance, 2, 0.25));
        Assert.Equal([(0.75 * 4) + (0.25 * 6.5), 0.75 * 3, 0.75 * 3, (0.75 * 9) + (0.25 * 6.5)], covariance);
        Assert.Equal(FigureStatus.OutOfRange, Shrinkage.Apply(covariance, 3, 0.25));
        Assert.Equal(FigureStatus.OutOfRange, Shrinkage.Apply(covariance, 2, double.NaN));
    }
}
