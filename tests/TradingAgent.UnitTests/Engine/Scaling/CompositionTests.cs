using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>Many policies together on two underlyings, in a random market with a venue of bad manners.</summary>
public sealed class CompositionTests
{
    private static readonly UnderlyingId[] Both = [SmallMarket.Bitcoin, SmallMarket.Ether];

    [Fact]
    public void The_same_events_give_the_same_targets_and_a_restart_at_any_event_changes_nothing()
    {
        EngineRig whole = Play(41, 2_500);
        foreach (UnderlyingId underlying in Both)
            for (int slot = 0; slot < 11; slot++)
                Assert.True(whole.Engine.PolicyTallyOf(slot, underlying).Decisions > 50, $"slot {slot} was not asked");
        int placed = whole.Commands.Count(c => c.Kind == CommandKind.PlaceOrder);
        Assert.True(placed > 20, $"the session trades too little: {placed} orders, mode {whole.Engine.Status().Mode}");
        var random = new SeededRandom(5);
        for (int round = 0; round < 3; round++)
        {
            int at = random.Below(whole.Events.Count);
            var rig = new EngineRig { AnswersReports = false };
            for (int i = 0; i < whole.Events.Count; i++)
            {
                if (i == at) rig.Restart(rig.Snapshot());
                rig.Now = whole.Events[i].ReceivedAt;
                rig.Apply(whole.Events[i]);
            }
            Assert.Equal(whole.Engine.StateHash(), rig.Engine.StateHash());
            Assert.Equal(RandomSession.Bytes(whole.Commands), RandomSession.Bytes(rig.Commands));
        }
    }

    [Fact]
    public void Every_change_of_a_target_is_explained_and_what_was_clipped_adds_up()
    {
        var clipped = new Dictionary<(int Slot, UnderlyingId Underlying), double>();
        var seen = new HashSet<PolicyRule>();
        var last = new Dictionary<UnderlyingId, long>();
        EngineRig played = Play(43, 3_000);
        var rig = new EngineRig { AnswersReports = false };
        foreach (EngineEvent change in played.Events)
        {
            rig.Now = change.ReceivedAt;
            rig.Apply(change);
            foreach (UnderlyingId underlying in Both)
            {
                ScalingTrace trace = rig.Engine.TraceOf(underlying);
                long decisions = rig.Engine.PolicyTallyOf(0, underlying).Decisions;
                if (trace.Steps.Length == 0 || last.GetValueOrDefault(underlying) == decisions) continue;
                Assert.Equal(last.GetValueOrDefault(underlying) + 1, decisions);
                last[underlying] = decisions;
                CheckTrace(rig, underlying, trace);
                foreach (TraceStep step in trace.Steps)
                {
                    if (step.Slot < 0 || step.Stage == PolicyStage.Exposure) continue;
                    if (step.Stage == PolicyStage.Constraint) seen.Add(step.Rule);
                    (int, UnderlyingId) key = (step.Slot, underlying);
                    double smaller = Math.Max(0, Math.Abs(step.Before) - Math.Abs(step.After));
                    clipped[key] = clipped.GetValueOrDefault(key) + smaller;
                }
            }
        }
        foreach (((int slot, UnderlyingId underlying), double sum) in clipped)
            Assert.Equal(sum, rig.Engine.PolicyTallyOf(slot, underlying).Clipped, 1e-9 * (1 + sum));
        Assert.Superset(
            new HashSet<PolicyRule>
            {
                PolicyRule.Passed, PolicyRule.Clipped, PolicyRule.TooDear, PolicyRule.MissingInput,
            },
            seen);
    }

