using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Sizing;

public sealed class WhalleyWilmottTests
{
    /// <summary>Short ten weekly calls at the money, 3 bp, γ 1e-5: H 1.1995 coins, a 1,500 USD move.</summary>
    [Fact]
    public void The_worked_example_is_reproduced()
    {
        const double gamma = -7.995215520972613e-4;
        var h = WhalleyWilmott.HalfWidth(60000, gamma, 0.0003, 1e-5);
        Assert.Equal(1.1995, h, 5e-5);
        var band = WhalleyWilmott.Band(-5.165694841775772, gamma, h);
        Assert.Equal(1500, band.PriceMoveToEdge, 0.5);
        Assert.Equal(5.165694841775772 - h, band.Low, 1e-15);
        Assert.Equal(5.165694841775772 + h, band.High, 1e-15);
    }

    [Fact]
    public void Width_grows_as_the_cube_root_of_cost_and_the_two_thirds_of_size()
    {
        var h = WhalleyWilmott.HalfWidth(2500, 0.03, 0.0004, 1e-4, 0.04, 0.5);
        Assert.Equal(2 * h, WhalleyWilmott.HalfWidth(2500, 0.03, 0.0032, 1e-4, 0.04, 0.5), 1e-13 * h);
        Assert.Equal(4 * h, WhalleyWilmott.HalfWidth(2500, -0.24, 0.0004, 1e-4, 0.04, 0.5), 1e-13 * h);
        Assert.Equal(Math.Cbrt(1.5 * Math.Exp(-0.02) * 0.0004 * 2500 * 0.0009 / 1e-4), h, 1e-13 * h);
    }

    [Fact]
    public void Trades_go_to_the_edge_and_not_beyond()
    {
        var band = WhalleyWilmott.Band(-5, -0.001, 1);
        Assert.Equal(0, band.Trade(4.5));
        Assert.Equal(2, band.Trade(2));
        Assert.Equal(-1, band.Trade(7));
    }

    [Fact]
    public void Without_gamma_or_cost_the_band_closes()
    {
        Assert.Equal(0, WhalleyWilmott.HalfWidth(60000, 0, 0.0003, 1e-5));
        Assert.Equal(0, WhalleyWilmott.HalfWidth(60000, 0.001, 0, 1e-5));
        Assert.Equal(double.PositiveInfinity, WhalleyWilmott.Band(1, 0, 0).PriceMoveToEdge);
    }

    [Theory]
    [InlineData(0, 0.001, 0.0003, 1e-5)]
    [InlineData(60000, double.NaN, 0.0003, 1e-5)]
    [InlineData(60000, 0.001, -0.0003, 1e-5)]
    [InlineData(60000, 0.001, 0.0003, 0)]
    public void Nonsense_is_refused(double spot, double gamma, double cost, double aversion) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WhalleyWilmott.HalfWidth(spot, gamma, cost, aversion));
}
