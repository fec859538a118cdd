using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;
using static TradingAgent.UnitTests.Engine.Orders.GateProbe;

namespace TradingAgent.UnitTests.Engine.Limits;

/// <summary>Margin, prices that do not fit, silent streams, a count that differs, hedges that do not help.</summary>
public sealed class GuardTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    private static EngineRig Rig() => new EngineRig().Holding(Perpetual, 0.05m).Ready();

    private static void Margin(EngineRig rig, double maintenance, double balance) => rig.Apply(new EngineEvent
    {
        Kind = EventKind.MarginReported,
        Venue = VenueId.Bybit,
        Margin = new MarginReported(double.NaN, maintenance, balance),
    });

    private static int Alarms(EngineRig rig, AlarmKind kind) =>
        rig.ReportsOf(ReportKind.Alarm).Count(a => a.Alarm.Kind == kind);

    [Fact]
    public void The_venues_margin_ratio_is_a_limit_and_what_it_left_out_is_not_zero()
    {
        EngineRig rig = Rig();
        Margin(rig, double.NaN, double.NaN);
        Assert.True(double.IsNaN(rig.Engine.Status().Limits.MarginRatio));
        Margin(rig, 400, 1_000);
        Assert.Equal(0.4, rig.Engine.Status().Limits.MarginRatio);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        Margin(rig, 650, double.NaN);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        Margin(rig, double.NaN, 800);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(LimitKind.MarginRatio, rig.Engine.Breaches[0].Limit);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    [InlineData(-50)]
    public void No_balance_left_halts(double balance)
    {
        EngineRig rig = Rig();
        Margin(rig, 100, balance);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Fact]
    public void Our_own_distance_to_liquidation_is_the_check()
    {
        // One bitcoin at 100,000 and 7,000 of wallet against 1,000 of margin: a fall of 6 % liquidates.
        EngineRig rig = new EngineRig().Holding(Perpetual, 1);
        rig.Tradable.Clear();
        rig.Ready();
        rig.Balance(CurrencyId.Usdt, 7_000);
        Margin(rig, 1_000, 7_000);
        rig.Mid(100_000);
        Assert.Equal(0.06, rig.Engine.Status().Limits.LiquidationDistance, 6);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        rig.Mid(97_500);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        rig.Mid(96_900);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(LimitKind.LiquidationDistance, rig.Engine.Breaches[0].Limit);
    }

    [Fact]
    public void A_short_gamma_book_is_nearer_to_liquidation_than_its_delta_says()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.AtTheMoneyCall, -2).Holding(SmallMarket.AtTheMoneyPut, -2);
        rig.Tradable.Clear();
        rig.Ready();
        rig.Balance(CurrencyId.Usdt, 40_000);
        Margin(rig, 1_000, 40_000);
        rig.Mid(100_000);
        double distance = rig.Engine.Status().Limits.LiquidationDistance;
        Assert.InRange(distance, 0.02, 0.2);
    }

    [Fact]
    public void Each_venue_liquidates_by_itself_and_the_nearer_one_counts()
    {
        // Ten long here and ten short there are no risk together; each has 100,000 over its margin and 1,000,000 at
        // stake, the second half as much.
        EngineRig rig = new EngineRig { HasTwoVenues = true }
            .Holding(Perpetual, 10).Holding(SmallMarket.AwayPerpetual, -10);
        rig.Tradable.Clear();
        rig.Ready();
        rig.Balance(CurrencyId.Usdt, 110_000);
        rig.Balance(CurrencyId.Usdt, 60_000, VenueId.BinanceFutures);
        Assert.Equal(double.PositiveInfinity, rig.Engine.Status().Limits.LiquidationDistance);
        rig.Margin(VenueId.Bybit, 10_000, 110_000);
        Assert.Equal(0.1, rig.Engine.Status().Limits.LiquidationDistance, 6);
        rig.Margin(VenueId.BinanceFutures, 10_000, 60_000);
        Assert.Equal(0.05, rig.Engine.Status().Limits.LiquidationDistance, 6);
        ulong hash = rig.Engine.StateHash();
        rig.Restart(rig.Snapshot());
        Assert.Equal(hash, rig.Engine.StateHash());
        Assert.Equal(0.05, rig.Engine.Status().Limits.LiquidationDistance, 6);
    }

    [Fact]
    public void A_venue_that_has_nothing_of_ours_is_no_venue_to_be_liquidated_at()
    {
        EngineRig rig = new EngineRig { HasTwoVenues = true }.Holding(Perpetual, 1);
        rig.Tradable.Clear();
        rig.Ready();
        rig.Balance(CurrencyId.Usdt, 51_000);
        rig.Margin(VenueId.Bybit, 1_000, 51_000);
        rig.Margin(VenueId.BinanceFutures, 0, 0);
        rig.Mid(100_000);
        Assert.Equal(0.5, rig.Engine.Status().Limits.LiquidationDistance, 6);
        Assert.NotEqual(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Fact]
    public void A_mark_far_from_its_index_bars_new_risk_while_it_lasts()
    {
        EngineRig rig = Rig();
        rig.Apply(new EngineEvent
        {
            Kind = EventKind.MarkChanged,
            Venue = VenueId.Bybit,
            Instrument = Perpetual,
            Mark = new MarkChanged(Price.From(100_000), Price.From(97_500)),
        });
        rig.Advance(200, quotes: false);
        Assert.Equal(Refusal.MarketDiverged, Ask(rig, Side.Buy, 98_700m, 0.01m));
        Assert.Equal(1, Alarms(rig, AlarmKind.IndexDiverges));
        rig.Mid(100_000);
        rig.Advance(200, quotes: false);
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        Assert.Equal(2, Alarms(rig, AlarmKind.IndexDiverges));
    }

    [Fact]
    public void A_basis_too_wide_for_its_time_bars_new_risk_and_never_what_reduces()
    {
        EngineRig rig = Rig();
        for (int i = 0; i < 60; i++) rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0.5, 103_000 + (i % 2));
        rig.Advance(200, quotes: false);
        Assert.Equal(Refusal.MarketDiverged, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        Assert.Equal(1, Alarms(rig, AlarmKind.BasisTooWide));
    }

    [Fact]
    public void A_lively_stream_that_falls_silent_is_stale_by_its_own_pace()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 0.05m).Holding(SmallMarket.AtTheMoneyCall, 0.01m).Ready();
        rig.Status(VenueStream.OptionMarket, VenueStatus.Up);
        for (int i = 0; i < 200; i++)
        {
            rig.Now += Duration.FromMilliseconds(10);
            rig.RepeatMarkets();
        }
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        foreach (InstrumentId option in SmallMarket.LinearOptions) rig.Silence(option);
        foreach (InstrumentId option in SmallMarket.InverseOptions) rig.Silence(option);
        foreach (InstrumentId option in SmallMarket.EtherOptions) rig.Silence(option);
        rig.Advance(3_500);
        Assert.Equal(Refusal.StaleStream, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        VenueStateReport told = rig.ReportsOf(ReportKind.VenueState).Last().VenueState;
        Assert.Equal((VenueStream.OptionMarket, VenueStatus.Stale), (told.Stream, told.Status));
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0.5, 100_000);
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
    }

    [Fact]
    public void A_stream_that_the_venue_calls_down_is_not_told_twice()
    {
        EngineRig rig = Rig();
        rig.Status(VenueStream.LinearMarket, VenueStatus.Down);
        long at = rig.Engine.LastSequence;
        rig.Advance(20_000, quotes: false);
        Assert.DoesNotContain(
            rig.ReportsOf(ReportKind.VenueState, at), r => r.VenueState.Stream == VenueStream.LinearMarket);
    }

    [Fact]
    public void An_equity_that_differs_from_the_venues_twice_is_an_alarm_and_no_panic()
    {
        EngineRig rig = Rig();
        rig.Balance(CurrencyId.Usdt, 100_000);
        rig.Advance(31_000);
        Assert.Equal(0, Alarms(rig, AlarmKind.EquityDisagrees));
        Theirs(rig, 98_000);
        rig.Advance(31_000);
        Assert.Equal(0, Alarms(rig, AlarmKind.EquityDisagrees));
        rig.Advance(31_000);
        Assert.Equal(1, Alarms(rig, AlarmKind.EquityDisagrees));
        rig.Advance(62_000);
        Assert.Equal(1, Alarms(rig, AlarmKind.EquityDisagrees));
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        Assert.Equal(98_000, rig.Engine.Status().Limits.VenueEquityUsd, 6);
        Theirs(rig, 100_000);
        rig.Advance(31_000);
        Theirs(rig, 98_000);
        rig.Advance(62_000);
        Assert.Equal(2, Alarms(rig, AlarmKind.EquityDisagrees));
    }

    private static void Theirs(EngineRig rig, decimal equity) => rig.Apply(new EngineEvent
    {
        Kind = EventKind.BalanceReported,
        Venue = VenueId.Bybit,
        Balance = new BalanceReported(
            CurrencyId.Usdt, FixedPoint.FromDecimal(100_000), FixedPoint.FromDecimal(equity)),
    });

    [Fact]
    public void Hedges_that_fill_while_the_delta_stays_are_an_alarm_told_once()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 0.3m);
        rig.Mid(100_001);
        Assert.Equal(0, Alarms(rig, AlarmKind.HedgeNotWorking));
        // Somebody buys what we sell: the hedge fills, the delta does not fall.
        rig.Fill(ClientOrderId.None, Perpetual, Side.Buy, 0.6m, 100_000, rig.NextExecution());
        rig.Fill(order, 0.3m);
        rig.Mid(100_002);
        rig.Fill(order, 0.1m);
        rig.Mid(100_003);
        Assert.Equal(1, Alarms(rig, AlarmKind.HedgeNotWorking));
    }

    [Fact]
    public void What_moves_the_error_beside_the_hedges_is_no_failure_of_theirs()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 0.3m);
        rig.Operator(
            OperatorAction.SetParameter, underlying: SmallMarket.Bitcoin, path: ParameterId.TargetDelta, value: -3);
        rig.Fill(order, 0.4m);
        rig.Mid(100_001);
        Assert.Equal(0, Alarms(rig, AlarmKind.HedgeNotWorking));
    }

    [Fact]
    public void A_hedge_that_fills_larger_than_its_error_has_become_has_worked_all_the_same()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        // The order was right for an error of one coin; a fifth of that is left when it fills, before it is changed.
        rig.Operator(
            OperatorAction.SetParameter, underlying: SmallMarket.Bitcoin, path: ParameterId.TargetDelta, value: 0.8);
        rig.Fill(order, 0.9m);
        rig.Mid(100_001);
        Assert.Equal(0, Alarms(rig, AlarmKind.HedgeNotWorking));
    }

    [Fact]
    public void Hedges_that_follow_a_target_past_the_error_they_began_with_have_worked()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 0.3m);
        rig.Operator(
            OperatorAction.SetParameter, underlying: SmallMarket.Bitcoin, path: ParameterId.TargetDelta, value: -3);
        rig.Amended(rig.Take().Single(c => c.Kind == CommandKind.AmendOrder));
        rig.Fill(order, 2.7m);
        rig.Mid(100_001);
        Assert.Equal(0, Alarms(rig, AlarmKind.HedgeNotWorking));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.6)]
    public void Fills_after_which_the_position_stays_or_goes_the_other_way_are_an_alarm(double held)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(
            order.Order, Perpetual, order.Side, 0.6m, 100_000, rig.NextExecution(), movesPosition: false);
        rig.Holding(Perpetual, (decimal)held);
        rig.Operator(OperatorAction.Drain);
        rig.Cancelled(order, 0.6m);
        Assert.Equal(0, Alarms(rig, AlarmKind.HedgeNotWorking));
        rig.Advance(40_000);
        Assert.Equal(held, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 9);
        Assert.Equal(1, Alarms(rig, AlarmKind.HedgeNotWorking));
    }

    [Fact]
    public void What_an_operator_set_outlives_a_new_set_and_a_restart_until_it_is_given_back()
    {
        EngineRig rig = Rig();
        rig.Operator(OperatorAction.SetParameter, path: ParameterId.DayLossMax, value: 500);
        rig.Operator(
            OperatorAction.SetParameter, underlying: SmallMarket.Ether, path: ParameterId.TargetDelta, value: 3);
        rig.SendParameters();
        rig.Restart(rig.Snapshot());
        Assert.Equal(500, rig.Engine.ParameterOf(ParameterId.DayLossMax, UnderlyingId.None));
        Assert.Equal(3, rig.Engine.ParameterOf(ParameterId.TargetDelta, SmallMarket.Ether));
        Assert.Equal(0, rig.Engine.ParameterOf(ParameterId.TargetDelta, SmallMarket.Bitcoin));
        rig.Operator(OperatorAction.SetParameter, path: (ParameterId)127, value: 500);
        rig.Operator(OperatorAction.SetParameter, path: ParameterId.DeltaMax, value: double.NaN);
        Assert.Equal(2, rig.Engine.Overrides.Length);
        rig.Operator(OperatorAction.ClearParameter, path: ParameterId.DayLossMax);
        Assert.Equal(25_000, rig.Engine.ParameterOf(ParameterId.DayLossMax, UnderlyingId.None));
    }

    [Fact]
    public void A_target_set_by_hand_is_in_force_at_once_also_where_policies_speak_only_now_and_then()
    {
        EngineRig rig = Rig().With(ParameterId.PlanInterval, 60_000).WithPolicy("volatility-target");
        rig.SendParameters();
        rig.Mid(100_001);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
        rig.Operator(
            OperatorAction.SetParameter, underlying: SmallMarket.Bitcoin, path: ParameterId.TargetDelta, value: 3);
        Assert.Equal(3, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
        rig.Operator(OperatorAction.ClearParameter, underlying: SmallMarket.Bitcoin, path: ParameterId.TargetDelta);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).Target);
    }
}
