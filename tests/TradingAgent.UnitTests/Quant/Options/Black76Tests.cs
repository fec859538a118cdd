using TradingAgent.Quant.Options;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Options;

public sealed class Black76Tests
{
    private const double MillisecondsPerYear = 31_536_000_000;

    public static TheoryData<bool, double, double, double, double, double, double[], double> Cited => CitedOptions.All;

    [Theory]
    [MemberData(nameof(Cited))]
    public void All_figures_agree_with_high_precision_arithmetic(
        bool isCall, double f, double k, double milliseconds, double sigma, double r, double[] expected, double error)
    {
        var g = Black76.Evaluate(isCall, f, k, milliseconds / MillisecondsPerYear, sigma, r);
        Assert.Equal(PricingStatus.Ok, g.Status);
        double[] got =
        [
            g.Price, g.Delta, g.Gamma, g.VegaPerPoint, g.ThetaPerDay, g.RhoPerPoint, g.VannaPerPoint, g.VolgaPerPoint,
            g.CharmPerDay,
        ];
        for (var i = 0; i < got.Length; i++)
            Assert.Equal(expected[i], got[i], Math.Max(error, 1e-14) * Math.Abs(expected[i]));
    }

    /// <summary>Hull, Options, Futures and Other Derivatives, "Black's model": a crude oil put.</summary>
    [Fact]
    public void Textbook_put_on_a_future_is_reproduced()
    {
        var put = Black76.Evaluate(false, 20, 20, 4.0 / 12, 0.25, 0.09);
        Assert.Equal(1.12, put.Price, 0.005);
    }

    [Fact]
    public void Parity_holds_to_four_units_of_the_larger_price()
    {
        foreach (var c in Cases())
        {
            var call = Black76.Evaluate(true, c.F, c.K, c.T, c.Sigma);
            var put = Black76.Evaluate(false, c.F, c.K, c.T, c.Sigma);
            var unit = Math.BitIncrement(Math.Max(call.Price, put.Price)) - Math.Max(call.Price, put.Price);
            Assert.True(Math.Abs(call.Price - put.Price - (c.F - c.K)) <= 4 * unit, $"{c}");
            Assert.Equal(1, call.Delta - put.Delta, 1e-15);
            Assert.Equal(call.Gamma, put.Gamma);
            Assert.Equal(call.VegaPerPoint, put.VegaPerPoint);
        }
    }

    [Fact]
    public void Each_Greek_is_the_derivative_of_the_price()
    {
        foreach (var c in Cases().Where(c => Math.Abs(Math.Log(c.F / c.K)) < 4 * c.Sigma * Math.Sqrt(c.T)))
        {
            foreach (var isCall in (bool[])[true, false])
            {
                const double r = 0.03;
                OptionGreeks At(double df, double dv, double dt, double dr = 0) =>
                    Black76.Evaluate(isCall, c.F + df, c.K, c.T + dt, c.Sigma + dv, r + dr);
                var s = c.Sigma * Math.Sqrt(c.T);
                double hf = 1e-4 * c.F * s, hv = 1e-4 * c.Sigma, ht = 1e-4 * c.T;
                var g = At(0, 0, 0);
                Close(g.Delta, (At(hf, 0, 0).Price - At(-hf, 0, 0).Price) / (2 * hf), 1);
                Close(g.Gamma * hf, (At(hf, 0, 0).Delta - At(-hf, 0, 0).Delta) / 2, hf / (c.F * s));
                Close(g.VegaPerPoint, (At(0, hv, 0).Price - At(0, -hv, 0).Price) / (200 * hv), c.F * s / c.Sigma / 100);
                Close(g.ThetaPerDay, (At(0, 0, -ht).Price - At(0, 0, ht).Price) / (730 * ht), c.F * s / c.T / 365);
                Close(g.RhoPerPoint, (At(0, 0, 0, 1e-5).Price - At(0, 0, 0, -1e-5).Price) / 2e-3, c.F * c.T / 100);
                Close(g.VannaPerPoint, (At(0, hv, 0).Delta - At(0, -hv, 0).Delta) / (200 * hv), 0.01 / c.Sigma);
                Close(
                    g.VolgaPerPoint, (At(0, hv, 0).VegaPerPoint - At(0, -hv, 0).VegaPerPoint) / (200 * hv),
                    c.F * s * 1e-4 / c.Sigma / c.Sigma);
                Close(g.CharmPerDay, (At(0, 0, -ht).Delta - At(0, 0, ht).Delta) / (730 * ht), 1 / c.T / 365);
            }
        }
    }

    [Theory]
    [InlineData(true, 110, 100, 10, 1)]
    [InlineData(true, 90, 100, 0, 0)]
    [InlineData(true, 100, 100, 0, 0.5)]
    [InlineData(false, 110, 100, 0, 0)]
    [InlineData(false, 90, 100, 10, -1)]
    [InlineData(false, 100, 100, 0, -0.5)]
    public void At_expiry_or_without_volatility_the_value_is_intrinsic(
        bool isCall, double f, double k, double price, double delta)
    {
        foreach (var (t, sigma) in ((double, double)[])[(0, 0.5), (0.25, 0), (0, 0), (1e-300, 1e-10)])
        {
            var g = Black76.Evaluate(isCall, f, k, t, sigma);
            Assert.Equal(new OptionGreeks(PricingStatus.AtExpiry, price, 0, delta, 0, 0, 0, g.RhoPerPoint, 0, 0, 0), g);
        }
    }

