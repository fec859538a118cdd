using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Quant.Options;
using TradingAgent.Runtime.Reports;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>Vega by buckets of expiry, and every leg of a plan worked at once.</summary>
public sealed class VegaBucketTests
{
    private const string Vega = "vega-tolerance";
    private static readonly UnderlyingId Bitcoin = SmallMarket.Bitcoin;
    private static readonly InstrumentId WeekCall = SmallMarket.AtTheMoneyCall;
    private static readonly InstrumentId MonthCall = new(24);

    [Fact]
    public void A_book_that_is_flat_in_all_is_left_alone_without_buckets()
    {
        EngineRig rig = Rig().WithPolicy(Vega, ("Tolerance", 300), ("RiskAversion", 0.001)).Ready();
        rig.Advance(1200);
        Assert.Equal((PolicyRule.Held, 0.0), (rig.StepOf(Vega).Rule, rig.StepOf(Vega).Inputs[4]));
        Assert.True(Math.Abs(rig.StepOf(Vega).Inputs[0]) < 300);
    }

    [Fact]
    public void With_buckets_each_month_is_brought_back_by_options_of_its_own_and_both_at_once()
    {
        EngineRig rig = Rig().WithPolicy(
            Vega, ("Tolerance", 300), ("RiskAversion", 0.001), ("Tolerance1", 100), ("Tolerance2", 100)).Ready();
        rig.Advance(1200);
        TraceStep step = rig.StepOf(Vega);
        Assert.Equal(PolicyRule.Step, step.Rule);
        Assert.InRange(step.Inputs[4], 1, 2);
        IReadOnlyList<EngineCommand> placed = rig.TakePlaced();
        EngineCommand near = Assert.Single(placed, order => order.Instrument == WeekCall);
        EngineCommand far = Assert.Single(placed, order => order.Instrument == MonthCall);
        Assert.Equal((Side.Buy, Side.Sell), (near.Side, far.Side));
        Assert.Equal(
            ["worked", "worked"],
            DecisionPicture.Of(rig.Engine, Bitcoin).WantedLegs.Select(leg => leg.Obstacle ?? "worked"));
        foreach (EngineCommand order in (EngineCommand[])[near, far])
        {
            rig.Accept(order);
            rig.Fill(order, order.Quantity.ToDecimal());
        }
        rig.Advance(1200);
        Assert.Equal(PolicyRule.Held, rig.StepOf(Vega).Rule);
        Assert.Empty(rig.Engine.LegsOf(Bitcoin));
    }

    [Fact]
    public void A_leg_that_fills_alone_leaves_the_other_what_is_left_of_it()
    {
        EngineRig rig = Rig().WithPolicy(
            Vega, ("Tolerance", 300), ("RiskAversion", 0.001), ("Tolerance1", 100), ("Tolerance2", 100)).Ready();
        rig.Advance(1200);
        IReadOnlyList<EngineCommand> placed = rig.TakePlaced();
        EngineCommand near = placed.Single(order => order.Instrument == WeekCall);
        EngineCommand far = placed.Single(order => order.Instrument == MonthCall);
        rig.Accept(near);
        rig.Accept(far);
        rig.Fill(near, near.Quantity.ToDecimal());
        rig.Advance(1200);
        (InstrumentId Instrument, double Quantity, DecisionRule Obstacle) left =
            Assert.Single(rig.Engine.LegsOf(Bitcoin));
        Assert.Equal((MonthCall, DecisionRule.None), (left.Instrument, left.Obstacle));
        Assert.DoesNotContain(rig.Take(), c => c.Kind == CommandKind.CancelOrder && c.Order == far.Order);
    }

    [Fact]
    public void A_bucket_without_a_book_falls_back_and_says_so_and_the_others_go_on()
    {
        EngineRig rig = Rig(hasNear: false).WithPolicy(
            Vega, ("Tolerance", 300), ("RiskAversion", 0.001), ("Tolerance1", 100), ("Tolerance2", 110)).Ready();
        rig.Advance(1200);
        TraceStep step = rig.StepOf(Vega);
        Assert.Equal((PolicyRule.FellBack, 1.0), (step.Rule, step.Inputs[4]));
        Assert.Equal(MonthCall, Assert.Single(rig.Engine.LegsOf(Bitcoin)).Instrument);
    }

