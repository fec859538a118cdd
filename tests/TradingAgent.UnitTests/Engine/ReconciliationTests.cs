using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>What the venue reports against what we hold: adopted late and openly, never booked twice.</summary>
public sealed class ReconciliationTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    [Fact]
    public void A_position_is_adopted_at_the_second_report_that_shows_the_same_difference()
    {
        EngineRig rig = new EngineRig { AnswersReports = false }.Holding(Perpetual, 1).Connect();
        rig.Answer(rig.TakeReportsAsked().Single());
        Assert.Equal(0, rig.Engine.PositionOf(Perpetual).Raw);
        rig.Advance(1900);
        Assert.Empty(rig.TakeReportsAsked());
        rig.Advance(200);
        rig.Answer(rig.TakeReportsAsked().Single());
        Assert.Equal(NetQuantity.From(1), rig.Engine.PositionOf(Perpetual));
        EngineReport adoption = rig.ReportsOf(ReportKind.Adoption).Single();
        Assert.Equal(1, adoption.Adoption.DeltaDifference, 12);
    }

    [Fact]
    public void Reports_that_nobody_answers_for_five_minutes_call_for_an_operator()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.AnswersReports = false;
        rig.Advance(325_000);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        rig.Advance(25_000);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        Assert.Equal(LimitKind.Unreconciled, rig.ReportsOf(ReportKind.ModeChange).Last().Mode.Cause);
        rig.AnswersReports = true;
        rig.AnswerAll();
        rig.Operator(OperatorAction.Resume, LimitKind.Unreconciled);
        rig.Advance(60_000);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    [Fact]
    public void An_order_that_stays_unknown_is_told_to_a_human_once()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_010);
        rig.Unknown(rig.TakeOrder());
        rig.Advance(55_000);
        Assert.DoesNotContain(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.UnknownOrder);
        rig.Advance(60_000);
        Assert.Single(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.UnknownOrder);
    }

    [Fact]
    public void A_difference_that_changed_between_reports_is_not_adopted_yet()
    {
        EngineRig rig = new EngineRig { AnswersReports = false }.Holding(Perpetual, 1).Connect();
        rig.Answer(rig.TakeReportsAsked().Single());
        rig.Advance(2100);
        rig.Holding(Perpetual, 2).Answer(rig.TakeReportsAsked().Single());
        Assert.Equal(0, rig.Engine.PositionOf(Perpetual).Raw);
        rig.Advance(2100);
        rig.Answer(rig.TakeReportsAsked().Single());
        Assert.Equal(NetQuantity.From(2), rig.Engine.PositionOf(Perpetual));
    }

    [Fact]
    public void Nothing_is_placed_before_a_difference_is_adopted_even_when_enabled()
    {
        EngineRig rig = new EngineRig { AnswersReports = false }.Holding(Perpetual, 1).Connect();
        rig.Enable();
        rig.Answer(rig.TakeReportsAsked().Single());
        rig.Mid(100_010);
        Assert.Empty(rig.TakePlaced());
        rig.Advance(2100);
        rig.Answer(rig.TakeReportsAsked().Single());
        rig.Mid(100_020);
        Assert.Single(rig.TakePlaced());
    }

    [Fact]
    public void A_fill_crossing_a_report_is_booked_once()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_010);
        EngineCommand order = rig.AcceptOrder();
        rig.AnswersReports = false;
        long sequence = rig.VenueTrades(Perpetual, Side.Sell, order.Quantity);
        rig.Advance(31_000);
        rig.Answer(rig.TakeReportsAsked().Single());
        Assert.Equal(NetQuantity.From(1), rig.Engine.PositionOf(Perpetual));
        rig.Fill(order.Order, Perpetual, Side.Sell, order.Quantity.ToDecimal(), 100_010, rig.NextExecution(),
            movesPosition: false, venueSequence: sequence);
        Assert.Equal(rig.Held(Perpetual), rig.Engine.PositionOf(Perpetual));
        rig.AnswersReports = true;
        rig.AnswerAll();
        rig.Advance(10_000);
        Assert.Equal(rig.Held(Perpetual), rig.Engine.PositionOf(Perpetual));
        Assert.Single(rig.ReportsOf(ReportKind.Adoption));
    }

    [Fact]
    public void A_fill_that_an_adopted_report_contained_is_ignored_and_the_next_one_is_not()
    {
        EngineRig rig = new EngineRig().Ready();
        rig.AnswersReports = true;
        long contained = rig.VenueTrades(Perpetual, Side.Buy, Quantity.From(0.05m));
        rig.Advance(40_000);
        Assert.Equal(NetQuantity.From(0.05m), rig.Engine.PositionOf(Perpetual));
        Stranger(rig, 0.05m, contained);
        Assert.Equal(NetQuantity.From(0.05m), rig.Engine.PositionOf(Perpetual));
        Stranger(rig, 0.01m, contained + 1);
        Assert.Equal(NetQuantity.From(0.06m), rig.Engine.PositionOf(Perpetual));
    }

    [Fact]
    public void Fills_of_one_match_that_share_a_sequence_are_all_booked()
    {
        EngineRig rig = new EngineRig().Ready();
        long sequence = rig.VenueTrades(Perpetual, Side.Buy, Quantity.From(0.05m));
        Stranger(rig, 0.03m, sequence);
        Stranger(rig, 0.02m, sequence);
        Assert.Equal(NetQuantity.From(0.05m), rig.Engine.PositionOf(Perpetual));
    }

    [Fact]
    public void A_fill_told_twice_is_booked_once()
    {
        EngineRig rig = new EngineRig().Ready();
        ExecutionId execution = rig.NextExecution();
        for (int i = 0; i < 3; i++)
            rig.Fill(ClientOrderId.None, Perpetual, Side.Buy, 0.01m, 100_000, execution, movesPosition: i == 0);
        Assert.Equal(NetQuantity.From(0.01m), rig.Engine.PositionOf(Perpetual));
    }

    [Fact]
    public void Nothing_is_adopted_while_an_order_on_the_instrument_may_still_fill()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_010);
        rig.AcceptOrder();
        rig.VenueTrades(Perpetual, Side.Sell, Quantity.From(0.5m));
        rig.AnswersReports = false;
        for (int i = 0; i < 20; i++)
        {
            rig.Advance(3_000);
            foreach (int report in rig.TakeReportsAsked())
                rig.Answer(report, EngineRig.OpenOrder(new ClientOrderId(1, 1), Side.Sell, 100_010.1m, 0.95m));
        }
        Assert.Equal(NetQuantity.From(1), rig.Engine.PositionOf(Perpetual));
    }

    [Fact]
    public void A_difference_older_than_the_order_that_rests_is_adopted()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_010);
        rig.AnswersReports = false;
        rig.VenueTrades(Perpetual, Side.Sell, Quantity.From(0.5m));
        EngineCommand order = rig.AcceptOrder();
        // The order of the moment is refused time and again, so that one is always under way when a report is made.
        for (int i = 0; i < 20; i++)
        {
            rig.Reject(order, RejectReason.ReduceOnlyConflict);
            rig.Advance(3_000);
            foreach (int report in rig.TakeReportsAsked()) rig.Answer(report);
            if (rig.TakePlaced() is [.., EngineCommand next]) order = next;
        }
        Assert.Equal(NetQuantity.From(0.5m), rig.Engine.PositionOf(Perpetual));
    }

    [Fact]
    public void A_later_difference_beyond_the_tolerance_reduces_only_and_says_so()
    {
        EngineRig rig = new EngineRig().Ready();
        rig.Holding(Perpetual, 2).Advance(40_000);
        Assert.Equal(NetQuantity.From(2), rig.Engine.PositionOf(Perpetual));
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        Assert.Contains(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.PositionMismatch);
    }

    [Theory]
    [InlineData(false, -203)]
    [InlineData(true, 0)]
    public void An_option_that_expired_is_no_mismatch_while_its_delivery_is_awaited(bool isInWallet, decimal wallet)
    {
        InstrumentId call = SmallMarket.AtTheMoneyCall;
        EngineRig rig = ExpiredWhileHeld(call);
        rig.Advance(600_000, step: 1000);
        Assert.Equal(NetQuantity.From(-2), rig.Engine.PositionOf(call));
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        Assert.DoesNotContain(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.PositionMismatch);

        rig.Apply(new EngineEvent
        {
            Kind = EventKind.Delivered,
            Venue = VenueId.Bybit,
            Instrument = call,
            Delivered = new Delivered(
                Price.From(100_100), CurrencyId.Usdt, FixedPoint.FromDecimal(-200), FixedPoint.FromDecimal(3),
                rig.NextExecution(), isInWallet),
        });
        Assert.True(rig.Engine.PositionOf(call).IsZero);
        Assert.Equal(wallet, rig.Engine.WalletOf(CurrencyId.Usdt));
    }

    [Fact]
    public void An_option_whose_delivery_is_never_told_is_taken_over_as_gone_and_said()
    {
        InstrumentId call = SmallMarket.AtTheMoneyCall;
        EngineRig rig = ExpiredWhileHeld(call);
        rig.Advance(1_000_000, step: 1000);
        Assert.True(rig.Engine.PositionOf(call).IsZero);
        Assert.Contains(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.PositionMismatch);
    }

    [Fact]
    public void An_option_that_expired_has_no_delta_while_its_delivery_is_awaited()
    {
        InstrumentId call = SmallMarket.AtTheMoneyCall;
        EngineRig rig = ExpiredWhileHeld(call);
        rig.Mid(103_000);
        rig.Advance(2_000);
        Assert.Equal(NetQuantity.From(-2), rig.Engine.PositionOf(call));
        EngineStatus.UnderlyingStatus status = rig.Engine.StatusOf(UnderlyingId.Of(CurrencyId.Btc));
        Assert.Equal(0, status.Delta);
        Assert.Equal(-2 * 3_000, status.OptionValueUsd, 100.0);
    }

    /// <summary>Two calls short over their expiry; the venue lists them no more.</summary>
    private static EngineRig ExpiredWhileHeld(InstrumentId call)
    {
        var rig = new EngineRig();
        rig.Now += Duration.FromSeconds((7 * 86400) - 10);
        rig.Holding(call, -2).Ready();
        Assert.Equal(NetQuantity.From(-2), rig.Engine.PositionOf(call));
        rig.Advance(10_000);
        return rig.Holding(call, 0);
    }

    [Fact]
    public void An_order_of_an_earlier_run_is_cancelled()
    {
        EngineRig rig = new EngineRig { AnswersReports = false }.Connect();
        rig.Take();
        int report = rig.TakeReportsAsked().Single();
        var stray = new ClientOrderId(0, 77);
        rig.Answer(report, EngineRig.OpenOrder(stray, Side.Sell, 100_500, 1));
        EngineCommand cancel = rig.Take().Single();
        Assert.Equal(CommandKind.CancelOrder, cancel.Kind);
        Assert.Equal(stray, cancel.Order);
    }

    [Fact]
    public void A_strangers_order_is_told_and_left_alone()
    {
        EngineRig rig = new EngineRig { AnswersReports = false }.Connect();
        rig.Take();
        rig.Answer(
            rig.TakeReportsAsked().Single(), EngineRig.OpenOrder(ClientOrderId.None, Side.Sell, 100_500, 1));
        Assert.Empty(rig.Take());
        Assert.Contains(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.StrangerOrder);
    }

    [Fact]
    public void An_order_with_a_newer_epoch_means_two_agents_and_halts()
    {
        EngineRig rig = new EngineRig { AnswersReports = false }.Connect();
        rig.Answer(
            rig.TakeReportsAsked().Single(), EngineRig.OpenOrder(new ClientOrderId(2, 1), Side.Sell, 100_500, 1));
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Contains(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.NewerEpochSeen);
    }

    [Fact]
    public void An_order_of_ours_that_a_whole_report_does_not_mention_is_asked_about()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_010);
        EngineCommand order = rig.AcceptOrder();
        rig.Advance(35_000);
        Assert.Contains(rig.Take(), c => c.Kind == CommandKind.QueryOrder && c.Order == order.Order);
        rig.Reported(order, OrderReportState.Cancelled);
        Assert.Equal(OrderState.Cancelled, rig.StateOf(order.Order));
        rig.Mid(100_020);
        Assert.Single(rig.TakePlaced());
    }

    [Fact]
    public void An_order_still_resting_from_before_a_restart_is_cancelled_when_reported()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_010);
        EngineCommand order = rig.AcceptOrder();
        rig.Restart(rig.Snapshot());
        rig.AnswersReports = false;
        rig.Run(2);
        rig.VenueUp();
        rig.Take();
        rig.Answer(
            rig.TakeReportsAsked().Single(), EngineRig.OpenOrder(order.Order, Side.Sell, 100_010.1m, 0.95m));
        EngineCommand cancel = rig.Take().Single(c => c.Kind == CommandKind.CancelOrder);
        Assert.Equal(order.Order, cancel.Order);
    }

    [Fact]
    public void Commands_are_barred_after_a_restart_until_enabled_and_reconciled()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Restart(rig.Snapshot());
        rig.Run(2);
        rig.VenueUp();
        rig.Mid(100_010);
        rig.Advance(5_000);
        Assert.Empty(rig.TakePlaced());
        rig.Enable();
        rig.Mid(100_020);
        EngineCommand order = rig.TakeOrder();
        Assert.Equal(new ClientOrderId(2, 1), order.Order);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.2, 0)]
    public void After_a_restart_one_report_is_enough_if_it_agrees(decimal traded, int placed)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Restart(rig.Snapshot());
        rig.AnswersReports = false;
        if (traded > 0) rig.VenueTrades(Perpetual, Side.Buy, Quantity.From(traded));
        rig.Run(2);
        rig.VenueUp();
        rig.Enable();
        rig.Mid(100_010);
        Assert.Empty(rig.TakePlaced());
        rig.Answer(rig.TakeReportsAsked().Single());
        rig.Mid(100_020);
        Assert.Equal(placed, rig.TakePlaced().Count);
    }

    private static void Stranger(EngineRig rig, decimal quantity, long sequence) => rig.Fill(
        ClientOrderId.None, Perpetual, Side.Buy, quantity, 100_000, rig.NextExecution(), movesPosition: false,
        venueSequence: sequence);
}
