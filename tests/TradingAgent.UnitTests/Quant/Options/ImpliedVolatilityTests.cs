using TradingAgent.Quant.Options;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Options;

public sealed class ImpliedVolatilityTests
{
    [Fact]
    public void Every_price_gives_back_its_volatility_to_the_precision_it_holds()
    {
        var count = 0;
        double[] ratios = [1, 1 + 1e-12, 1.000001, 1.0001, 1.003, 1.01, 1.03, 1.1, 1.3, 2, 4, 10, 100, 1e4, 1e8];
        foreach (var ratio in ratios.Concat(ratios.Select(r => 1 / r)))
        {
            for (var s = 1e-6; s < 20; s *= 1.15)
            {
                foreach (var isCall in (bool[])[true, false])
                {
                    var option = Black76.Evaluate(isCall, 100, 100 * ratio, 1, s);
                    if (option.OutOfTheMoneyPrice < 1e-290)
                        continue;
                    var implied = ImpliedVolatility.Solve(isCall, 100, 100 * ratio, 1, option.Price);
                    if (!implied.HasValue)
                        continue;
                    count++;
                    var off = Math.Abs((implied.Sigma / s) - 1);
                    Assert.True(off <= implied.RelativeError / 2, $"K/F {ratio:R} s {s:R} {implied}");
                    Assert.InRange(implied.Iterations, 1, 4);
                }
            }
        }

        Assert.True(count > 3000, $"{count}");
    }

    [Fact]
    public void Discounting_does_not_change_the_volatility()
    {
        var price = Black76.Evaluate(false, 2500, 2300, 0.4, 0.75, 0.06).Price;
        var implied = ImpliedVolatility.Solve(false, 2500, 2300, 0.4, price, 0.06);
        Assert.Equal(ImpliedVolatilityStatus.Ok, implied.Status);
        Assert.Equal(0.75, implied.Sigma, 1e-14);
    }

    [Theory]
    [InlineData(true, 100, 80, 20, ImpliedVolatilityStatus.AtIntrinsic)]
    [InlineData(true, 100, 80, 19.99, ImpliedVolatilityStatus.BelowIntrinsic)]
    [InlineData(true, 100, 120, 0, ImpliedVolatilityStatus.AtIntrinsic)]
    [InlineData(true, 100, 120, -0.01, ImpliedVolatilityStatus.BelowIntrinsic)]
    [InlineData(true, 100, 80, 100, ImpliedVolatilityStatus.AtMaximum)]
    [InlineData(true, 100, 80, 100.01, ImpliedVolatilityStatus.AboveMaximum)]
    [InlineData(false, 100, 80, 80, ImpliedVolatilityStatus.AtMaximum)]
    [InlineData(false, 100, 80, 81, ImpliedVolatilityStatus.AboveMaximum)]
    [InlineData(false, 100.3, 107.7, 107.7 - 100.3, ImpliedVolatilityStatus.AtIntrinsic)]
    public void A_price_that_no_volatility_makes_is_named_and_not_answered(
        bool isCall, double f, double k, double price, ImpliedVolatilityStatus status)
    {
        var implied = ImpliedVolatility.Solve(isCall, f, k, 0.25, price);
        Assert.Equal(status, implied.Status);
        Assert.False(implied.HasValue);
        Assert.Equal(0, implied.Sigma);
    }

    [Theory]
    [InlineData(0, 100, 0.5, 10, PricingStatus.ForwardNotPositive)]
    [InlineData(100, -1, 0.5, 10, PricingStatus.StrikeNotPositive)]
    [InlineData(100, 100, -0.5, 10, PricingStatus.TimeNegative)]
    [InlineData(100, 100, 0, 10, PricingStatus.AtExpiry)]
    [InlineData(100, 100, 0.5, double.NaN, PricingStatus.NotFinite)]
    [InlineData(double.NaN, 100, 0.5, 10, PricingStatus.NotFinite)]
    public void Inadmissible_input_is_refused_with_its_reason(
        double f, double k, double t, double price, PricingStatus reason)
    {
        var implied = ImpliedVolatility.Solve(true, f, k, t, price);
        Assert.Equal(ImpliedVolatilityStatus.Refused, implied.Status);
        Assert.Equal(reason, implied.Reason);
    }

    [Fact]
    public void A_price_deep_in_the_money_is_called_ill_conditioned()
    {
        var price = Black76.Evaluate(true, 100, 60, 0.1, 0.3).Price;
        var implied = ImpliedVolatility.Solve(true, 100, 60, 0.1, price);
        Assert.Equal(ImpliedVolatilityStatus.IllConditioned, implied.Status);
        Assert.Equal(0.3, implied.Sigma, 0.3 * implied.RelativeError);
    }

    [Fact]
    public void Uncertainty_is_the_move_of_sigma_for_a_move_of_the_price()
    {
        const double price = 400;
        var here = ImpliedVolatility.Solve(true, 60000, 66000, 0.02, price);
        var there = ImpliedVolatility.Solve(true, 60000, 66000, 0.02, price + 0.05);
        Assert.Equal(there.Sigma - here.Sigma, here.Uncertainty(price, 0.05), 1e-3 * (there.Sigma - here.Sigma));
    }
}