    [Fact]
    public void Shrinking_time_approaches_the_limit()
    {
        foreach (var f in (double[])[90, 99.9, 100, 100.1, 110])
        {
            var near = Black76.Evaluate(true, f, 100, 1e-14, 0.5);
            var limit = Black76.Evaluate(true, f, 100, 0, 0.5);
            Assert.Equal(PricingStatus.Ok, near.Status);
            Assert.Equal(limit.Price, near.Price, 1e-5);
            Assert.Equal(limit.Delta, near.Delta, 1e-6);
        }
    }

    [Theory]
    [InlineData(0, 100, 1, 0.5, 0, PricingStatus.ForwardNotPositive)]
    [InlineData(-5, 100, 1, 0.5, 0, PricingStatus.ForwardNotPositive)]
    [InlineData(100, 0, 1, 0.5, 0, PricingStatus.StrikeNotPositive)]
    [InlineData(100, -1, 1, 0.5, 0, PricingStatus.StrikeNotPositive)]
    [InlineData(100, 100, -1e-9, 0.5, 0, PricingStatus.TimeNegative)]
    [InlineData(100, 100, 1, -0.01, 0, PricingStatus.VolatilityNegative)]
    [InlineData(double.NaN, 100, 1, 0.5, 0, PricingStatus.NotFinite)]
    [InlineData(100, double.NaN, 1, 0.5, 0, PricingStatus.NotFinite)]
    [InlineData(100, 100, double.NaN, 0.5, 0, PricingStatus.NotFinite)]
    [InlineData(100, 100, 1, double.NaN, 0, PricingStatus.NotFinite)]
    [InlineData(100, 100, 1, 0.5, double.NaN, PricingStatus.NotFinite)]
    [InlineData(double.PositiveInfinity, 100, 1, 0.5, 0, PricingStatus.NotFinite)]
    [InlineData(1e-101, 100, 1, 0.5, 0, PricingStatus.OutOfRange)]
    [InlineData(100, 1e101, 1, 0.5, 0, PricingStatus.OutOfRange)]
    [InlineData(100, 100, 1, 0.5, -800, PricingStatus.OutOfRange)]
    public void Inadmissible_input_is_refused_with_its_reason(
        double f, double k, double t, double sigma, double r, PricingStatus reason)
    {
        var g = Black76.Evaluate(true, f, k, t, sigma, r);
        Assert.Equal(OptionGreeks.Refused(reason), g);
        Assert.False(g.Status.HasValue());
    }

    [Fact]
    public void Price_rises_with_volatility_and_falls_with_strike()
    {
        var before = 0.0;
        for (var sigma = 0.01; sigma < 20; sigma *= 1.03)
        {
            var price = Black76.Evaluate(true, 100, 140, 0.1, sigma).Price;
            Assert.True(price >= before, $"σ {sigma:R}");
            before = price;
        }

        before = double.PositiveInfinity;
        for (var k = 20.0; k < 500; k *= 1.001)
        {
            var price = Black76.Evaluate(true, 100, k, 0.02, 0.6).Price;
            Assert.True(price < before, $"K {k:R}");
            before = price;
        }
    }

    [Fact]
    public void No_admissible_input_gives_a_value_that_is_not_finite()
    {
        double[] prices = [1e-100, 1e-10, 1, 60000, 1e100];
        double[] scales = [0, 1e-160, 1e-80, 1e-9, 1e-3, 1, 30, 1e4, 1e8];
        foreach (var f in prices)
        {
            foreach (var (k, t, sigma) in from k in prices from t in scales from sigma in scales select (k, t, sigma))
            {
                var g = Black76.Evaluate(false, f, k, t, sigma);
                double[] all = [g.Price, g.OutOfTheMoneyPrice, g.Delta, g.Gamma, g.VegaPerPoint, g.ThetaPerDay];
                Assert.True(g.Status.HasValue() && all.All(double.IsFinite), $"{f:R} {k:R} {t:R} {sigma:R} {g}");
                Assert.True(g.Price >= 0 && g.Price <= k * (1 + 1e-15), $"{f:R} {k:R} {t:R} {sigma:R} {g.Price:R}");
            }
        }
    }

    private static void Close(double expected, double got, double scale) =>
        Assert.Equal(expected, got, 2e-7 * (Math.Abs(expected) + (0.1 * scale)));

    private static IEnumerable<(double F, double K, double T, double Sigma)> Cases()
    {
        foreach (var f in (double[])[0.02, 3, 2500, 61234.5])
        {
            foreach (var ratio in (double[])[0.3, 0.8, 0.97, 1, 1.0001, 1.05, 1.7, 6])
            {
                foreach (var (t, sigma) in ((double, double)[])[(0.0005, 0.6), (0.02, 0.35), (0.25, 0.9), (2, 1.5)])
                    yield return (f, f * ratio, t, sigma);
            }
        }
    }
}