    [Fact]
    public void The_best_option_of_an_expiry_is_a_candidate_however_many_of_another_are_better()
    {
        EngineRig rig = Rig(hasNear: false).WithPolicy(
            Vega, ("Tolerance", 1e6), ("RiskAversion", 0.01), ("Tolerance1", 100)).Ready();
        foreach (InstrumentId far in SmallMarket.LinearOptions.Where(id => id.Index >= 20))
        {
            double strike = 90_000 + ((far.Index - 20) / 2 * 5_000);
            Trade(rig, far, 30, strike, isCall: far.Index % 2 == 0, half: 10);
        }
        Trade(rig, WeekCall, 7, half: 60);
        rig.SendParameters();
        foreach (InstrumentId id in rig.Tradable.Where(id => id != SmallMarket.Perpetual)) rig.Fees(id, 0.0003, 0.0003);
        rig.Advance(12_000);
        Assert.Equal(WeekCall, Assert.Single(rig.Engine.LegsOf(Bitcoin)).Instrument);
    }

    [Fact]
    public void A_leg_that_must_wait_says_for_what()
    {
        EngineRig rig = Rig().With(ParameterId.OrderNotionalMax, 5).WithPolicy(
            Vega, ("Tolerance", 300), ("RiskAversion", 0.001), ("Tolerance1", 100), ("Tolerance2", 100)).Ready();
        rig.Advance(1200);
        Assert.Equal(
            ["BelowLot", "BelowLot"],
            DecisionPicture.Of(rig.Engine, Bitcoin).WantedLegs.Select(leg => leg.Obstacle));
    }

    [Fact]
    public void Gamma_and_vega_wanted_apart_take_a_leg_of_each_expiry_at_once()
    {
        EngineRig rig = Rig(held: 0).With(ParameterId.BarInterval, 1000).WithPolicy(
            "greeks-hedge", ("RiskAversion", 0.01), ("Volatility", 0), ("GammaTarget", 3e-4), ("VegaTarget", -500),
            ("GammaWeight", 50)).Ready();
        for (int i = 0; i < 40; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 20m : -20m));
            rig.Advance(1000, step: 250);
        }
        HashSet<InstrumentId> wanted = [.. rig.Engine.LegsOf(Bitcoin).Select(leg => leg.Instrument)];
        Assert.Equal([WeekCall, MonthCall], wanted.OrderBy(id => id.Index));
        IEnumerable<InstrumentId> placed = rig.Commands.Where(c => c.Kind == CommandKind.PlaceOrder)
            .Select(c => c.Instrument);
        Assert.Superset(wanted, placed.ToHashSet());
    }

    [Fact]
    public void Edges_that_do_not_ascend_are_a_contradiction()
    {
        PolicyDefinition definition = PolicyList.Find(Vega)!;
        double[] values = [.. definition.Parameters.Select(p => p.Name switch
        {
            "Tolerance" => 100,
            "Days2" => 5,
            _ => p.Default,
        })];
        (string parameter, string problem) = Assert.Single(definition.Check(new PolicyValues(definition, values)));
        Assert.Equal("Days2", parameter);
        Assert.Contains("Days1", problem);
    }

    /// <summary>Short calls of a week and as many long of a month: on the scale of 30 days they are flat.</summary>
    private static EngineRig Rig(decimal held = 5, bool hasNear = true)
    {
        EngineRig rig = new EngineRig().Holding(WeekCall, -held).Holding(MonthCall, held)
            .Charging(SmallMarket.Perpetual, 0.0002, 0.00055).Charging(MonthCall, 0.0003, 0.0003);
        Trade(rig, MonthCall, 30);
        if (hasNear)
        {
            rig.Charging(WeekCall, 0.0003, 0.0003);
            Trade(rig, WeekCall, 7);
        }
        return rig;
    }

    private static void Trade(
        EngineRig rig, InstrumentId option, int days, double strike = 100_000, bool isCall = true, decimal half = 20)
    {
        var mid = (decimal)Math.Round(Black76.Evaluate(isCall, 100_000, strike, days / 365.0, 0.5).Price);
        rig.OptionBook(option, mid - half, mid + half, size: 100);
        rig.Tradable.Add(option);
    }
}
