using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>What policies lock by limits of their own: who opens it, and that a new list does not.</summary>
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

    [Fact]
    public void A_reload_that_inserts_and_reorders_policies_leaves_what_each_remembers_with_it()
    {
        EngineRig rig = Locked();
        long decisions = rig.Engine.PolicyTallyOf(0, SmallMarket.Bitcoin).Decisions;
        rig.WithoutPolicies().WithPolicy("linear", ("Goal", 0), ("Step", 1))
            .WithPolicy("volatility").WithPolicy(Brake, ("FloorShare", 0.8)).SendParameters();
        rig.Advance(1200);
        Assert.Equal(PolicyRule.Exhausted, rig.StepOf(Brake).Rule);
        Assert.Equal(1_000_000, rig.StepOf(Brake).Inputs[1], 1);
        Assert.True(rig.Engine.PolicyTallyOf(2, SmallMarket.Bitcoin).Decisions > decisions);
        Assert.InRange(rig.Engine.PolicyTallyOf(0, SmallMarket.Bitcoin).Decisions, 1, 3);
        byte[] snapshot = rig.Snapshot();
        ulong hash = rig.Engine.StateHash();
        rig.Restart(snapshot);
        Assert.Equal(hash, rig.Engine.StateHash());
    }

    [Fact]
    public void Of_two_of_a_kind_each_keeps_its_own_memory_and_a_third_begins_anew()
    {
        EngineRig rig = Funded().WithPolicy("linear", ("Goal", 0.3), ("Step", 0.3))
            .WithPolicy("linear", ("Goal", -0.2), ("Step", 0.2)).Ready();
        rig.Advance(1200);
        Assert.Equal([0.3, -0.2], Steps(rig));
        // Each next step is an hour away: who begins anew stands at its own first one.
        rig.WithoutPolicies().WithPolicy("scale-out", ("Quantity", 0.01))
            .WithPolicy("linear", ("Goal", 0.6), ("Step", 0.05)).WithPolicy("linear", ("Goal", -0.4), ("Step", 0.07))
            .WithPolicy("linear", ("Goal", 1), ("Step", 0.1)).SendParameters();
        rig.Advance(1200);
        Assert.Equal([0.3, -0.2, 0.1], Steps(rig));
    }

    private static double[] Steps(EngineRig rig) =>
    [
        .. rig.Engine.TraceOf(SmallMarket.Bitcoin).Steps.ToArray()
            .Where(step => step.Slot >= 0 && step.Policy == 5).Select(step => Math.Round(step.Value, 9)),
    ];

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
