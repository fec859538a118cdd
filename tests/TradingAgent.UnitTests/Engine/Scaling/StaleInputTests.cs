using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>Every policy at once in an engine whose streams fall silent: what is too old is not known.</summary>
public sealed class StaleInputTests
{
    private static readonly UnderlyingId[] Both = [SmallMarket.Bitcoin, SmallMarket.Ether];

    [Fact]
    public void With_everything_said_no_policy_lacks_an_input()
    {
        EngineRig rig = Heard();
        foreach (UnderlyingId underlying in Both)
        {
            TraceStep[] steps = [.. rig.Engine.TraceOf(underlying).Steps.ToArray().Where(step => step.Slot >= 0)];
            Assert.Equal(21, steps.Length);
            Assert.All(steps, step => Assert.Equal(PolicyInput.None, step.Missing));
        }
    }

    [Fact]
    public void Streams_that_have_grown_old_are_named_by_who_needs_them()
    {
        EngineRig rig = Heard();
        for (int i = 0; i < 400; i++)
        {
            // Only the prices of the perpetuals go on.
            Prices(rig, i);
            rig.Advance(1000, 250, quotes: false);
        }
        AssertMissing(rig, SmallMarket.Bitcoin, ("liquidity", PolicyInput.Depth));
        AssertMissing(
            rig, SmallMarket.Ether, ("liquidity", PolicyInput.Depth),
            ("vega-tolerance", PolicyInput.HedgeInstruments));
    }

    [Fact]
    public void A_leg_without_a_price_leaves_the_greeks_unknown_to_all_who_need_them_and_nothing_grows()
    {
        EngineRig rig = Heard();
        double[] most = [.. Both.Select(underlying => Math.Abs(StepOf(rig, underlying, "tolerances").After))];
        rig.Silence(SmallMarket.AtTheMoneyCall);
        for (int i = 0; i < 60; i++)
        {
            rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0, 100_000);
            rig.Silence(SmallMarket.AtTheMoneyCall);
            Everything(rig, i);
            for (int j = 0; j < Both.Length; j++)
                Assert.InRange(Math.Abs(rig.Engine.StatusOf(Both[j]).Target), 0, most[j] + 1e-9);
        }
        AssertMissing(
            rig, SmallMarket.Bitcoin, ("delta-band", PolicyInput.Greeks), ("greeks-hedge", PolicyInput.Greeks),
            ("scenario-loss", PolicyInput.Scenarios), ("tolerances", PolicyInput.Greeks));
        // Of the account's limits the other coin is not free either; its own band and vega are known.
        AssertMissing(
            rig, SmallMarket.Ether, ("scenario-loss", PolicyInput.Scenarios), ("tolerances", PolicyInput.Greeks));
    }

    [Fact]
    public void Without_a_price_nobody_is_asked_and_the_target_stands()
    {
        EngineRig rig = Heard();
        double target = rig.Engine.StatusOf(SmallMarket.Bitcoin).Target;
        rig.Advance(60_000, 250, quotes: false);
        Timestamp asked = rig.Engine.TraceOf(SmallMarket.Bitcoin).At;
        rig.Advance(60_000, 250, quotes: false);
        Assert.Equal(asked, rig.Engine.TraceOf(SmallMarket.Bitcoin).At);
        Assert.Equal(target, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target, 0.2);
    }

    /// <summary>These lack these, and beside them only who has a change to judge lacks what judging it takes.</summary>
    private static void AssertMissing(
        EngineRig rig, UnderlyingId underlying, params (string Policy, PolicyInput Input)[] expected)
    {
        (string Policy, PolicyInput Input)[] missing =
        [
            .. rig.Engine.TraceOf(underlying).Steps.ToArray().Where(step => step.Missing != PolicyInput.None)
                .Select(step => (PolicyList.Find(step.Policy)!.Name, step.Missing)),
        ];
        Assert.Empty(expected.Except(missing));
        Assert.Empty(missing.Except(expected).Except(
            [("participation", PolicyInput.Depth), ("cost-benefit", PolicyInput.Volume)]));
    }

    private static TraceStep StepOf(EngineRig rig, UnderlyingId underlying, string policy) =>
        rig.Engine.TraceOf(underlying).Steps.ToArray()
            .Single(step => step.Policy == PolicyList.Find(policy)!.Number);

    /// <summary>An engine that has heard everything for a minute and more.</summary>
    private static EngineRig Heard()
    {
        EngineRig rig = new EngineRig().With(ParameterId.BarInterval, 1000).With(ParameterId.VolatilityBars, 20)
            .With(ParameterId.DayLossMax, 1e9).With(ParameterId.DrawdownMax, 1e9)
            .With(ParameterId.FlowMemory, 60_000).With(ParameterId.FundingMemory, 3_600_000)
            .With(ParameterId.BandDelta, 1e6).FundedWith(CurrencyId.Usdt, 1_000_000)
            .WithEveryPolicy(SmallMarket.Bitcoin, SmallMarket.Ether).Holding(SmallMarket.Perpetual, 2)
            .Holding(SmallMarket.AtTheMoneyCall, 3).Holding(SmallMarket.EtherOptions[0], 5)
            .OptionBook(SmallMarket.AtTheMoneyPut, 2_750, 2_780).OptionBook(SmallMarket.EtherOptions[1], 108, 112);
        foreach (InstrumentId id in new[]
        {
            SmallMarket.EtherPerpetual, SmallMarket.AtTheMoneyPut, SmallMarket.EtherOptions[1],
        })
            rig.Tradable.Add(id);
        rig.Ready();
        rig.Fees(0.0002, 0.00055);
        rig.Fees(0.0002, 0.00055, SmallMarket.EtherPerpetual);
        rig.Fees(0.0002, 0.0003, SmallMarket.AtTheMoneyPut);
        rig.Fees(0.0002, 0.0003, SmallMarket.EtherOptions[1]);
        for (int i = 0; i < 90; i++) Everything(rig, i);
        return rig;
    }

    private static void Everything(EngineRig rig, int i)
    {
        rig.RepeatMarkets();
        Prices(rig, i);
        Flow(rig, i, SmallMarket.Perpetual, 50);
        Flow(rig, i, SmallMarket.EtherPerpetual, 900);
        rig.Advance(1000, 250, quotes: false);
    }

    private static void Prices(EngineRig rig, int i)
    {
        decimal shift = i % 2 == 0 ? 20 : -20;
        rig.Mid(100_000 + shift);
        rig.Market(SmallMarket.EtherPerpetual, 3_999.9m + (shift / 10), 4_000.1m + (shift / 10));
    }

    private static void Flow(EngineRig rig, int i, InstrumentId id, decimal depth)
    {
        rig.Depth(depth, depth, id);
        rig.Trade(depth / 10, id == SmallMarket.Perpetual ? 100_000 : 4_000, id);
        rig.FundingRate(0.0001 + (i * 1e-6), instrument: id);
        rig.OpenInterest(50_000 + i, id);
    }
}
