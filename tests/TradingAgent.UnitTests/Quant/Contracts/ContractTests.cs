using TradingAgent.Quant.Contracts;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Contracts;

public sealed class ContractTests
{
    [Fact]
    public void Linear_profit_is_a_straight_line_in_the_price()
    {
        Assert.Equal(-750, LinearContract.Pnl(-0.5, 60000, 61500));
        Assert.Equal(-30750, LinearContract.Value(-0.5, 61500));
        Assert.Equal(-0.5, LinearContract.Delta(-0.5));
        Assert.Equal(0, LinearContract.Gamma());
        Assert.Equal(3.075, LinearContract.Funding(-0.5, 61500, 0.0001), 1e-12);
    }

    /// <summary>30,000 dollars long from 50,000 to 60,000: 0.6 - 0.5 coins, worth 6,000 dollars.</summary>
    [Fact]
    public void Inverse_profit_is_in_coins()
    {
        Assert.Equal(0.1, InverseContract.Pnl(30000, 50000, 60000), 1e-15);
        Assert.Equal(6000, InverseContract.PnlUsd(30000, 50000, 60000), 1e-11);
        Assert.Equal(0.5, InverseContract.DeltaCoin(30000, 60000));
        Assert.Equal(0.5, InverseContract.Value(30000, 60000));
        Assert.Equal(0.5 / 60000, InverseContract.PriceDelta(30000, 60000), 1e-20);
        Assert.Equal(-0.00005, InverseContract.Funding(30000, 60000, 0.0001), 1e-18);
    }

    [Fact]
    public void Inverse_price_derivatives_are_those_of_the_profit()
    {
        double Profit(double mark) => InverseContract.Pnl(-250000, 48000, mark);
        const double f = 51000, h = 5;
        var slope = (Profit(f + h) - Profit(f - h)) / (2 * h);
        var bend = (InverseContract.PriceDelta(-250000, f + h) - InverseContract.PriceDelta(-250000, f - h)) / (2 * h);
        Assert.Equal(slope, InverseContract.PriceDelta(-250000, f), 1e-7 * Math.Abs(slope));
        Assert.Equal(bend, InverseContract.Gamma(-250000, f), 1e-7 * Math.Abs(bend));
    }

    [Fact]
    public void A_short_inverse_future_against_coins_is_a_synthetic_dollar()
    {
        Assert.Equal(0, InverseContract.UsdDeltaCoin(2, -100000, 50000));
        foreach (var mark in (double[])[30000, 50000, 90000])
            Assert.Equal(100000, mark * InverseContract.EquityCoin(2, -100000, 50000, mark), 1e-9);
    }

    [Theory]
    [InlineData(true, 54271.36)]
    [InlineData(false, 65671.64)]
    public void Linear_position_at_ten_times_is_liquidated_where_published(bool isLong, double expected) =>
        Assert.Equal(expected, LinearContract.LiquidationPrice(isLong, 60000, 10, 0.005), 0.005);

    [Theory]
    [InlineData(true, 54818.18)]
    [InlineData(false, 66333.33)]
    public void Inverse_position_at_ten_times_is_liquidated_where_published(bool isLong, double expected) =>
        Assert.Equal(expected, InverseContract.LiquidationPrice(isLong, 60000, 10, 0.005), 0.005);

    [Fact]
    public void At_the_liquidation_price_equity_is_the_maintenance_margin()
    {
        foreach (var isLong in (bool[])[true, false])
        {
            var sign = isLong ? 1 : -1;
            var linear = LinearContract.LiquidationPrice(isLong, 60000, 8, 0.01);
            Assert.Equal(0.01 * linear, (60000.0 / 8) + LinearContract.Pnl(sign, 60000, linear), 1e-9);
            var inverse = InverseContract.LiquidationPrice(isLong, 60000, 8, 0.01);
            var equity = InverseContract.EquityCoin(1.0 / 60000 / 8, sign, 60000, inverse);
            Assert.Equal(0.01 / inverse, equity, 1e-18);
        }
    }

    [Fact]
    public void Positions_without_leverage_are_never_liquidated()
    {
        Assert.Equal(0, LinearContract.LiquidationPrice(true, 60000, 1, 0.005));
        Assert.Equal(double.PositiveInfinity, InverseContract.LiquidationPrice(false, 60000, 1, 0.005));
    }

    [Theory]
    [InlineData(0, 10, 0.005)]
    [InlineData(60000, 0, 0.005)]
    [InlineData(60000, double.NaN, 0.005)]
    [InlineData(60000, 10, 1)]
    [InlineData(60000, 10, -0.1)]
    public void Nonsense_is_refused(double entry, double leverage, double maintenance)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => LinearContract.LiquidationPrice(true, entry, leverage, maintenance));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => InverseContract.LiquidationPrice(true, entry, leverage, maintenance));
    }
}
