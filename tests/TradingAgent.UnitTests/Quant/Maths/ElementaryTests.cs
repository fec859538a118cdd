using System.Runtime.Intrinsics;
using TradingAgent.Quant.Maths;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Maths;

public sealed class ElementaryTests
{
    // Expected values: 50-digit arithmetic, rounded once to double.
    [Theory]
    [InlineData(-84.50202696427277, 2.0009488168861598e-37)]
    [InlineData(71.11018743063869, 7.634173190661874e+30)]
    [InlineData(599.1811362503838, 1.6636468194290086e+260)]
    [InlineData(-4.137995332769151, 0.015954803539042307)]
    [InlineData(-1.2613586245804935, 0.2832689088414098)]
    [InlineData(0.04763455616722201, 1.0487873124283653)]
    [InlineData(1.1719074900798105, 3.2281444228922576)]
    [InlineData(-8.186589250163211e-07, 0.9999991813414101)]
    [InlineData(0, 1)]
    public void Exponential_is_right_to_one_unit_in_the_last_place(double x, double expected) =>
        Assert.True(Ulps(Elementary.Exp(x), expected) <= 1, $"{Elementary.Exp(x):R}");

    [Theory]
    [InlineData(1.1563505858151875e+116, 267.2451397865076)]
    [InlineData(1.3433891052965996e-275, -632.9157049693434)]
    [InlineData(2.17581891131134e+69, 159.65577652121507)]
    [InlineData(0.7307375997943412, -0.3137008442837964)]
    [InlineData(0.4315015475941703, -0.8404841819200796)]
    [InlineData(1.5096006589580053, 0.4118451515837704)]
    [InlineData(0.9999994838860273, -5.161141058574576e-07)]
    [InlineData(0.9999999278689224, -7.213108015677263e-08)]
    [InlineData(1, 0)]
    public void Logarithm_is_right_to_one_unit_in_the_last_place(double x, double expected) =>
        Assert.True(Ulps(Elementary.Log(x), expected) <= 1, $"{Elementary.Log(x):R}");

    [Fact]
    public void Ends_of_the_range_are_those_of_the_real_functions()
    {
        Assert.Equal(0, Elementary.Exp(double.NegativeInfinity));
        Assert.Equal(0, Elementary.Exp(-746));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(710));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(double.PositiveInfinity));
        Assert.Equal(4.9406564584124654e-324, Elementary.Exp(-744.5));
        Assert.True(double.IsNaN(Elementary.Exp(double.NaN)));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(0));
        Assert.Equal(double.PositiveInfinity, Elementary.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(Elementary.Log(-1)));
        Assert.True(double.IsNaN(Elementary.Log(double.NaN)));
        Assert.True(Ulps(Elementary.Log(double.Epsilon), -744.4400719213812) <= 1);
    }

    [Fact]
    public void Agrees_with_the_platform_to_two_units_over_the_whole_range()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var x = (random.NextDouble() - 0.5) * 1400;
            Assert.True(Ulps(Elementary.Exp(x), Math.Exp(x)) <= 2, $"exp({x:R})");
            var y = Math.Pow(10, (random.NextDouble() - 0.5) * 600);
            Assert.True(Ulps(Elementary.Log(y), Math.Log(y)) <= 2, $"log({y:R})");
            var z = 0.5 + (random.NextDouble() * 1.5);
            Assert.True(Ulps(Elementary.Log(z), Math.Log(z)) <= 2, $"log({z:R})");
        }
    }

    [Fact]
    public void Every_lane_has_the_bits_of_the_scalar_call()
    {
        var random = new Random(6);
        for (var i = 0; i < 5_000; i++)
        {
            var x = Vector256.Create(
                (random.NextDouble() - 0.5) * 1600, random.NextDouble() * 1e-8, -random.NextDouble(), double.NaN);
            var y = Vector256.Abs(x) * Vector256.Create(1e-3, 1, 1e300, 1);
            for (var lane = 0; lane < 4; lane++)
            {
                Assert.Equal(Bits(Elementary.Exp(x[lane])), Bits(Elementary.Exp(x)[lane]));
                Assert.Equal(Bits(Elementary.Log(y[lane])), Bits(Elementary.Log(y)[lane]));
            }
        }
    }

    [Fact]
    public void Logarithm_of_a_ratio_keeps_its_digits_when_both_agree()
    {
        Assert.Equal(0, Elementary.LogRatio(60000.5, 60000.5));

        // a/b - 1 = d exactly, so ln(a/b) = d - d²/2 to 1e-24.
        const double b = 65536;
        const double d = 1.0 / (1L << 36);
        Assert.True(Ulps(Elementary.LogRatio(b * (1 + d), b), d - (d * d / 2)) <= 2);
        Assert.True(Ulps(Elementary.LogRatio(3, 2), 0.4054651081081644) <= 2);
        Assert.True(Ulps(Elementary.LogRatio(1e-200, 1e200), -921.0340371976183) <= 2);
    }

    [Theory]
    [InlineData(2, 10, 1024)]
    [InlineData(1.0001, 5000, 1.6486800559311758)]
    [InlineData(0, 3, 0)]
    [InlineData(7, 0, 1)]
    [InlineData(9, 0.5, 3)]
    public void Power_is_accurate(double x, double y, double expected) =>
        Assert.Equal(expected, Elementary.Pow(x, y), 4e-13 * expected);

    private static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);

    private static long Ulps(double a, double b) => Math.Abs(Bits(a) - Bits(b));
}
