using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.Quant.Hedging;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Quant.Sizing;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>Neutralisers of delta, on an engine that holds options.</summary>
public sealed class BandPolicyTests
{
    private const string Band = "delta-band";
    private const string Scalp = "gamma-scalp";

    [Fact]
    public void Whalley_and_Wilmott_follow_gamma_and_cost()
    {
        EngineRig rig = Short(10).WithPolicy(Band, ("Cost", 0.0003), ("WidthMax", 100)).Ready();
        rig.Advance(1200);
        TraceStep step = rig.StepOf(Band);
        double expected = WhalleyWilmott.HalfWidth(100_000, step.Inputs[1], 0.0003, 1e-5);
        Assert.Equal(expected, step.Value, 9);
        Assert.Equal(expected, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band, 9);
    }

    [Fact]
    public void Zakamouline_takes_time_and_volatility_from_where_the_gamma_sits()
    {
        EngineRig rig = Short(10).WithPolicy(Band, ("Kind", 2), ("Cost", 0.0003), ("WidthMax", 100)).Ready();
        rig.Advance(1200);
        TraceStep step = rig.StepOf(Band);
        double years = ((7 * 86_400) - (rig.Now - SmallMarket.Start).Seconds) / (365.0 * 86_400);
        Zakamouline expected = Zakamouline.Band(100_000, step.Inputs[1], 0.0003, 1e-5, 0.5, years);
        Assert.Equal(expected.HalfWidth, step.Value, 3);
    }

