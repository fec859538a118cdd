using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Volatility;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Volatility;

public sealed class EwmaVarianceTests
{
    [Fact]
    public void It_starts_with_the_first_square_and_decays_from_there()
    {
        var variance = new EwmaVariance();
        Assert.Equal(FigureStatus.WarmingUp, variance.Variance.Status);
        variance.Add(0.02, 0.94);
        Assert.Equal(0.0004, variance.Variance.Value, 1e-18);
        variance.Add(-0.01, 0.94);
        Assert.Equal((0.94 * 0.0004) + (0.06 * 0.0001), variance.Variance.Value, 1e-18);
        Assert.Equal(Math.Sqrt(365 * variance.Variance.Value), variance.Annualised(365).Value, 1e-15);
    }

    [Fact]
    public void Half_of_a_shock_is_gone_after_eleven_periods()
    {
        var variance = new EwmaVariance();
        variance.Add(0.1, 0.94);
        for (var i = 0; i < 11; i++)
            variance.Add(0, 0.94);
        Assert.InRange(variance.Variance.Value / 0.01, 0.5, 0.51);
    }

    [Fact]
    public void A_move_of_more_than_five_deviations_is_taken_in_at_once()
    {
        EwmaVariance plain = default, guarded = default;
        for (var i = 0; i < 50; i++)
        {
            plain.Add(i % 2 == 0 ? 0.01 : -0.01, 0.94);
            guarded.Add(i % 2 == 0 ? 0.01 : -0.01, EwmaSpeed.Guarded);
        }

        plain.Add(0.049, 0.94);
        guarded.Add(0.049, EwmaSpeed.Guarded);
        Assert.Equal(plain.Variance.Value, guarded.Variance.Value, 1e-12);
        var before = guarded.Variance.Value;
        guarded.Add(0.2, EwmaSpeed.Guarded);
        Assert.Equal((before + 0.04) / 2, guarded.Variance.Value, 1e-15);
    }

    [Fact]
    public void A_slower_fall_is_followed_as_it_is_told()
    {
        var speed = new EwmaSpeed(0.94, 0.97, 5, 0.5);
        var variance = new EwmaVariance();
        variance.Add(0.01, speed);
        variance.Add(0.02, speed);
        Assert.Equal((0.94 * 0.0001) + (0.06 * 0.0004), variance.Variance.Value, 1e-18);
        var top = variance.Variance.Value;
        variance.Add(0, speed);
        Assert.Equal(0.97 * top, variance.Variance.Value, 1e-18);
    }

    [Fact]
    public void The_guarded_one_stands_at_the_truth_on_average()
    {
        var random = new SeededRandom(3);
        var variance = new EwmaVariance();
        double sum = 0;
        for (var i = 0; i < 200_000; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.Between(0, 1)));
            variance.Add(0.01 * radius * Math.Cos(2 * Math.PI * random.Between(0, 1)), EwmaSpeed.Guarded);
            sum += variance.Variance.Value;
        }

        Assert.Equal(1, sum / 200_000 / 0.0001, 0.02);
    }

    [Fact]
    public void A_return_that_is_no_number_changes_nothing()
    {
        var variance = new EwmaVariance();
        variance.Add(0.02, 0.94);
        var before = variance;
        Assert.Equal(FigureStatus.NotFinite, variance.Add(double.NaN, 0.94));
        Assert.Equal(FigureStatus.OutOfRange, variance.Add(0.01, 1));
        Assert.Equal(before, variance);
    }
}
