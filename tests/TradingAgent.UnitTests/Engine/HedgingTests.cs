using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>When a hedge starts, how large it is, how hard it tries, and when it stops.</summary>
public sealed class HedgingTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    private static EngineRig Long(decimal quantity) => new EngineRig().Holding(Perpetual, quantity);

    [Fact]
    public void A_delta_inside_the_band_trades_nothing()
    {
        EngineRig rig = Long(0.09m).Ready();
        rig.Mid(100_010);
        rig.Advance(5_000);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void Leaving_the_band_rests_one_post_only_order_at_the_touch_down_to_the_inner_edge()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_010);
        EngineCommand order = rig.TakeOrder();
        Assert.Equal(Side.Sell, order.Side);
        Assert.Equal(TimeInForce.PostOnly, order.TimeInForce);
        Assert.Equal(Quantity.From(0.95m), order.Quantity);
        Assert.Equal(Price.From(100_000.1m), order.Price);
        Assert.Equal(new ClientOrderId(1, 1), order.Order);
        Assert.True(order.SendBefore > rig.Now);
    }

    [Theory]
    [InlineData(ParameterId.OrderDeltaMax, 0.3)]
    [InlineData(ParameterId.OrderNotionalMax, 30_000)]
    public void An_order_smaller_than_what_is_wanted_is_said_once(ParameterId limit, double most)
    {
        EngineRig rig = Long(1).With(limit, most).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        decimal size = order.Quantity.ToDecimal();
        Assert.InRange(size, 0.299m, 0.3m);
        rig.Advance(3_000);
        EngineReport told = Assert.Single(
            rig.ReportsOf(ReportKind.Decision), r => r.Decision.Rule == DecisionRule.Capped);
        Assert.Equal(-(double)size, told.Decision.Amount, 9);
        Assert.Equal(order.Instrument, told.Instrument);
    }

    [Fact]
    public void A_short_delta_is_bought_back_at_the_bid()
    {
        EngineRig rig = Long(-1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.TakeOrder();
        Assert.Equal((Side.Buy, Price.From(99_999.9m)), (order.Side, order.Price));
    }

    [Fact]
    public void Partial_fills_leave_the_rest_working_and_the_inner_edge_ends_the_campaign()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 0.5m);
        rig.Mid(100_000);
        Assert.Empty(rig.Take());
        rig.Fill(order, 0.45m);
        Assert.Equal(OrderState.Filled, rig.StateOf(order.Order));
        rig.Advance(5_000);
        Assert.Empty(rig.TakePlaced());
        Assert.Equal(0.05, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 9);
        Assert.Contains(rig.ReportsOf(ReportKind.Decision), r => r.Decision.Rule == DecisionRule.Reached);
    }

    [Fact]
    public void A_resting_order_goes_when_the_delta_comes_back_by_itself()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Balance(CurrencyId.Btc, -0.97m);
        EngineCommand cancel = rig.Take().Single();
        Assert.Equal((CommandKind.CancelOrder, order.Order), (cancel.Kind, cancel.Order));
    }

    [Fact]
    public void An_unanswered_order_is_not_doubled()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        Assert.Single(rig.TakePlaced());
        for (int i = 1; i < 20; i++) rig.Mid(100_000 + i);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void An_unknown_order_counts_at_full_size()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.TakeOrder();
        rig.Unknown(order);
        rig.Mid(100_010);
        rig.Advance(1_000);
        Assert.Empty(rig.TakePlaced());
        rig.Balance(CurrencyId.Btc, 1);
        rig.Mid(100_020);
        EngineCommand second = rig.TakeOrder();
        Assert.Equal(Quantity.From(1), second.Quantity);
    }

    [Fact]
    public void An_order_being_cancelled_counts_until_the_venue_says_it_is_gone()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Mid(100_050);
        Assert.Equal(CommandKind.CancelOrder, rig.Take().Single().Kind);
        rig.Mid(100_060);
        Assert.Empty(rig.TakePlaced());
        rig.Cancelled(order);
        rig.Mid(100_070);
        Assert.Equal(Quantity.From(0.95m), rig.TakeOrder().Quantity);
    }

    [Fact]
    public void A_pending_enlargement_still_counts_after_its_order_is_being_cancelled()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        rig.AcceptOrder();
        rig.Balance(CurrencyId.Btc, 1);
        EngineCommand amend = rig.Take().Single();
        Assert.Equal((CommandKind.AmendOrder, Quantity.From(1.95m)), (amend.Kind, amend.Quantity));
        rig.Operator(OperatorAction.CancelAll);
        rig.Mid(100_010);
        rig.Advance(1_000);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void A_pending_enlargement_still_counts_after_a_fill_of_an_unknown_order()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Balance(CurrencyId.Btc, 1);
        EngineCommand amend = rig.Take().Single();
        rig.Unknown(amend);
        rig.Fill(order, 0.1m);
        rig.Operator(OperatorAction.CancelAll);
        rig.Mid(100_010);
        rig.Advance(1_000);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void Linear_steps_trade_whole_increments_and_at_most_so_many()
    {
        EngineRig rig = Long(1).With(ParameterId.StepDelta, 0.2).With(ParameterId.StepsMax, 2).Ready();
        rig.Mid(100_000);
        Assert.Equal(Quantity.From(0.4m), rig.TakeOrder().Quantity);
    }

    [Fact]
    public void A_new_decision_waits_for_the_minimum_interval()
    {
        EngineRig rig = Long(1).With(ParameterId.IntervalMin, 5_000).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 0.95m);
        rig.Balance(CurrencyId.Btc, 1);
        rig.Advance(4_000);
        Assert.Empty(rig.TakePlaced());
        rig.Advance(2_000);
        Assert.Single(rig.TakePlaced());
    }

    [Fact]
    public void The_message_budget_holds_placements_back_and_refills_with_time()
    {
        EngineRig rig = Long(1).With(ParameterId.MessagesPerSecond, 0.1).With(ParameterId.MessageBurst, 1).Ready();
        rig.Mid(100_000);
        rig.Reject(rig.TakeOrder(), RejectReason.WouldTake);
        rig.Advance(8_000);
        Assert.Empty(rig.TakePlaced());
        Assert.Contains(rig.ReportsOf(ReportKind.Refusal), r => r.Refusal.Reason == Refusal.MessageBudget);
        rig.Advance(4_000);
        Assert.Single(rig.TakePlaced());
    }

    [Fact]
    public void A_post_only_rejection_leads_to_a_new_quote()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        EngineCommand first = rig.TakeOrder();
        rig.Reject(first, RejectReason.WouldTake);
        rig.Mid(99_990);
        EngineCommand second = rig.TakeOrder();
        Assert.NotEqual(first.Order, second.Order);
        Assert.Equal(TimeInForce.PostOnly, second.TimeInForce);
    }

    [Fact]
    public void Patience_improves_by_a_tick_where_the_spread_has_room()
    {
        EngineRig rig = Long(0.5m).With(ParameterId.PassiveFor, 2_000).With(ParameterId.ImproveFor, 2_000).Ready();
        rig.Quote(Perpetual, 99_990, 100_010);
        rig.Mark(Perpetual, 100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Advance(2_500);
        EngineCommand amend = rig.Take().Single(c => c.Kind == CommandKind.AmendOrder);
        Assert.Equal(order.Price - Price.From(0.1m), amend.Price);
        rig.Advance(10_000);
        Assert.DoesNotContain(rig.Take(), c => c.TimeInForce == TimeInForce.ImmediateOrCancel);
    }

    [Fact]
    public void The_fill_of_an_option_is_no_progress_of_a_hedge()
    {
        EngineRig rig = Long(0.5m).With(ParameterId.PassiveFor, 2_000).With(ParameterId.ImproveFor, 2_000).Ready();
        rig.Quote(Perpetual, 99_990, 100_010);
        rig.Mark(Perpetual, 100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Advance(1_500);
        rig.Fill(
            new ClientOrderId(1, 900), SmallMarket.AtTheMoneyCall, Side.Buy, 0.01m, 2_500, rig.NextExecution());
        rig.Advance(1_000);
        EngineCommand amend = rig.Take().Single(c => c.Kind == CommandKind.AmendOrder);
        Assert.Equal(order.Price - Price.From(0.1m), amend.Price);
    }

    [Fact]
    public void An_improved_order_alone_at_the_touch_does_not_chase_itself()
    {
        EngineRig rig = Long(0.5m).With(ParameterId.PassiveFor, 2_000).With(ParameterId.RequoteTicks, 1).Ready();
        rig.Quote(Perpetual, 99_990, 100_010);
        rig.Mark(Perpetual, 100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Advance(2_500);
        EngineCommand amend = rig.Take().Single(c => c.Kind == CommandKind.AmendOrder);
        rig.Amended(amend);
        rig.Silence(Perpetual);
        for (int i = 0; i < 20; i++)
        {
            rig.Quote(Perpetual, 99_990, amend.Price.ToDecimal(), 5, order.Quantity.ToDecimal());
            rig.Mark(Perpetual, 100_000);
            rig.Silence(Perpetual);
            rig.Advance(500, quotes: false);
        }
        Assert.DoesNotContain(rig.Take(), c => c.Kind is CommandKind.AmendOrder or CommandKind.PlaceOrder);
    }

    [Fact]
    public void An_order_that_takes_is_as_large_as_its_own_price_allows()
    {
        EngineRig rig = Long(-1).With(ParameterId.PassiveFor, 2_000).With(ParameterId.ImproveFor, 2_000)
            .With(ParameterId.OrderNotionalMax, 50_010).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        Assert.Equal(Quantity.From(0.5m), order.Quantity);
        rig.Advance(2_500);
        rig.Amended(rig.Take().Single(c => c.Kind == CommandKind.AmendOrder));
        rig.Advance(2_000);
        rig.Cancelled(order);
        rig.Mid(100_001);
        EngineCommand take = rig.TakeOrder();
        Assert.Equal((TimeInForce.ImmediateOrCancel, Quantity.From(0.499m)), (take.TimeInForce, take.Quantity));
        Assert.Empty(rig.ReportsOf(ReportKind.Refusal));
    }

    [Fact]
    public void Taking_needs_a_delta_far_outside_and_waiting_and_the_resting_order_gone()
    {
        EngineRig rig = Long(1).With(ParameterId.PassiveFor, 2_000).With(ParameterId.ImproveFor, 2_000).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Advance(2_500);
        rig.Amended(rig.Take().Single(c => c.Kind == CommandKind.AmendOrder));
        rig.Advance(1_300);
        Assert.DoesNotContain(rig.Take(), c => c.Kind == CommandKind.CancelOrder);
        rig.Advance(700);
        Assert.Equal(CommandKind.CancelOrder, rig.Take().Last().Kind);
        rig.Cancelled(order);
        rig.Mid(100_001);
        EngineCommand take = rig.TakeOrder();
        Assert.Equal(TimeInForce.ImmediateOrCancel, take.TimeInForce);
        Assert.True(take.Price <= Price.From(100_000.9m));
        Assert.True(take.Price >= Price.From(99_900));
    }

    [Fact]
    public void Drain_cancels_everything_and_places_nothing()
    {
        EngineRig rig = Long(1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Operator(OperatorAction.Drain);
        EngineCommand cancel = rig.Take().Single();
        Assert.Equal((CommandKind.CancelOrder, order.Order), (cancel.Kind, cancel.Order));
        rig.Cancelled(order);
        rig.Mid(100_100);
        rig.Advance(10_000);
        Assert.DoesNotContain(rig.Take(), c => c.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder);
    }

    [Fact]
    public void Nothing_is_placed_while_the_private_stream_is_down()
    {
        EngineRig rig = Long(1).Ready();
        rig.Status(VenueStream.Private, VenueStatus.Down);
        rig.Mid(100_050);
        rig.Advance(3_000);
        Assert.Empty(rig.TakePlaced());
        rig.Status(VenueStream.Private, VenueStatus.Up);
        rig.Advance(3_000);
        Assert.Single(rig.TakePlaced());
    }

    [Fact]
    public void An_inverse_perpetual_hedges_in_dollars()
    {
        EngineRig rig = Long(1);
        rig.Tradable.Clear();
        rig.Tradable.Add(SmallMarket.InversePerpetual);
        rig.Ready();
        rig.Mark(SmallMarket.InversePerpetual, 100_000);
        rig.Mid(100_000);
        rig.Advance(1_000);
        EngineCommand order = rig.TakeOrder();
        Assert.Equal((SmallMarket.InversePerpetual, Quantity.From(95_000)), (order.Instrument, order.Quantity));
    }

    [Fact]
    public void A_frame_of_several_events_is_decided_on_at_its_end()
    {
        EngineRig rig = Long(1).Ready();
        rig.Apply(new EngineEvent
        {
            Kind = EventKind.MarkChanged,
            Instrument = Perpetual,
            Flags = EventFlags.MoreFollows,
            Mark = new MarkChanged(Price.From(100_000), Price.From(100_000)),
        });
        Assert.Empty(rig.TakePlaced());
        rig.Mid(100_000);
        Assert.Single(rig.TakePlaced());
    }
}