    [Fact]
    public void A_skewed_band_tolerates_more_above_the_target_and_hedges_to_the_edge_when_told()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 1.25m)
            .With(ParameterId.TargetDelta, 1)
            .WithPolicy(Band, ("Kind", 0), ("Width", 0.2), ("Skew", 0.5), ("InnerShare", 1)).Ready();
        rig.Advance(1200);
        Assert.Empty(rig.TakePlaced());
        rig.With(ParameterId.TargetDelta, 0.9).SendParameters();
        rig.Advance(1200);
        // 0.35 above the target, 0.3 tolerated: back to the edge is 0.05.
        Assert.Equal(0.05m, rig.TakeOrder().Quantity.ToDecimal());
        Assert.Equal(0.3, rig.StepOf(Band).Inputs[5], 9);
        Assert.Equal(0.1, rig.StepOf(Band).Inputs[4], 9);
    }

    [Fact]
    public void A_hedge_ratio_goes_part_of_the_way()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 1)
            .WithPolicy(Band, ("Kind", 0), ("Width", 0.1), ("InnerShare", 0), ("HedgeRatio", 0.5)).Ready();
        rig.Advance(1200);
        Assert.Equal(0.5m, rig.TakeOrder().Quantity.ToDecimal());
    }

    [Fact]
    public void Leland_moves_the_target_by_what_the_cost_makes_of_the_delta()
    {
        // Out of the money, where the delta depends on the volatility.
        EngineRig rig = new EngineRig().Holding(SmallMarket.LinearOptions[8], -10)
            .WithPolicy(Band, ("Delta", 3), ("Cost", 0.001), ("Interval", 600_000), ("Width", 100)).Ready();
        rig.Advance(1200);
        double years = ((7 * 86_400) - 3.6) / (365.0 * 86_400);
        double adjusted = LelandVolatility.Adjusted(0.001, 0.5, 600.0 / (365 * 86_400), true).Value;
        double black = Black76.Evaluate(true, 100_000, 110_000, years, 0.5).Delta;
        double leland = Black76.Evaluate(true, 100_000, 110_000, years, adjusted).Delta;
        Assert.Equal(-10 * (leland - black), rig.StepOf(Band).Inputs[3], 4);
        Assert.Equal(10 * (leland - black), rig.Engine.StatusOf(SmallMarket.Bitcoin).Target, 4);
    }

    [Fact]
    public void A_minimum_variance_delta_uses_its_coefficients()
    {
        EngineRig rig = Short(10).WithPolicy(Band, ("Delta", 2), ("A", -0.25), ("B", 0.1), ("Cost", 0.0003)).Ready();
        rig.Advance(1200);
        double years = ((7 * 86_400) - 3.6) / (365.0 * 86_400);
        OptionGreeks greeks = Black76.Evaluate(true, 100_000, 100_000, years, 0.5);
        double delta = SmileDelta.OfMinimumVariance(
            greeks.Delta, greeks.VegaPerPoint * 100, 100_000, years, -0.25, 0.1, 0).Value;
        Assert.Equal(-10 * (delta - greeks.Delta), rig.StepOf(Band).Inputs[3], 4);
    }

    [Fact]
    public void Before_its_first_band_a_policy_that_lacks_an_input_says_so_and_the_configured_band_holds()
    {
        EngineRig rig = Short(10).WithPolicy(Band, ("Delta", 1), ("Cost", 0.0003)).Ready();
        rig.Advance(1200);
        Assert.Equal(PolicyInput.Surface, rig.StepOf(Band).Missing);
        Assert.Equal(0.1, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
    }

    [Fact]
    public void A_smile_aware_delta_adds_vega_times_the_slope()
    {
        EngineRig rig = Short(10).WithPolicy(Band, ("Delta", 1), ("Cost", 0.0003), ("Width", 100)).Ready();
        rig.Smile(Smile());
        rig.Advance(1200);
        Assert.True(rig.Engine.TrySmileSlope(SmallMarket.AtTheMoneyCall, out var slope));
        double years = ((7 * 86_400) - 3.6) / (365.0 * 86_400);
        double vega = Black76.Evaluate(true, 100_000, 100_000, years, 0.5).VegaPerPoint;
        Assert.NotEqual(0, slope.PerForward);
        Assert.Equal(-10 * vega * 100 * slope.PerForward, rig.StepOf(Band).Inputs[3], 4);
    }

    [Fact]
    public void A_smile_that_is_lost_leaves_the_last_band_standing_with_its_shift_and_trades_nothing()
    {
        EngineRig rig = Short(10).With(ParameterId.SurfaceAgeMax, 5000)
            .WithPolicy(Band, ("Delta", 1), ("Cost", 0.0003), ("Width", 100)).Ready();
        rig.Smile(Smile());
        rig.Advance(1200);
        double target = rig.Engine.StatusOf(SmallMarket.Bitcoin).Target;
        Assert.NotEqual(0, target);
        rig.Advance(10_000);
        Assert.Equal(PolicyInput.Surface, rig.StepOf(Band).Missing);
        Assert.Equal(target, rig.StepOf(Band).After, 2);
        Assert.Equal(target, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target, 2);
        Assert.Equal(100, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
        Assert.Empty(rig.TakePlaced());
        rig.Restart(rig.Snapshot());
        rig.SendParameters();
        rig.Advance(1200);
        Assert.Equal(target, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target, 2);
    }

    [Fact]
    public void A_list_with_another_band_policy_begins_with_the_configured_band()
    {
        EngineRig rig = Short(10).WithPolicy(Band, ("Kind", 0), ("Width", 100)).Ready();
        rig.Advance(1200);
        Assert.Equal(100, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
        rig.WithoutPolicies().WithPolicy(Scalp).SendParameters();
        rig.Advance(1200);
        Assert.Equal(PolicyInput.Volatility, rig.StepOf(Scalp).Missing);
        Assert.Equal(0.1, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
    }

    [Theory]
    [InlineData("Skew")]
    [InlineData("HedgeRatio")]
    public void A_band_with_a_number_that_is_none_does_not_leave_its_policy(string parameter)
    {
        EngineRig rig = Short(10).WithPolicy(Band, ("Kind", 0), ("Width", 5), (parameter, double.NaN)).Ready();
        rig.Advance(1200);
        Assert.Equal(PolicyInput.FiniteResult, rig.StepOf(Band).Missing);
        Assert.Equal(0.1, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
        Assert.True(double.IsFinite(rig.Engine.StatusOf(SmallMarket.Bitcoin).Target));
    }

    [Fact]
    public void Short_gamma_is_left_to_the_configured_band_when_told_so()
    {
        InstrumentId far = SmallMarket.LinearOptions[8];
        EngineRig rig = new EngineRig().Holding(SmallMarket.AtTheMoneyCall, 10).Holding(far, -10)
            .With(ParameterId.BarInterval, 1000)
            .WithPolicy(Scalp, ("Move", 1), ("WidthMax", 50), ("LongGammaOnly", 1)).Ready();
        for (int i = 0; i < 40; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 0.2m : -0.2m));
            rig.Advance(1000, step: 250, quotes: false);
        }
        rig.Take();
        Assert.Equal(50, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
        // The call that is held becomes flat in gamma, the one that was sold does not.
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 4, 100_000);
        rig.Advance(2000);
        Assert.True(rig.Engine.StatusOf(SmallMarket.Bitcoin).Gamma < 0);
        Assert.Equal(PolicyRule.FellBack, rig.StepOf(Scalp).Rule);
        Assert.Equal(0.1, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
        Assert.NotEmpty(rig.TakePlaced());
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0.5, 100_000);
        rig.Advance(2000);
        Assert.Equal(PolicyRule.Held, rig.StepOf(Scalp).Rule);
        Assert.Equal(50, rig.Engine.StatusOf(SmallMarket.Bitcoin).Band);
    }

    [Fact]
    public void A_gamma_scalp_waits_for_its_move_and_then_hedges_to_the_centre()
    {
        EngineRig rig = Short(-10).With(ParameterId.BarInterval, 1000)
            .WithPolicy(Scalp, ("Move", 1), ("WidthMax", 50), ("Tolerance", 0.02)).Ready();
        for (int i = 0; i < 40; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 0.2m : -0.2m));
            rig.Advance(1000, step: 250, quotes: false);
        }
        rig.Take();
        Assert.Equal(PolicyRule.Held, rig.StepOf(Scalp).Rule);
        double daily = rig.StepOf(Scalp).Inputs[2];
        Assert.InRange(daily, 50, 200);
        rig.Mid(100_000 + (decimal)Math.Floor(daily * 0.5));
        Assert.Empty(rig.TakePlaced());
        rig.Mid(100_000 + (decimal)Math.Ceiling(daily * 1.2));
        rig.Advance(300);
        Assert.Equal(PolicyRule.Step, rig.StepOf(Scalp).Rule);
        Assert.NotEmpty(rig.TakePlaced());
    }

    [Fact]
    public void A_ladder_rests_ahead_of_the_price_on_both_sides_and_follows_a_fill()
    {
        EngineRig rig = Short(-10).With(ParameterId.BarInterval, 1000)
            .WithPolicy(Scalp, ("Move", 5), ("WidthMax", 50), ("LadderOrders", 2), ("LadderStep", 1)).Ready();
        for (int i = 0; i < 40; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 0.2m : -0.2m));
            rig.Advance(1000, step: 250, quotes: false);
        }
        rig.Advance(3000);
        // Before there was a volatility the configured band hedged at the touch.
        EngineCommand[] rungs =
            [.. rig.TakePlaced().Where(order => Math.Abs(order.Price.ToDouble() - 100_000) > 5)];
        Assert.Equal(4, rungs.Length);
        Assert.Equal(2, rungs.Count(order => order.Side == Side.Sell && order.Price > Price.From(100_000)));
        Assert.Equal(2, rungs.Count(order => order.Side == Side.Buy && order.Price < Price.From(100_000)));
        Assert.All(rungs, order => Assert.Equal(TimeInForce.PostOnly, order.TimeInForce));
        double gamma = rig.Engine.StatusOf(SmallMarket.Bitcoin).Gamma;
        EngineCommand first = rungs.Where(order => order.Side == Side.Sell).MinBy(order => order.Price.Raw);
        double step = first.Price.ToDouble() - 100_000;
        Assert.Equal(gamma * step, first.Quantity.ToDouble(), 2);
        foreach (EngineCommand order in rungs) rig.Accept(order);
        rig.Operator(OperatorAction.Halt);
        EngineCommand[] cancels = [.. rig.Take().Where(command => command.Kind == CommandKind.CancelOrder)];
        Assert.All(rungs, rung => Assert.Contains(cancels, cancel => cancel.Order == rung.Order));
    }

    [Fact]
    public void Two_owners_of_one_band_are_two_too_many()
    {
        Assert.Equal("delta band", TradingAgent.Engine.Scaling.Policies.PolicyList.Find(Band)!.Owns);
        Assert.Equal("delta band", TradingAgent.Engine.Scaling.Policies.PolicyList.Find(Scalp)!.Owns);
    }

    /// <summary>Short so many calls at the money, a week out; a negative number is long.</summary>
    private static EngineRig Short(decimal calls) => new EngineRig().Holding(SmallMarket.AtTheMoneyCall, -calls);

    private static SurfaceFitted Smile()
    {
        double years = 7 / 365.0;
        return new SurfaceFitted
        {
            Underlying = SmallMarket.Bitcoin,
            Expiry = SmallMarket.Start + Duration.FromSeconds(7 * 86_400),
            Status = SurfaceStatus.Fitted,
            A = 0.25 * years * 0.9,
            B = 0.01,
            Rho = -0.4,
            M = 0,
            Sigma = 0.1,
            YearFraction = years,
            Reach = 0.5,
            Quotes = 9,
        };
    }
}
