using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;
using TradingAgent.Quant.Volatility;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Sizing;

public sealed class RiskControlTests
{
    private static readonly VolatilityTarget Target = new(0.4, 2, 0.1, 0.1, 0);

    [Fact]
    public void Volatility_target_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("vol_target.csv");
        var variance = new EwmaVariance();
        double held = 0, wealth = 1;
        foreach (var row in t.Rows)
        {
            if (!t.IsBlank(row, "forecast_vol_before"))
            {
                var sigma = variance.Annualised(365);
                ReferenceRows.Near(t.Of(row, "forecast_vol_before"), sigma, 1e-12);
                ReferenceRows.Near(t.Of(row, "target_leverage"), Target.Leverage(sigma).Value, 1e-12);
                held = Target.Next(sigma, held).Value;
                ReferenceRows.Near(t.Of(row, "held_leverage_10pct_buffer"), held, 1e-12);
                wealth *= 1 + (held * t.Of(row, "ret"));
            }

            ReferenceRows.Near(t.Of(row, "wealth"), wealth, 1e-11);
            variance.Add(t.Of(row, "ret"), 0.94);
        }
    }

    [Fact]
    public void Volatility_managed_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("vol_managed.csv");
        for (var row = 1; row < t.Count; row++)
        {
            var weight = VolatilityTarget.ManagedWeight(t.Of(row, "c"), Figure.Of(t.Of(row - 1, "realised_var")));
            ReferenceRows.Near(t.Of(row, "weight"), weight, 1e-12);
        }
    }

    [Fact]
    public void Drawdown_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("drawdown_control.csv");
        (string Wealth, string Exposure, DrawdownControl Control)[] rules =
        [
            ("cppi_wealth", "cppi_exposure_m3_floor80_cap2x", new(DrawdownRule.FixedFloor, 3, 0.8, 2, 0)),
            ("tipp_wealth", "tipp_exposure_m3_cap2x", new(DrawdownRule.RisingFloor, 3, 0.8, 2, 0)),
            ("gz_wealth", "gz_exposure_k1_5_alpha0_8", new(DrawdownRule.PeakShare, 1.5, 0.8, 0, 0)),
        ];
        foreach (var (wealthName, exposureName, control) in rules)
        {
            var state = new DrawdownState();
            double wealth = 100;
            foreach (var row in t.Rows)
            {
                state.Take(wealth, control);
                ReferenceRows.Near(t.Of(row, wealthName), wealth, 1e-12);
                var exposure = state.Exposure(control).Value;
                ReferenceRows.Near(t.Of(row, exposureName), exposure, 1e-11);
                wealth += exposure * t.Of(row, "ret");
            }
        }
    }

    [Fact]
    public void Leverage_falls_with_volatility_and_keeps_its_cap_and_floor()
    {
        var last = double.MaxValue;
        for (var sigma = 0.01; sigma < 3; sigma *= 1.1)
        {
            var size = Target.Leverage(Figure.Of(sigma));
            Assert.InRange(size.Value, 0, Math.Min(2, last));
            last = size.Value;
        }

        Assert.Equal(SizeBound.Leverage, Target.Leverage(Figure.Of(0.05)).Bound);
        var floored = (Target with { SigmaMin = 0.5 }).Leverage(Figure.Of(0.05));
        Assert.Equal(new BoundedSize(FigureStatus.Ok, 0.8, 8, SizeBound.VolatilityFloor), floored);
        Assert.Equal(FigureStatus.WarmingUp, Target.Leverage(Figure.None(FigureStatus.WarmingUp)).Status);
    }

    [Fact]
    public void Inside_the_buffer_the_leverage_stays_and_outside_it_moves_no_faster_than_allowed()
    {
        Assert.Equal(SizeBound.Band, Target.Next(Figure.Of(0.5), 0.85).Bound);
        Assert.Equal(0.85, Target.Next(Figure.Of(0.5), 0.85).Value);
        Assert.Equal(0.8, Target.Next(Figure.Of(0.5), 0.7).Value);
        var slow = Target with { ChangeMax = 0.05 };
        Assert.Equal(0.75, slow.Next(Figure.Of(0.5), 0.7).Value, 1e-15);
        Assert.Equal(SizeBound.Speed, slow.Next(Figure.Of(0.5), 0.7).Bound);
    }

    [Fact]
    public void At_the_floor_the_exposure_locks_until_a_restart()
    {
        var control = new DrawdownControl(DrawdownRule.PeakShare, 1.5, 0.8, 0, 0);
        var state = new DrawdownState();
        Assert.Equal(FigureStatus.WarmingUp, state.Exposure(control).Status);
        state.Take(100, control);
        Assert.Equal(1, state.Multiplier().Value);
        state.Take(90, control);
        Assert.Equal(0.5, state.Multiplier().Value, 1e-15);
        state.Take(80, control);
        Assert.True(state.IsLocked);
        state.Take(120, control);
        Assert.Equal(0, state.Multiplier().Value);
        Assert.Equal(SizeBound.Exhausted, state.Exposure(control).Bound);
        state.Restart();
        state.Take(120, control);
        Assert.Equal(1, state.Multiplier().Value);
        Assert.Equal(FigureStatus.NotFinite, state.Take(double.NaN, control));
    }

    [Fact]
    public void A_withdrawal_is_no_drawdown()
    {
        var control = new DrawdownControl(DrawdownRule.PeakShare, 1.5, 0.8, 0, 0);
        var state = new DrawdownState();
        state.Take(100, control);
        state.Take(95, control);
        var before = state.Multiplier().Value;
        Assert.Equal(FigureStatus.Ok, state.Transfer(-47.5));
        state.Take(47.5, control);
        Assert.Equal(before, state.Multiplier().Value, 1e-12);
        Assert.Equal(50, state.Peak, 1e-12);
    }

    [Fact]
    public void Grossman_and_Zhou_with_unit_risk_aversion_is_kelly_on_the_surplus()
    {
        Assert.Equal(4, DrawdownControl.GrossmanZhouMultiple(1, 0.5, 0.8, 1).Value, 1e-14);
        Assert.Equal(FigureStatus.OutOfRange, DrawdownControl.GrossmanZhouMultiple(1, 0, 0.8, 1).Status);
    }

    [Fact]
    public void A_risk_budget_over_the_distance_to_the_stop_never_loses_more_than_the_budget()
    {
        var budget = new LossBudget(500, 10, 12, 30);
        var size = budget.Quantity(60000, 59000);
        Assert.Equal(500.0 / 1042, size.Value, 1e-15);
        Assert.True(size.Value * (1000 + 12 + 30) <= 500 + 1e-9);
        Assert.Equal(size, budget.Quantity(59000, 60000));
        Assert.Equal(SizeBound.Leverage, budget.Quantity(60000, 59999).Bound);
        Assert.Equal(SizeBound.Exhausted, (budget with { Budget = -1 }).Quantity(60000, 59000).Bound);
        Assert.Equal(FigureStatus.OutOfRange, budget.Quantity(60000, 60000).Status);
    }
}
