using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>
/// After a jump the price is new and the volatilities are old: only what helps at any likely one is hedged.
/// </summary>
public sealed class VolatilityGapTests
{
    /// <summary>Five percent out of the money, a week to go.</summary>
    private static readonly InstrumentId Call = SmallMarket.LinearOptions[6];

    [Fact]
    public void A_jump_is_not_hedged_on_volatilities_said_before_it()
    {
        EngineRig rig = Rig(0.01);
        Jump(rig, 102_000);
        Assert.Empty(Orders(rig));
        EngineReport alarm = Assert.Single(
            rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.VolatilityBehindPrice);
        Assert.Equal(0.02, alarm.Alarm.Measured, 3);

        rig.OptionTicker(Call, 0.5, 102_000);
        rig.Mid(102_000);
        Assert.Equal(Side.Sell, Assert.Single(Orders(rig)).Side);
    }

    [Theory]
    [InlineData(0, 102_000)]
    [InlineData(0.01, 100_900)]
    public void A_smaller_move_or_one_that_nobody_minds_is(double gapMove, decimal mid)
    {
        EngineRig rig = Rig(gapMove);
        Jump(rig, mid);
        Assert.Equal(Side.Sell, Assert.Single(Orders(rig)).Side);
        Assert.DoesNotContain(
            rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.VolatilityBehindPrice);
    }

    [Fact]
    public void What_helps_at_any_likely_volatility_is_hedged_at_once()
    {
        EngineRig rig = Rig(0.01, likely: 1);
        Jump(rig, 102_000);
        EngineCommand order = Assert.Single(Orders(rig));
        Assert.Equal(Side.Sell, order.Side);

        EngineRig blind = Rig(0);
        Jump(blind, 102_000);
        Assert.True(order.Quantity < Assert.Single(Orders(blind)).Quantity);
    }

    [Fact]
    public void A_quote_that_the_mark_only_then_confirms_is_the_price_from_there_on()
    {
        EngineRig rig = Rig(0);
        rig.Quote(SmallMarket.Perpetual, 104_999.9m, 105_000.1m);
        Assert.Equal(100_000, rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot, 6);
        rig.Mark(SmallMarket.Perpetual, 105_000);
        Assert.Equal(105_000, rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot, 6);
    }

    /// <summary>Forty calls whose delta is the target.</summary>
    private static EngineRig Rig(double gapMove, double likely = 15)
    {
        EngineRig rig = new EngineRig().Holding(Call, 40)
            .With(ParameterId.GapMove, gapMove).With(ParameterId.GapVolatility, likely).With(ParameterId.BandDelta, 0.5)
            .Ready();
        double delta = rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta;
        rig.Operator(
            OperatorAction.SetParameter, underlying: SmallMarket.Bitcoin, path: ParameterId.TargetDelta, value: delta);
        rig.Commands.Clear();
        return rig;
    }

    private static void Jump(EngineRig rig, decimal mid)
    {
        rig.Now += Duration.FromSeconds(2);
        rig.Market(SmallMarket.Perpetual, mid - 0.1m, mid + 0.1m);
    }

    private static IEnumerable<EngineCommand> Orders(EngineRig rig) =>
        rig.Commands.Where(command => command.Kind == CommandKind.PlaceOrder);
}
