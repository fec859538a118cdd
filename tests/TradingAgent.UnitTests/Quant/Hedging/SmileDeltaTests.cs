using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Hedging;

public sealed class SmileDeltaTests
{
    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("smile_delta.csv");
        foreach (var row in t.Rows)
        {
            double Of(string name) => t.Of(row, name);
            double delta = Of("delta_black"), vega = Of("vega_per_unit_vol"), f = Of("F"), skew = Of("dsigma_dk");
            (string Name, double Stickiness)[] rules =
            [
                ("delta_sticky_strike", SmileDelta.StickyStrike),
                ("delta_sticky_moneyness", SmileDelta.StickyMoneyness),
                ("delta_local_vol_R2", SmileDelta.LocalVolatility), ("delta_R1_5", 1.5),
            ];
            foreach (var (name, stickiness) in rules)
                ReferenceRows.Near(Of(name), SmileDelta.OfStickiness(delta, vega, f, skew, stickiness), 1e-13);
            ReferenceRows.Near(
                Of("delta_hull_white_mv"),
                SmileDelta.OfMinimumVariance(
                    delta, vega, f, Of("t_ms") / 31_536_000_000, Of("a"), Of("b"), Of("c")),
                1e-12);
        }
    }

    [Fact]
    public void A_falling_skew_makes_sticky_moneyness_longer_and_local_volatility_shorter()
    {
        Assert.Equal(0.5, SmileDelta.OfStickiness(0.5, 5000, 60000, -0.3, 1).Value);
        Assert.Equal(0.525, SmileDelta.OfStickiness(0.5, 5000, 60000, -0.3, 0).Value, 1e-15);
        Assert.Equal(0.475, SmileDelta.OfStickiness(0.5, 5000, 60000, -0.3, 2).Value, 1e-15);
        Assert.Equal(FigureStatus.OutOfRange, SmileDelta.OfStickiness(0.5, 5000, 0, -0.3, 2).Status);
        Assert.Equal(
            FigureStatus.OutOfRange, SmileDelta.OfMinimumVariance(0.5, 5000, 60000, 0, 0, 0, 0).Status);
    }

    [Fact]
    public void The_stickiness_is_found_again()
    {
        StickinessFit fit = default;
        Assert.Equal(FigureStatus.WarmingUp, fit.Stickiness().Status);
        for (var i = 0; i < 60; i++)
        {
            var r = (((i * 37) % 11) - 5) * 0.002;
            var noise = (((i * 53) % 7) - 3) * 1e-6;
            fit.Add((1.4 * -0.3 * r) + noise, -0.3, r, 0.99);
        }

        Assert.Equal(1.4, fit.Stickiness().Value, 0.01);
        Assert.InRange(fit.StandardError().Value, 1e-6, 0.01);
        Assert.Equal(FigureStatus.NotFinite, fit.Add(double.NaN, 1, 1, 1));
    }

    [Fact]
    public void Vegas_of_two_tenors_cancel_after_their_square_root_of_time()
    {
        Assert.Equal(1, VegaTerm.Weight(30.0 / 365).Value, 1e-15);
        Assert.Equal(0.5, VegaTerm.Weight(120.0 / 365).Value, 1e-15);
        Assert.Equal(VegaTerm.Weight(1.0 / 365), VegaTerm.Weight(0));
        double near = 7.0 / 365, far = 63.0 / 365;
        var beta = VegaTerm.DefaultBeta(near, far);
        var hedge = VegaTerm.NeutralQuantity(-10, 30, 90, beta.Value);
        Assert.Equal(10, hedge.Value, 1e-12);
        var weighted = (-10 * 30 * VegaTerm.Weight(near).Value) + (hedge.Value * 90 * VegaTerm.Weight(far).Value);
        Assert.Equal(0, weighted, 1e-9);
        Assert.Equal(FigureStatus.OutOfRange, VegaTerm.NeutralQuantity(1, 30, 0, 1).Status);
    }
}
