using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;
using static TradingAgent.UnitTests.Engine.Orders.GateProbe;

namespace TradingAgent.UnitTests.Engine.Limits;

/// <summary>The end of the ladder: rests first, then takes at its collar, within a time; and what passes at each
/// step.</summary>
public sealed class FlattenTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;
    private static readonly InstrumentId MonthCall = new(24);

    private static EngineRig Rig(double onHalt = 2) => new EngineRig().Holding(Perpetual, 1)
        .With(ParameterId.OnHalt, onHalt).With(ParameterId.DayLossMax, 1_000)
        .With(ParameterId.FlattenPassiveFor, 5_000).With(ParameterId.FlattenFor, 20_000);

    /// <summary>Short two calls of a month out, which have a book and may be traded.</summary>
    private static EngineRig OptionRig()
    {
        EngineRig rig = new EngineRig().Holding(MonthCall, -2).OptionBook(MonthCall, 5_700, 5_740, size: 100)
            .With(ParameterId.OnHalt, 2).With(ParameterId.BandDelta, 100)
            .With(ParameterId.FlattenPassiveFor, 5_000).With(ParameterId.FlattenFor, 20_000);
        rig.Tradable.Add(MonthCall);
        return rig;
    }

    [Fact]
    public void A_limit_flattens_passively_then_takes_and_halts_when_flat()
    {
        EngineRig rig = Rig().Ready();
        rig.Mid(100_000);
        EngineCommand hedge = rig.AcceptOrder();
        rig.Mark(Perpetual, 98_990);
        Assert.Equal(TradingMode.Flatten, rig.Engine.Status().Mode);
        IReadOnlyList<EngineCommand> sent = rig.Take();
        Assert.Contains(sent, c => c.Kind == CommandKind.CancelOrder && c.Order == hedge.Order);
        // What the hedge in flight does not cover is placed at once, on the old quote; the venue turns it down.
        rig.Reject(sent.Single(c => c.Kind == CommandKind.PlaceOrder), RejectReason.WouldTake);
        rig.Cancelled(hedge);
        rig.Now += Duration.FromMilliseconds(300);
        rig.Quote(Perpetual, 98_990.9m, 98_991.1m);
        EngineCommand rests = rig.AcceptOrder();
        Assert.Equal((TimeInForce.PostOnly, true), (rests.TimeInForce, rests.ReduceOnly));
        rig.Advance(5_200);
        EngineCommand cancel = rig.Take().First(c => c.Kind == CommandKind.CancelOrder);
        rig.Cancelled(cancel);
        rig.Mid(98_992);
        EngineCommand takes = rig.AcceptOrder();
        Assert.Equal((TimeInForce.ImmediateOrCancel, Side.Sell), (takes.TimeInForce, takes.Side));
        Assert.True(takes.Price.ToDouble() >= 98_992 * (1 - 11e-4), "the collar holds");
        rig.Fill(takes, 1, isMaker: false);
        rig.Advance(300);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void An_order_that_flattens_one_of_two_offsetting_positions_follows_the_market()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Holding(SmallMarket.DatedFuture, -0.9m)
            .With(ParameterId.FlattenPassiveFor, 60_000).With(ParameterId.FlattenFor, 120_000).Ready();
        rig.Operator(OperatorAction.Flatten);
        rig.Mid(100_000.1m);
        EngineCommand order = rig.AcceptOrder();
        for (decimal mid = 100_000; mid > 99_996; mid -= 0.5m)
        {
            rig.Now += Duration.FromMilliseconds(300);
            rig.Mid(mid);
        }
        Assert.Equal(CommandKind.AmendOrder, rig.Take().First(c => c.Order == order.Order).Kind);
    }

    [Fact]
    public void A_flatten_that_runs_out_of_time_halts_with_an_alarm_told_once()
    {
        EngineRig rig = Rig().Ready();
        rig.Mid(98_990);
        rig.Advance(19_000);
        Assert.Equal(TradingMode.Flatten, rig.Engine.Status().Mode);
        rig.Advance(5_000);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Single(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.FlattenOverdue);
    }

    [Fact]
    public void Options_are_flattened_too_passively_and_then_at_the_touch()
    {
        EngineRig rig = OptionRig().Ready();
        Loss(rig).Raise(TradingMode.Flatten, LimitKind.DayLoss, 1, 1);
        rig.Advance(1_200);
        EngineCommand rests = rig.AcceptOrder();
        Assert.Equal((MonthCall, TimeInForce.PostOnly, true), (rests.Instrument, rests.TimeInForce, rests.ReduceOnly));
        rig.Advance(5_200);
        rig.Cancelled(rig.Take().First(c => c.Kind == CommandKind.CancelOrder));
        rig.Advance(1_200);
        EngineCommand takes = rig.AcceptOrder();
        Assert.Equal((TimeInForce.ImmediateOrCancel, Side.Buy), (takes.TimeInForce, takes.Side));
        Assert.Equal(5_740, takes.Price.ToDouble());
        Assert.Equal(TradingMode.Flatten, rig.Engine.Status().Mode);
        rig.Fill(takes, 2, isMaker: false);
        rig.Advance(1_200);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.DoesNotContain(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.FlattenOverdue);
    }

    [Fact]
    public void An_option_that_cannot_be_sold_in_time_is_an_alarm()
    {
        EngineRig rig = OptionRig().Ready();
        Loss(rig).Raise(TradingMode.Flatten, LimitKind.DayLoss, 1, 1);
        rig.Advance(19_000);
        Assert.Equal(TradingMode.Flatten, rig.Engine.Status().Mode);
        rig.Advance(2_000);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        EngineReport alarm = Assert.Single(
            rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.FlattenOverdue);
        Assert.Equal(2, alarm.Alarm.Measured, 9);
    }

    [Fact]
    public void An_operators_flatten_stays_until_he_resumes()
    {
        EngineRig rig = Rig(onHalt: 1).Ready();
        rig.Operator(OperatorAction.Flatten);
        rig.Mid(100_010);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 1);
        rig.Advance(30_000);
        Assert.Equal(TradingMode.Flatten, rig.Engine.Status().Mode);
        rig.Operator(OperatorAction.Resume, LimitKind.Operator);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    [Fact]
    public void Passive_rests_behind_the_touch_and_never_takes()
    {
        EngineRig rig = Rig(onHalt: 1).With(ParameterId.PassiveTicks, 3).With(ParameterId.PassiveFor, 100)
            .With(ParameterId.ImproveFor, 100).With(ParameterId.TakeAtBands, 1).Ready();
        rig.Mark(Perpetual, 99_350);
        Assert.Equal(TradingMode.Passive, rig.Engine.Status().Mode);
        rig.Reject(rig.TakeOrder(), RejectReason.WouldTake);
        rig.Now += Duration.FromMilliseconds(300);
        rig.Quote(Perpetual, 99_349.9m, 99_350.1m);
        EngineCommand order = rig.TakeOrder();
        Assert.Equal(99_350.4m, order.Price.ToDecimal());
        rig.Accept(order);
        rig.Advance(10_000);
        Assert.DoesNotContain(rig.TakePlaced(), c => c.TimeInForce != TimeInForce.PostOnly);
    }

    [Theory]
    [InlineData(TradingMode.Normal, 1, Refusal.None, Refusal.None)]
    [InlineData(TradingMode.Passive, 1, Refusal.None, Refusal.None)]
    [InlineData(TradingMode.ReduceOnly, 1, Refusal.Mode, Refusal.None)]
    [InlineData(TradingMode.Flatten, 1, Refusal.Mode, Refusal.None)]
    [InlineData(TradingMode.Halted, 0, Refusal.Mode, Refusal.Mode)]
    [InlineData(TradingMode.Halted, 1, Refusal.Mode, Refusal.None)]
    [InlineData(TradingMode.Halted, 2, Refusal.Mode, Refusal.None)]
    public void What_passes_in_each_mode(TradingMode mode, double onHalt, Refusal adding, Refusal reducing)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 0.05m).With(ParameterId.OnHalt, onHalt).Ready();
        Loss(rig).Raise(mode, LimitKind.DayLoss, 1, 1);
        Assert.Equal(adding, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(reducing, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
    }
}
