using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>Long random sessions with a badly behaved venue: what must hold at every moment, and in the end.</summary>
public sealed class RandomSessionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_hedge_never_overshoots_the_target_whatever_the_venue_loses(ulong seed)
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 5)
            .With(TradingAgent.Engine.Kernel.ParameterId.MessagesPerSecond, 1_000)
            .With(TradingAgent.Engine.Kernel.ParameterId.MessageBurst, 1_000)
            .With(TradingAgent.Engine.Kernel.ParameterId.OrderDeltaMax, 0.4).Ready();
        var random = new SeededRandom(seed);
        var venue = new RandomVenue(rig, random);
        var market = new RandomMarket(rig, random);
        for (int i = 0; i < 6_000; i++)
        {
            market.Step();
            venue.Step();
            rig.Advance(20, 20, quotes: false);
            NetQuantity held = rig.Held(SmallMarket.Perpetual);
            Assert.True(held.Raw >= 0, $"seed {seed}, step {i}: the position became {held}");
        }
        venue.Misbehaves = false;
        market.HasNonsense = false;
        for (int i = 0; i < 4_000; i++)
        {
            market.Step();
            venue.Step();
            rig.Advance(20, 20, quotes: false);
        }
        Assert.True(
            rig.Held(SmallMarket.Perpetual) <= NetQuantity.From(0.1m),
            $"seed {seed}: {rig.Held(SmallMarket.Perpetual)} is left, {venue.OpenOrders} orders rest");
        Assert.Equal(rig.Held(SmallMarket.Perpetual), rig.Engine.PositionOf(SmallMarket.Perpetual));
        CheckTransitions(rig);
    }

    [Fact]
    public void The_same_events_give_the_same_commands_and_the_same_state()
    {
        EngineRig first = RandomSession.Play(11, 4_000);
        var again = new EngineRig { AnswersReports = false };
        foreach (EngineEvent change in first.Events) Feed(again, change);
        Assert.True(first.Commands.Count(c => c.Kind == CommandKind.PlaceOrder) > 20, "the session trades too little");
        Assert.Equal(first.Engine.StateHash(), again.Engine.StateHash());
        Assert.Equal(RandomSession.Bytes(first.Commands), RandomSession.Bytes(again.Commands));
        Assert.Equal(first.Reports.Count, again.Reports.Count);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void A_restart_from_a_snapshot_at_any_event_continues_as_if_nothing_had_happened(ulong seed)
    {
        EngineRig whole = RandomSession.Play(seed, 2_500);
        var random = new SeededRandom(seed);
        for (int round = 0; round < 3; round++)
        {
            int at = random.Below(whole.Events.Count);
            var rig = new EngineRig { AnswersReports = false };
            for (int i = 0; i < whole.Events.Count; i++)
            {
                if (i == at) rig.Restart(rig.Snapshot());
                Feed(rig, whole.Events[i]);
            }
            Assert.Equal(whole.Engine.StateHash(), rig.Engine.StateHash());
            Assert.Equal(RandomSession.Bytes(whole.Commands), RandomSession.Bytes(rig.Commands));
        }
    }

    [Fact]
    public void A_changed_byte_of_any_event_changes_the_hash()
    {
        EngineRig session = RandomSession.Play(31, 300);
        var random = new SeededRandom(5);
        for (int round = 0; round < 40; round++)
        {
            int changed = random.Below(session.Events.Count - 400) + 400;
            byte[] start = SnapshotBefore(session, changed);
            ulong honest = HashAfter(session, start, changed, static e => e);
            int offset = 32 + random.Below(96);
            ulong altered = HashAfter(session, start, changed, e => RandomSession.Flip(e, offset));
            Assert.NotEqual(honest, altered);
        }
    }

    [Fact]
    public void An_event_out_of_order_stops_the_engine()
    {
        EngineRig rig = new EngineRig().Connect();
        var output = new TradingAgent.Engine.Kernel.EngineOutput(rig.Limits);
        var change = new EngineEvent { Sequence = rig.Engine.LastSequence + 2, Kind = EventKind.TimeAdvanced };
        Assert.Throws<TradingAgent.Engine.Kernel.InvariantException>(() => rig.Engine.Apply(change, output));
    }

    [Fact]
    public void A_snapshot_cut_short_is_refused()
    {
        EngineRig rig = new EngineRig().Ready();
        byte[] snapshot = rig.Snapshot();
        Assert.Throws<TradingAgent.Engine.Kernel.InvariantException>(() => rig.Restart(snapshot[..^1]));
    }

    private static byte[] SnapshotBefore(EngineRig session, int index)
    {
        var rig = new EngineRig { AnswersReports = false };
        for (int i = 0; i < index; i++) Feed(rig, session.Events[i]);
        return rig.Snapshot();
    }

    private static ulong HashAfter(EngineRig session, byte[] start, int index, Func<EngineEvent, EngineEvent> alter)
    {
        var engine = new TradingAgent.Engine.TradingEngine(session.Limits);
        engine.ReadSnapshot(start);
        // A kind the engine does not apply still enters the input hash; its content must matter too.
        EngineEvent change = session.Events[index];
        change.Kind = EventKind.DepthSummaryChanged;
        engine.Apply(alter(change), new TradingAgent.Engine.Kernel.EngineOutput(session.Limits));
        return engine.StateHash();
    }

    private static void Feed(EngineRig rig, in EngineEvent change)
    {
        rig.Now = change.ReceivedAt;
        rig.Apply(change);
    }

    private static void CheckTransitions(EngineRig rig)
    {
        foreach (EngineReport report in rig.ReportsOf(ReportKind.OrderTransition))
        {
            TransitionReport order = report.Transition;
            Quantity asked = rig.Commands.Where(c => c.Order == order.Order).Max(c => c.Quantity);
            Assert.True(order.Filled <= asked, $"{order.Order} filled more than was asked");
            if (order.From is OrderState.Filled) Assert.Fail($"{order.Order} left Filled");
            if (order.From is OrderState.Cancelled) Assert.Equal(OrderState.Filled, order.To);
        }
    }
}
