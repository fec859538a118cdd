using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.Runtime.Reports;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>What margin, notional and messages clip or veto stands in the trace of the decision, as long as it
/// does.</summary>
public sealed class BudgetTraceTests
{
    private static readonly UnderlyingId Bitcoin = SmallMarket.Bitcoin;

    [Fact]
    public void An_order_cut_to_its_notional_says_so_in_the_trace()
    {
        EngineRig rig = Wanting(2).With(ParameterId.OrderNotionalMax, 50_000).Ready();
        rig.Advance(1200);
        BudgetStep step = Assert.Single(Budget(rig));
        Assert.Equal((RiskBudget.Notional, PolicyRule.Clipped), (step.Budget, step.Rule));
        Assert.Equal((2, 0.5, 50_000), (Math.Round(step.Wanted, 1), step.Allowed, step.Limit));
        Assert.True(step.Measured > 190_000);
        DecisionPicture picture = DecisionPicture.Of(rig.Engine, Bitcoin);
        Assert.Equal("Notional", Assert.Single(picture.Budget).Budget);
        Assert.Contains(
            picture.Lines(), line => line.Contains("budget of Notional: Clipped", StringComparison.Ordinal));
    }

    [Fact]
    public void One_cut_to_the_largest_delta_of_an_order_says_so_and_it_is_over_with_the_hedge()
    {
        EngineRig rig = Wanting(2).With(ParameterId.OrderDeltaMax, 1.5).With(ParameterId.BandInnerShare, 0).Ready();
        rig.Advance(1200);
        BudgetStep step = Assert.Single(Budget(rig));
        Assert.Equal((RiskBudget.OrderDelta, 1.5), (step.Budget, step.Allowed));
        rig.Fill(rig.AcceptOrder(), 1.5m);
        rig.Advance(1200);
        Assert.Empty(Budget(rig));
    }

    [Fact]
    public void A_message_budget_that_is_used_up_is_named_until_a_message_goes()
    {
        EngineRig rig = Wanting(2).With(ParameterId.OrderDeltaMax, 1).With(ParameterId.MessagesPerSecond, 0.1)
            .With(ParameterId.MessageBurst, 1).With(ParameterId.BandInnerShare, 0).Ready();
        rig.Advance(1200);
        rig.Fill(rig.AcceptOrder(), 1);
        rig.Advance(2500);
        BudgetStep step = Budget(rig).Single(one => one.Rule == PolicyRule.Vetoed);
        Assert.Equal((RiskBudget.Messages, Refusal.MessageBudget), (step.Budget, step.Reason));
        Assert.Equal((1, 0.0), (step.Wanted, step.Allowed));
        BudgetLine line = DecisionPicture.Of(rig.Engine, Bitcoin).Budget.Single(one => one.Rule == "Vetoed");
        Assert.Equal(("Messages", "MessageBudget", null), (line.Budget, line.Reason, line.Measured));
        rig.Advance(12_000);
        Assert.DoesNotContain(Budget(rig), one => one.Rule == PolicyRule.Vetoed);
    }

    [Fact]
    public void Margin_that_lets_no_new_risk_through_is_named_until_there_is_room()
    {
        var call = new InstrumentId(24);
        EngineRig rig = new EngineRig().With(ParameterId.LiquidationDistanceMin, 0)
            .OptionBook(call, 5_700, 5_740, size: 100)
            .Charging(SmallMarket.Perpetual, 0.0002, 0.00055).Charging(call, 0.0003, 0.0003)
            .WithPolicy("vega-tolerance", ("Tolerance", 100), ("Target", 1_000), ("RiskAversion", 0.001));
        rig.Tradable.Add(call);
        rig.Ready();
        rig.Margin(VenueId.Bybit, 49_000, 100_000);
        rig.Advance(1200);
        Assert.Empty(rig.TakePlaced());
        BudgetStep step = Assert.Single(Budget(rig));
        Assert.Equal((RiskBudget.Margin, PolicyRule.Vetoed), (step.Budget, step.Rule));
        Assert.Equal(Refusal.VenueMargin, step.Reason);
        Assert.Equal((call, true), (step.Instrument, step.IsOption));
        rig.Margin(VenueId.Bybit, 10_000, 100_000);
        rig.Operator(OperatorAction.Resume, LimitKind.MarginRatio);
        rig.Advance(1200);
        Assert.Single(rig.TakePlaced());
        Assert.Empty(Budget(rig));
    }

    [Fact]
    public void A_mode_that_clips_the_target_names_the_limit_that_set_it()
    {
        EngineRig rig = Wanting(2).With(ParameterId.MarginRatioMax, 0.8).With(ParameterId.LiquidationDistanceMin, 0)
            .Ready();
        rig.Margin(VenueId.Bybit, 70_000, 100_000);
        rig.Advance(1200);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.StatusOf(Bitcoin).Mode);
        TraceStep step = rig.Engine.TraceOf(Bitcoin).Steps[^1];
        Assert.Equal((PolicyStage.Constraint, LimitKind.MarginRatio), (step.Stage, step.Cause));
        Assert.Equal("mode by MarginRatio", DecisionPicture.Of(rig.Engine, Bitcoin).Trace[^1].Policy);
    }

    private static EngineRig Wanting(double coins) =>
        new EngineRig().WithPolicy("linear", ("Goal", coins), ("Step", coins));

    private static BudgetStep[] Budget(EngineRig rig) => rig.Engine.TraceOf(Bitcoin).Budget.ToArray();
}
