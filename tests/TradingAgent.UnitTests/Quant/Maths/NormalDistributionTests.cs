using TradingAgent.Quant.Maths;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Maths;

public sealed class NormalDistributionTests
{
    // Expected values: 50-digit arithmetic, rounded once to double.
    [Theory]
    [InlineData(-37, 5.725571222524577e-300)]
    [InlineData(-30, 4.906713927148187e-198)]
    [InlineData(-10, 7.619853024160525e-24)]
    [InlineData(-5, 2.866515718791939e-07)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-0.01, 0.4960106436853684)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.6914624612740131)]
    [InlineData(3, 0.9986501019683699)]
    [InlineData(9, 1)]
    public void Distribution_is_relatively_accurate_in_both_tails(double x, double expected) =>
        Assert.Equal(expected, NormalDistribution.Cumulative(x), 1e-15 * expected);

    [Theory]
    [InlineData(-3, 16205.988853999586)]
    [InlineData(-0.5, 1.952360489182557)]
    [InlineData(1e-10, 0.999999999887162)]
    [InlineData(0.5, 0.6156903441929259)]
    [InlineData(1, 0.427583576155807)]
    [InlineData(5, 0.11070463773306863)]
    [InlineData(20, 0.02817434874105132)]
    [InlineData(30, 0.01879588886141675)]
    [InlineData(1e5, 5.6418958351954685e-06)]
    public void Scaled_complementary_error_function_is_relatively_accurate(double x, double expected) =>
        Assert.Equal(expected, ErrorFunction.Erfcx(x), 1e-15 * expected);

    [Theory]
    [InlineData(-2, 1.9953222650189528)]
    [InlineData(-0.1, 1.1124629160182848)]
    [InlineData(0.3, 0.6713732405408726)]
    [InlineData(1, 0.15729920705028513)]
    [InlineData(3, 2.209049699858544e-05)]
    [InlineData(10, 2.088487583762545e-45)]
    [InlineData(25, 8.300172571196523e-274)]
    [InlineData(26.5, 2.2109076642637343e-307)]
    public void Complementary_error_function_is_relatively_accurate(double x, double expected) =>
        Assert.Equal(expected, ErrorFunction.Erfc(x), 1e-15 * expected);

    [Fact]
    public void Quantile_undoes_the_distribution_from_one_tail_to_the_other()
    {
        for (var x = -37.0; x < 6; x += 0.173)
        {
            var p = NormalDistribution.Cumulative(x);
            // One unit in the last place of p moves x by up to p·2^-52/φ(x).
            var tolerance = (4e-16 * p / NormalDistribution.Density(x)) + (4e-15 * Math.Abs(x)) + 1e-16;
            Assert.Equal(x, NormalDistribution.Inverse(p), tolerance);
        }

        Assert.Equal(double.NegativeInfinity, NormalDistribution.Inverse(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Inverse(1));
        Assert.True(double.IsNaN(NormalDistribution.Inverse(1.1)));
        Assert.True(double.IsNaN(NormalDistribution.Inverse(double.NaN)));
    }

    [Fact]
    public void Ends_and_nonsense_are_answered_as_the_real_function_would()
    {
        Assert.Equal(0, NormalDistribution.Cumulative(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cumulative(double.PositiveInfinity));
        Assert.True(double.IsNaN(NormalDistribution.Cumulative(double.NaN)));
        Assert.Equal(0, NormalDistribution.Density(double.PositiveInfinity));
        Assert.Equal(0, ErrorFunction.Erfc(double.PositiveInfinity));
        Assert.Equal(2, ErrorFunction.Erfc(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, ErrorFunction.Erfcx(-27));
        Assert.Equal(0, ErrorFunction.Erfcx(double.PositiveInfinity));
    }

    [Fact]
    public void Year_fraction_is_actual_over_365_and_never_negative()
    {
        Assert.Equal(1, YearFraction.FromMilliseconds(31_536_000_000));
        Assert.Equal(1, YearFraction.FromNanoseconds(31_536_000_000_000_000));
        Assert.Equal(7.0 / 365, YearFraction.Between(1_000, 1_000 + (7 * 86_400_000)));
        Assert.Equal(0, YearFraction.Between(2_000, 1_000));
    }
}
