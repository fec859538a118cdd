using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>What policies lock by limits of their own: who opens it.</summary>
public sealed class PolicyLockTests
{
    private const string Brake = "drawdown-control";
    private const string Ladder = "martingale";
    private ulong _paid;

    [Fact]
    public void A_drawdown_locks_and_only_resuming_the_policies_opens_it()
    {
        EngineRig rig = Locked();
        Assert.Empty(rig.Engine.Breaches.ToArray());
        rig.Operator(OperatorAction.Resume, LimitKind.Policy);
        Assert.Equal(PolicyRule.Formula, rig.StepOf(Brake).Rule);
        Assert.Equal(1, rig.StepOf(Brake).Value, 6);
        Assert.Equal(700_000, rig.StepOf(Brake).Inputs[1], 1);
        Assert.DoesNotContain(
            rig.Reports, r => r.Kind == ReportKind.Alarm && r.Alarm.Kind == AlarmKind.ResumeNamedNothing);
    }

    [Fact]
    public void Resuming_a_breach_leaves_peak_and_lock_alone()
    {
        EngineRig rig = Locked();
        rig.With(ParameterId.DayLossMax, 1000).SendParameters();
        rig.Advance(1200);
        Assert.Equal(LimitKind.DayLoss, rig.Engine.Breaches[0].Limit);
        rig.Operator(OperatorAction.Resume, LimitKind.DayLoss);
        rig.Advance(1200);
        Assert.Empty(rig.Engine.Breaches.ToArray());
        Assert.Equal(PolicyRule.Exhausted, rig.StepOf(Brake).Rule);
        Assert.Equal(1_000_000, rig.StepOf(Brake).Inputs[1], 1);
    }

    [Fact]
    public void Resuming_a_breach_leaves_the_losses_of_a_ladder_alone_and_the_policies_begin_it_anew()
    {
        EngineRig rig = Funded().WithPolicy(
            Ladder, ("FirstStake", 0.01), ("LossCap", 1e6), ("Ranges", 0.5), ("CoolDown", 0)).Ready();
        Fall(rig);
        double lost = rig.StepOf(Ladder).Inputs[2];
        Assert.True(lost > 0);
        rig.Operator(OperatorAction.Halt);
        rig.Operator(OperatorAction.Resume, LimitKind.Operator);
        rig.Advance(1200);
        Assert.True(rig.StepOf(Ladder).Inputs[2] >= lost);
        rig.Operator(OperatorAction.Resume, LimitKind.Policy);
        Assert.True(rig.StepOf(Ladder).Inputs[2] < lost);
    }

    /// <summary>A third of the equity is lost: beyond the floor at four fifths of the peak.</summary>
    private EngineRig Locked()
    {
        EngineRig rig = Funded().WithPolicy(Brake, ("FloorShare", 0.8)).Ready();
        rig.Advance(1200);
        Assert.Equal(1, rig.StepOf(Brake).Value, 6);
        rig.Funding(CurrencyId.Usdt, -300_000, ++_paid);
        rig.Advance(1200);
        Assert.Equal((PolicyRule.Exhausted, 0), (rig.StepOf(Brake).Rule, rig.StepOf(Brake).Value));
        return rig;
    }

    private static void Fall(EngineRig rig)
    {
        for (int i = 0; i < 60; i++)
        {
            rig.Mid(100_000 - (30m * i) + (i % 2 == 0 ? 20m : -20m));
            rig.Advance(1000, step: 250, quotes: false);
        }
    }

    private static EngineRig Funded() => new EngineRig().With(ParameterId.BarInterval, 1000)
        .With(ParameterId.DayLossMax, 1e9).With(ParameterId.RollingLossMax, 1e9).With(ParameterId.DrawdownMax, 1e9)
        .FundedWith(CurrencyId.Usdt, 1_000_000);
}
