using System.Reflection;
using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Risk;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>
/// While a settlement is averaged a contract keeps the share of its Greeks that is still to come, wherever they count.
/// </summary>
public sealed class SettlementWindowTests
{
    private static readonly Duration Week = Duration.FromSeconds(7 * 86_400);
    private static readonly Duration Month = Duration.FromSeconds(30 * 86_400);
    private static readonly InstrumentId LinearCall = SmallMarket.AtTheMoneyCall;
    private static readonly InstrumentId InverseCall = SmallMarket.InverseOptions[0];

    [Theory]
    [InlineData(45, 1)]
    [InlineData(15, 0.5)]
    [InlineData(3, 0.1)]
    public void A_legs_greeks_fall_evenly(int minutesLeft, double open)
    {
        EngineStatus.UnderlyingStatus whole = At(Week, minutesLeft, 0, LinearCall);
        EngineStatus.UnderlyingStatus averaged = At(Week, minutesLeft, 30, LinearCall);
        Assert.True(whole.Delta > 0.4 && whole.Gamma > 0);
        Assert.Equal(whole.Delta * open, averaged.Delta, 1e-9);
        Assert.Equal(whole.Gamma * open, averaged.Gamma, 1e-12);
        Assert.Equal(whole.VegaPerVolPoint * open, averaged.VegaPerVolPoint, 1e-9);
        Assert.Equal(whole.ThetaPerDay * open, averaged.ThetaPerDay, 1e-9);
        Assert.Equal(whole.OptionValueUsd, averaged.OptionValueUsd, 1e-9);
    }

    [Fact]
    public void Of_a_coin_settled_leg_the_coins_that_are_fixed_stay()
    {
        // 90,000 against 100,000 and no time left: a delta of one, a tenth of a coin.
        EngineStatus.UnderlyingStatus inCoin = At(Month, 15, 30, InverseCall, numeraire: 1);
        Assert.Equal(0.45, inCoin.Delta, 1e-3);
        EngineStatus.UnderlyingStatus inUsd = At(Month, 15, 30, InverseCall, numeraire: 0);
        Assert.Equal(0.55, inUsd.Delta, 1e-3);
    }

    [Theory]
    [InlineData(45, 1)]
    [InlineData(15, 0.5)]
    public void A_dated_future_is_settled_on_the_same_average(int minutesLeft, double open)
    {
        Assert.Equal(open, At(Month, minutesLeft, 30, SmallMarket.DatedFuture).Delta, 1e-6);
        Assert.Equal(1, At(Month, minutesLeft, 30, SmallMarket.Perpetual).Delta, 1e-9);
    }

    [Theory]
    [InlineData(45, true)]
    [InlineData(29, false)]
    public void What_is_being_settled_hedges_nothing(int minutesLeft, bool trades)
    {
        EngineRig rig = Rig(Month, minutesLeft, 30, numeraire: 0, SmallMarket.Perpetual);
        Assert.Equal(trades, rig.Commands.Any(order => order.Instrument == SmallMarket.DatedFuture));
    }

    [Fact]
    public void The_scenario_grid_counts_the_same_share()
    {
        double whole = Loss(0);
        Assert.True(whole > 100);
        Assert.Equal(whole / 2, Loss(30), whole * 0.01);

        static double Loss(int window)
        {
            EngineRig rig = Rig(Week, 15, window, numeraire: 0, LinearCall);
            rig.Advance(2_000);
            FieldInfo field = typeof(TradingEngine).GetField(
                "_scenarios", BindingFlags.Instance | BindingFlags.NonPublic)!;
            return ((ScenarioBook)field.GetValue(rig.Engine)!).Loss(SmallMarket.Bitcoin, 0);
        }
    }

    private static EngineStatus.UnderlyingStatus At(
        Duration expiry, int minutesLeft, int window, InstrumentId held, double numeraire = 0) =>
        Rig(expiry, minutesLeft, window, numeraire, held).Engine.StatusOf(SmallMarket.Bitcoin);

    /// <summary>One of it is held; only the dated future may be traded.</summary>
    private static EngineRig Rig(Duration expiry, int minutesLeft, int window, double numeraire, InstrumentId held)
    {
        EngineRig rig = new EngineRig().Holding(held, 1)
            .With(ParameterId.SettlementAverage, window * 60_000).With(ParameterId.Numeraire, numeraire)
            .With(ParameterId.ScenarioLossMax, 1e9);
        rig.Tradable.Clear();
        rig.Tradable.Add(SmallMarket.DatedFuture);
        rig.Now = SmallMarket.Start + expiry - Duration.FromSeconds((minutesLeft * 60) + 3.5);
        rig.Ready();
        rig.Now = SmallMarket.Start + expiry - Duration.FromSeconds(minutesLeft * 60);
        rig.RepeatMarkets();
        rig.Market(SmallMarket.DatedFuture, 99_999.9m, 100_000.1m);
        rig.Now = SmallMarket.Start + expiry - Duration.FromSeconds(minutesLeft * 60);
        rig.Mid(100_000.1m);
        return rig;
    }
}