    [Fact]
    public void Volume_and_depth_that_are_never_heard_keep_growth_at_zero_and_are_named()
    {
        EngineRig rig = Funded().WithPolicy("volatility-target", ("CapitalShare", 1)).WithPolicy("participation")
            .Ready();
        Zigzag(rig, 40);
        TraceStep step = rig.StepOf("participation");
        Assert.True(step.Before > 0);
        Assert.Equal((0, PolicyInput.Depth), (step.After, step.Missing));
        for (int i = 0; i < 70; i++)
        {
            rig.Depth(1_000, 1_000);
            rig.Trade(50);
            Zigzag(rig, 1);
        }
        rig.Depth(1_000, 1_000);
        rig.Trade(50);
        Zigzag(rig, 2);
        step = rig.StepOf("participation");
        Assert.Equal((PolicyRule.Passed, PolicyInput.None), (step.Rule, step.Missing));
        Assert.Equal(step.Before, step.After);
    }

    [Fact]
    public void The_scenario_limit_of_a_policy_holds_in_every_step_of_a_session()
    {
        EngineRig rig = Funded().WithPolicy("volatility-target", ("CapitalShare", 1), ("TargetVolatility", 1.5))
            .WithPolicy("scenario-loss", ("LossShare", 0.03))
            .With(ParameterId.OrderDeltaMax, 0.5).Ready();
        Zigzag(rig, 40);
        TraceStep step = rig.StepOf("scenario-loss");
        Assert.Equal(PolicyRule.Clipped, step.Rule);
        Assert.Equal(0.03 * 1_000_000 / 0.16 / 100_000, step.After, 0.01);
        Assert.True(step.Before > step.After);
    }

    private static void CheckTrace(EngineRig rig, UnderlyingId underlying, ScalingTrace trace)
    {
        double target = trace.Steps[0].After;
        foreach (TraceStep step in trace.Steps[1..])
        {
            Assert.Equal(target, step.Before);
            Assert.True(double.IsFinite(step.After));
            if (step.Stage == PolicyStage.Constraint)
            {
                Assert.True(Math.Abs(step.After) <= Math.Abs(step.Before) || step.Rule == PolicyRule.TooDear);
                if (step.After != step.Before) Assert.NotEqual(PolicyRule.Passed, step.Rule);
            }
            target = step.After;
        }
        Assert.Equal(target, rig.Engine.StatusOf(underlying).Target);
    }

    private static EngineRig Play(ulong seed, int steps)
    {
        EngineRig rig = Funded().With(ParameterId.VolatilityBars, 5).With(ParameterId.FlowMemory, 60_000)
            .With(ParameterId.FundingMemory, 3_600_000).With(ParameterId.ScenarioLossMax, 500_000)
            .WithManyPolicies(Both).Holding(SmallMarket.Perpetual, 2).Holding(SmallMarket.AtTheMoneyCall, 3)
            .Holding(SmallMarket.AtTheMoneyPut, -2).Holding(SmallMarket.InverseOptions[4], -1.5m)
            .Holding(SmallMarket.EtherOptions[0], 5).Holding(SmallMarket.EtherPerpetual, -1);
        rig.Tradable.Add(SmallMarket.EtherPerpetual);
        rig.Ready();
        rig.Fees(0.0002, 0.00055);
        rig.Fees(0.0002, 0.00055, SmallMarket.EtherPerpetual);
        var random = new SeededRandom(seed);
        var venue = new RandomVenue(rig, random);
        var market = new RandomMarket(rig, random) { HasFlow = true };
        for (int i = 0; i < steps; i++)
        {
            market.Step();
            venue.Step();
            rig.Advance(50, 50, quotes: false);
        }
        return rig;
    }

    private static EngineRig Funded() => new EngineRig().With(ParameterId.BarInterval, 1000)
        .With(ParameterId.DayLossMax, 1e9).With(ParameterId.DrawdownMax, 1e9).FundedWith(CurrencyId.Usdt, 1_000_000);

    private static void Zigzag(EngineRig rig, int bars)
    {
        for (int i = 0; i < bars; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 20m : -20m));
            rig.Advance(1000, step: 250, quotes: false);
        }
    }
}
