using TradingAgent.Quant.Options;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Options;

public sealed class InverseOptionTests
{
    public static TheoryData<bool, double, double, double, double, double, double[], double> Cited => CitedOptions.All;

    [Theory]
    [MemberData(nameof(Cited))]
    public void Net_transaction_delta_agrees_with_high_precision_arithmetic(
        bool isCall, double f, double k, double milliseconds, double sigma, double r, double[] expected, double error)
    {
        _ = r;
        var g = InverseOption.Evaluate(isCall, f, k, milliseconds / 31_536_000_000, sigma);
        Assert.Equal(expected[9], g.NetTransactionDelta, Math.Max(error, 1e-14) * Math.Abs(expected[9]));
    }

    /// <summary>A week at the money at 60 %: c 0.03314, delta 0.51657, net transaction delta 0.48343.</summary>
    [Fact]
    public void The_week_at_the_money_is_the_published_one()
    {
        var g = InverseOption.Evaluate(true, 60000, 60000, 7.0 / 365, 0.6);
        Assert.Equal(0.03314, g.PriceCoin, 5e-6);
        Assert.Equal(0.51657, g.DeltaBlackScholes, 5e-6);
        Assert.Equal(0.48343, g.NetTransactionDelta, 5e-6);
    }

    [Fact]
    public void A_call_struck_at_almost_nothing_is_a_coin_and_has_no_net_delta()
    {
        var g = InverseOption.Evaluate(true, 60000, 1e-9, 0.1, 0.6);
        Assert.Equal(1, g.DeltaBlackScholes);
        Assert.Equal(1, g.PriceCoin, 1e-13);
        Assert.Equal(1e-9 / 60000, g.NetTransactionDelta, 1e-27);
    }

    [Fact]
    public void Coin_Greeks_are_the_derivatives_of_the_coin_price()
    {
        foreach (var isCall in (bool[])[true, false])
        {
            foreach (var k in (double[])[42000, 58000, 60000, 71000])
            {
                InverseOptionGreeks At(double df, double dv = 0, double dt = 0) =>
                    InverseOption.Evaluate(isCall, 60000 + df, k, 0.08 + dt, 0.7 + dv);
                var g = At(0);
                const double h = 3;
                Close(g.CoinDelta, (At(h).PriceCoin - At(-h).PriceCoin) / (2 * h), 1e-5);
                Close(g.CoinGamma, (At(h).CoinDelta - At(-h).CoinDelta) / (2 * h), 1e-9);
                Close(g.NetTransactionDelta, 60000 * (At(h).PriceCoin - At(-h).PriceCoin) / (2 * h), 1);
                Close(
                    g.NetTransactionGamma, (At(h).NetTransactionDelta - At(-h).NetTransactionDelta) / (2 * h), 1e-5);
                Close(g.VegaCoinPerPoint, (At(0, 1e-4).PriceCoin - At(0, -1e-4).PriceCoin) / 0.02, 1e-3);
                Close(g.ThetaCoinPerDay, (At(0, 0, -1e-5).PriceCoin - At(0, 0, 1e-5).PriceCoin) / 0.0073, 1e-3);
                Assert.Equal(g.DeltaBlackScholes - g.PriceCoin, g.NetTransactionDelta, 1e-15);
                Assert.Equal(g.VegaUsdPerPoint / 60000, g.VegaCoinPerPoint);
            }
        }
    }

    [Fact]
    public void At_expiry_the_net_delta_is_the_strike_over_the_forward()
    {
        var call = InverseOption.Evaluate(true, 60000, 45000, 0, 0.7);
        Assert.Equal(PricingStatus.AtExpiry, call.Status);
        Assert.Equal(0.25, call.PriceCoin);
        Assert.Equal(0.75, call.NetTransactionDelta);
        Assert.Equal(-0.5, InverseOption.Evaluate(false, 60000, 60000, 0, 0.7).NetTransactionDelta);
        Assert.Equal(0, InverseOption.Evaluate(false, 60000, 45000, 0, 0.7).NetTransactionDelta);
    }

    [Fact]
    public void A_refusal_carries_its_reason() =>
        Assert.Equal(
            default(InverseOptionGreeks) with { Status = PricingStatus.StrikeNotPositive },
            InverseOption.Evaluate(true, 60000, 0, 0.1, 0.5));

    private static void Close(double expected, double got, double scale) =>
        Assert.Equal(expected, got, 2e-6 * (Math.Abs(expected) + (0.1 * scale)));
}
