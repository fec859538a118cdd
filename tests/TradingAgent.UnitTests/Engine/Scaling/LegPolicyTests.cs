using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.Quant.Options;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>Neutralisers of gamma and vega: option legs chosen, worked passively and bounded by the gate.</summary>
public sealed class LegPolicyTests
{
    private const string Vega = "vega-tolerance";
    private const string Greeks = "greeks-hedge";
    private static readonly InstrumentId MonthCall = new(24);

    [Fact]
    public void Vega_inside_its_tolerance_is_left_alone()
    {
        EngineRig rig = Rig(shortCalls: 10).WithPolicy(Vega, ("Tolerance", 1e6)).Ready();
        rig.Advance(1200);
        Assert.Equal(PolicyRule.Held, rig.StepOf(Vega).Rule);
        Assert.DoesNotContain(rig.TakePlaced(), order => order.Instrument != SmallMarket.Perpetual);
    }

    [Fact]
    public void Vega_outside_its_tolerance_is_brought_back_by_a_passive_order_in_an_option()
    {
        EngineRig rig = Rig(shortCalls: 10)
            .WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 0.001), ("SizeMax", 100)).Ready();
        rig.Advance(1200);
        TraceStep step = rig.StepOf(Vega);
        Assert.Equal(PolicyRule.Step, step.Rule);
        EngineCommand order = Assert.Single(rig.TakePlaced(), order => order.Instrument == MonthCall);
        Assert.Equal((Side.Buy, TimeInForce.PostOnly), (order.Side, order.TimeInForce));
        Assert.Equal((decimal)step.Value, order.Quantity.ToDecimal());
        double vega = rig.Engine.StatusOf(SmallMarket.Bitcoin).VegaPerVolPoint;
        Assert.True(vega < -100);
        // What is asked for ends inside the tolerance and never across the target.
        Assert.InRange(step.Inputs[0] + (step.Value * step.Inputs[5]), -100, 0);
    }

    [Fact]
    public void A_filled_leg_brings_vega_inside_and_its_delta_is_hedged()
    {
        EngineRig rig = Rig(shortCalls: 4).WithPolicy(Vega, ("Tolerance", 150), ("RiskAversion", 0.001)).Ready();
        rig.Advance(1200);
        double before = rig.Engine.StatusOf(SmallMarket.Bitcoin).VegaPerVolPoint;
        EngineCommand order = Assert.Single(rig.TakePlaced(), order => order.Instrument == MonthCall);
        rig.Accept(order);
        rig.Fill(order, order.Quantity.ToDecimal());
        rig.Advance(1200);
        double after = rig.Engine.StatusOf(SmallMarket.Bitcoin).VegaPerVolPoint;
        Assert.True(Math.Abs(after) < Math.Abs(before), $"{before} became {after}");
        Assert.Equal(PolicyRule.Held, rig.StepOf(Vega).Rule);
    }

    [Fact]
    public void A_change_that_costs_more_than_it_saves_waits_unless_the_hard_limit_forces_it()
    {
        EngineRig rig = Rig(shortCalls: 10).WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 1e-9)).Ready();
        rig.Advance(1200);
        Assert.Equal(PolicyRule.TooDear, rig.StepOf(Vega).Rule);
        EngineRig forced = Rig(shortCalls: 10)
            .WithPolicy(Vega, ("Tolerance", 100), ("Hard", 200), ("RiskAversion", 1e-9)).Ready();
        forced.Advance(1200);
        Assert.NotEqual(0, forced.StepOf(Vega).Value);
        Assert.Contains(forced.TakePlaced(), order => order.Instrument == MonthCall);
    }

    [Fact]
    public void Without_option_books_nothing_is_proposed_and_the_delta_is_hedged_alone()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.AtTheMoneyCall, -10)
            .WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 0.001)).Ready();
        rig.Advance(1200);
        Assert.Equal(PolicyInput.HedgeInstruments, rig.StepOf(Vega).Missing);
        Assert.All(rig.TakePlaced(), order => Assert.Equal(SmallMarket.Perpetual, order.Instrument));
        EngineRig together = new EngineRig().With(ParameterId.BarInterval, 1000)
            .Holding(SmallMarket.AtTheMoneyCall, -10).Charging(SmallMarket.Perpetual, 0.0002, 0.00055)
            .WithPolicy(Greeks).Ready();
        Zigzag(together, 40);
        Assert.Equal(PolicyRule.FellBack, together.StepOf(Greeks).Rule);
    }

    [Fact]
    public void An_option_whose_fee_nobody_said_is_no_candidate_until_somebody_does()
    {
        EngineRig rig = Rig(shortCalls: 10, isCharged: false)
            .WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 0.001), ("SizeMax", 100)).Ready();
        rig.Advance(1200);
        Assert.Equal(PolicyInput.HedgeInstruments, rig.StepOf(Vega).Missing);
        rig.Fees(MonthCall, 0.0003, 0.0003);
        rig.Advance(12_000);
        Assert.Equal(PolicyInput.None, rig.StepOf(Vega).Missing);
        Assert.NotEqual(0, rig.StepOf(Vega).Value);
    }

    [Fact]
    public void Greeks_together_lower_gamma_and_vega_at_once()
    {
        EngineRig rig = Rig(shortCalls: 10).With(ParameterId.BarInterval, 1000)
            .WithPolicy(Greeks, ("RiskAversion", 0.001), ("Volatility", 0)).Ready();
        Zigzag(rig, 40);
        TraceStep step = rig.StepOf(Greeks);
        Assert.Equal(PolicyRule.Step, step.Rule);
        Assert.True(step.Value > 0, "a short book buys");
        Assert.True(step.Inputs[0] > 0, "it saves");
        double gamma = rig.Engine.StatusOf(SmallMarket.Bitcoin).Gamma;
        Assert.True(Math.Abs(step.Inputs[2]) < Math.Abs(gamma));
        Assert.Contains(rig.Commands, order => order.Kind == CommandKind.PlaceOrder && order.Instrument == MonthCall);
    }

    [Fact]
    public void A_change_that_is_too_small_for_an_order_is_said_once()
    {
        EngineRig rig = Rig(shortCalls: 10).With(ParameterId.OrderNotionalMax, 5)
            .WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 0.001)).Ready();
        rig.Advance(3000);
        Assert.NotEqual(0, rig.StepOf(Vega).Value);
        Assert.DoesNotContain(rig.TakePlaced(), order => order.Instrument == MonthCall);
        EngineReport told = Assert.Single(rig.ReportsOf(ReportKind.Decision), r => r.Instrument == MonthCall);
        Assert.Equal(DecisionRule.BelowLot, told.Decision.Rule);
        Assert.True(told.Decision.Amount > 0);
    }

    [Fact]
    public void One_option_order_at_a_time_and_none_beside_one_that_is_unknown()
    {
        EngineRig rig = Rig(shortCalls: 10).WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 0.001)).Ready();
        rig.Advance(1200);
        EngineCommand order = Assert.Single(rig.TakePlaced(), order => order.Instrument == MonthCall);
        rig.Unknown(order);
        rig.Advance(3000);
        Assert.DoesNotContain(rig.TakePlaced(), placed => placed.Instrument.Index >= 10);
    }

    [Fact]
    public void A_halt_takes_the_option_order_off_and_places_no_other()
    {
        EngineRig rig = Rig(shortCalls: 10).With(ParameterId.OnHalt, 0)
            .WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 0.001)).Ready();
        rig.Advance(1200);
        EngineCommand order = Assert.Single(rig.TakePlaced(), order => order.Instrument == MonthCall);
        rig.Accept(order);
        rig.Operator(OperatorAction.Halt);
        Assert.Contains(rig.Take(), command =>
            command.Kind == CommandKind.CancelOrder && command.Order == order.Order);
        rig.Advance(2000);
        Assert.DoesNotContain(rig.TakePlaced(), placed => placed.Instrument.Index >= 10);
    }

    [Fact]
    public void A_restart_with_a_plan_and_candidates_is_the_engine_that_was_never_stopped()
    {
        EngineRig rig = Rig(shortCalls: 10).WithPolicy(Vega, ("Tolerance", 100), ("RiskAversion", 0.001)).Ready();
        rig.Advance(1200);
        byte[] snapshot = rig.Snapshot();
        ulong hash = rig.Engine.StateHash();
        rig.Restart(snapshot);
        Assert.Equal(hash, rig.Engine.StateHash());
    }

    /// <summary>Short calls a week out; a call of a month out has a book and may be traded.</summary>
    private static EngineRig Rig(decimal shortCalls, bool isCharged = true)
    {
        double years = 30 / 365.0;
        var mid = (decimal)Math.Round(Black76.Evaluate(true, 100_000, 100_000, years, 0.5).Price);
        EngineRig rig = new EngineRig().Holding(SmallMarket.AtTheMoneyCall, -shortCalls)
            .OptionBook(MonthCall, mid - 20, mid + 20, size: 100)
            .Charging(SmallMarket.Perpetual, 0.0002, 0.00055);
        if (isCharged) rig.Charging(MonthCall, 0.0003, 0.0003);
        rig.Tradable.Add(MonthCall);
        return rig;
    }

    private static void Zigzag(EngineRig rig, int bars)
    {
        for (int i = 0; i < bars; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 20m : -20m));
            rig.Advance(1000, step: 250);
        }
    }
}
