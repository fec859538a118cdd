using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>How policies compose: order, weights, missing inputs, modes, restarts.</summary>
public sealed class ScalingPipelineTests
{
    private const string Targeting = "volatility-target";
    private const string Brake = "drawdown-control";

    [Fact]
    public void Without_policies_the_configured_target_stands()
    {
        EngineRig rig = new EngineRig().With(ParameterId.TargetDelta, 0.7).Ready();
        Assert.Equal(0.7, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
        Assert.Equal(0, rig.Engine.TraceOf(SmallMarket.Bitcoin).Steps.Length);
    }

    [Fact]
    public void An_exposure_without_its_input_proposes_nothing_and_says_which()
    {
        EngineRig rig = Funded().WithPolicy(Targeting).Ready();
        rig.Advance(1200);
        TraceStep step = rig.StepOf(Targeting);
        Assert.Equal(PolicyInput.Volatility, step.Missing);
        Assert.Equal(PolicyRule.MissingInput, step.Rule);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
        EngineReport told = rig.ReportsOf(ReportKind.Policy).First();
        Assert.Equal(PolicyInput.Volatility, told.Policy.Missing);
    }

    [Fact]
    public void Volatility_targeting_holds_capital_times_target_over_volatility()
    {
        EngineRig rig = Funded().WithPolicy(Targeting, ("CapitalShare", 1), ("Buffer", 0)).Ready();
        Zigzag(rig, bars: 40);
        TraceStep step = rig.StepOf(Targeting);
        double sigma = step.Inputs[0];
        Assert.InRange(sigma, 0.5, 3);
        double expected = 1_000_000 * 0.2 / sigma / rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot;
        Assert.Equal(expected, step.Value, expected * 0.02);
        Assert.Equal(step.After, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
    }

    [Fact]
    public void Weights_add_up_and_modulators_multiply_whatever_the_order_of_the_list()
    {
        EngineRig rig = Funded()
            .WithPolicy(Brake, ("FloorShare", 0.5))
            .WithPolicy(Targeting, [SmallMarket.Bitcoin], 2, ("CapitalShare", 0.1))
            .WithPolicy(Targeting, [SmallMarket.Bitcoin], -0.5, ("CapitalShare", 0.1))
            .With(ParameterId.TargetDelta, 0.25).Ready();
        Zigzag(rig, bars: 40);
        TraceStep[] steps = rig.Engine.TraceOf(SmallMarket.Bitcoin).Steps.ToArray();
        Assert.Equal(
            [PolicyStage.Exposure, PolicyStage.Exposure, PolicyStage.Exposure, PolicyStage.Modulator],
            steps.Select(step => step.Stage));
        Assert.Equal(0.25, steps[0].After);
        Assert.Equal(0.25 + (1.5 * steps[1].Value), steps[2].After, 9);
        Assert.Equal(steps[2].After * steps[3].Value, steps[3].After, 9);
        Assert.Equal(steps[3].After, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
    }

    [Fact]
    public void A_halted_agent_gives_up_the_targets_of_its_policies()
    {
        EngineRig rig = Funded().With(ParameterId.DayLossMax, 1e9).WithPolicy(Targeting, ("Buffer", 0)).Ready();
        Zigzag(rig, bars: 40);
        double held = rig.Engine.StatusOf(SmallMarket.Bitcoin).Target;
        Assert.True(held > 0);
        rig.Operator(OperatorAction.Halt);
        rig.Advance(1200);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
        Assert.Equal(PolicyRule.Clipped, rig.Engine.TraceOf(SmallMarket.Bitcoin).Steps[^1].Rule);
    }

    [Fact]
    public void A_restart_from_a_snapshot_decides_as_the_engine_that_was_never_stopped()
    {
        EngineRig rig = Funded().WithPolicy(Targeting).WithPolicy(Brake).Ready();
        Zigzag(rig, bars: 40);
        byte[] snapshot = rig.Snapshot();
        ulong hash = rig.Engine.StateHash();
        rig.Restart(snapshot);
        Assert.Equal(hash, rig.Engine.StateHash());
        Zigzag(rig, bars: 3);
        Assert.NotEqual(0, rig.StepOf(Targeting).Value);
    }

    [Fact]
    public void A_new_list_takes_effect_whole_and_a_policy_that_left_is_forgotten()
    {
        EngineRig rig = Funded().WithPolicy(Targeting).Ready();
        Zigzag(rig, bars: 40);
        Assert.True(rig.Engine.PolicyTallyOf(0, SmallMarket.Bitcoin).Decisions > 0);
        rig.WithoutPolicies().SendParameters();
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
        Assert.Equal(0, rig.Engine.PolicyTallyOf(0, SmallMarket.Bitcoin).Decisions);
    }

    [Fact]
    public void The_brake_shrinks_with_the_cushion_and_a_withdrawal_is_no_drawdown()
    {
        EngineRig rig = Funded().WithPolicy(Brake, ("FloorShare", 0.8)).Ready();
        rig.Advance(1200);
        Assert.Equal(1, rig.StepOf(Brake).Value, 6);
        rig.Balance(CurrencyId.Usdt, 500_000);
        rig.Advance(1200);
        Assert.Equal(1, rig.StepOf(Brake).Value, 6);
        rig.Transfer(CurrencyId.Usdt, -500_000);
        rig.Advance(1200);
        Assert.Equal(1, rig.StepOf(Brake).Value, 6);
        rig.Funding(CurrencyId.Usdt, -50_000, 1);
        rig.Advance(1200);
        Assert.Equal(0.5, rig.StepOf(Brake).Value, 6);
    }

    private static EngineRig Funded()
    {
        var rig = new EngineRig();
        rig.With(ParameterId.BarInterval, 1000).With(ParameterId.DayLossMax, 1e9).With(ParameterId.DrawdownMax, 1e9);
        rig.FundedWith(CurrencyId.Usdt, 1_000_000);
        return rig;
    }

    /// <summary>Bars of one second that go up and down by four basis points.</summary>
    private static void Zigzag(EngineRig rig, int bars)
    {
        for (int i = 0; i < bars; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 20m : -20m));
            rig.Advance(1000, step: 250, quotes: false);
        }
    }
}
