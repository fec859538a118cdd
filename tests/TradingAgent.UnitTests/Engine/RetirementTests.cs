using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>Options expire daily: ids and expiries are used again, never while something hangs on them.</summary>
public sealed class RetirementTests
{
    [Fact]
    public void A_retired_id_serves_another_instrument_and_nothing_of_the_first_is_left()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, 1).Ready();
        InstrumentId id = SmallMarket.AtTheMoneyCall;
        Retire(rig, id);
        Assert.False(rig.Engine.IsListed(id));
        rig.OptionTicker(id, 0.5, 100_000);

        InstrumentTerms next = SmallMarket.All.Single(i => i.Id == id).Terms with
        {
            Expiry = SmallMarket.Start + Duration.FromSeconds(90 * 86_400),
            Strike = Price.From(123_000),
        };
        rig.List([(id, next)]);
        Assert.True(rig.Engine.IsListed(id));
        Assert.Equal(1, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 9);
    }

    [Fact]
    public void What_is_held_is_not_retired_and_keeps_its_risk()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.AtTheMoneyCall, 2).Ready();
        double before = rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta;
        Retire(rig, SmallMarket.AtTheMoneyCall);
        Assert.True(rig.Engine.IsListed(SmallMarket.AtTheMoneyCall));
        Assert.Equal(before, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 6);
    }

    [Fact]
    public void What_an_order_rests_on_is_not_retired()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.InversePerpetual, 100_000).Ready();
        rig.Mid(100_010);
        rig.AcceptOrder();
        Retire(rig, SmallMarket.Perpetual);
        Assert.True(rig.Engine.IsListed(SmallMarket.Perpetual));
    }

    [Fact]
    public void Sixty_days_of_expiries_fit_into_the_forward_curve_and_the_table()
    {
        var rig = new EngineRig(new EngineLimits { Instruments = 64 });
        rig.Ready();
        InstrumentTerms terms = SmallMarket.All.Single(i => i.Id == SmallMarket.AtTheMoneyCall).Terms;
        for (int day = 0; day < 600; day++)
        {
            var id = new InstrumentId(50 + (day % 10));
            if (day >= 10) Retire(rig, id);
            rig.List([(id, terms with { Expiry = SmallMarket.Start + Duration.FromSeconds((day + 100) * 86_400L) })]);
        }
        byte[] snapshot = rig.Snapshot();
        rig.Restart(snapshot);
        Assert.Equal(snapshot, rig.Snapshot());
    }

    [Fact]
    public void When_the_reference_is_gone_another_perpetual_takes_its_place()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.AtTheMoneyCall, 2).Ready();
        Retire(rig, SmallMarket.Perpetual);
        Assert.False(rig.Engine.IsListed(SmallMarket.Perpetual));
        rig.Quote(SmallMarket.InversePerpetual, 100_000, 100_000.5m);
        Assert.Equal(100_000.25, rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot, 6);
    }

    private static void Retire(EngineRig rig, InstrumentId id) =>
        rig.Apply(new EngineEvent { Kind = EventKind.InstrumentRetired, Instrument = id });
}
