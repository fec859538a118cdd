using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>Lost answers, late answers, answers told twice: only evidence moves an order.</summary>
public sealed class OrderOutcomeTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    private static EngineRig Working(out EngineCommand order)
    {
        EngineRig rig = Placed(out order);
        rig.Accept(order);
        return rig;
    }

    private static EngineRig Placed(out EngineCommand order)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        order = rig.TakeOrder();
        return rig;
    }

    [Fact]
    public void An_order_refused_because_its_id_is_known_was_placed_and_is_asked_about()
    {
        EngineRig rig = Placed(out EngineCommand order);
        rig.Reject(order, RejectReason.DuplicateId);
        Assert.Equal(OrderState.Unknown, rig.StateOf(order.Order));
        Assert.Contains(rig.Take(), c => c.Kind == CommandKind.QueryOrder && c.Order == order.Order);
    }

    [Theory]
    [InlineData(OrderReportState.Open, OrderState.Working)]
    [InlineData(OrderReportState.Filled, OrderState.Filled)]
    [InlineData(OrderReportState.Cancelled, OrderState.Cancelled)]
    [InlineData(OrderReportState.Rejected, OrderState.Rejected)]
    [InlineData(OrderReportState.NotFound, OrderState.Rejected)]
    public void A_timeout_is_asked_about_and_only_the_answer_moves_the_order(OrderReportState answer, OrderState state)
    {
        EngineRig rig = Placed(out EngineCommand order);
        rig.Advance(6_000);
        Assert.Equal(OrderState.Unknown, rig.StateOf(order.Order));
        Assert.Contains(rig.Take(), c => c.Kind == CommandKind.QueryOrder && c.Order == order.Order);
        rig.Advance(60_000);
        Assert.Equal(OrderState.Unknown, rig.StateOf(order.Order));
        Assert.Contains(rig.Take(), c => c.Kind == CommandKind.QueryOrder && c.Order == order.Order);
        rig.Reported(order, answer);
        Assert.Equal(state, rig.StateOf(order.Order));
    }

    [Fact]
    public void A_lost_outcome_asks_at_once()
    {
        EngineRig rig = Placed(out EngineCommand order);
        rig.Unknown(order);
        EngineCommand query = rig.Take().Single();
        Assert.Equal((CommandKind.QueryOrder, order.Order), (query.Kind, query.Order));
        Assert.Equal(1, rig.Engine.Status().UnknownOrders);
    }

    [Fact]
    public void Not_found_after_it_was_accepted_means_cancelled()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Unknown(order);
        rig.Reported(order, OrderReportState.NotFound);
        Assert.Equal(OrderState.Cancelled, rig.StateOf(order.Order));
    }

    [Fact]
    public void A_cancel_refused_because_the_order_is_gone_is_asked_about()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Operator(OperatorAction.CancelAll);
        EngineCommand cancel = rig.Take().Single();
        rig.CancelRefused(cancel, RejectReason.OrderGone);
        Assert.Equal(OrderState.PendingCancel, rig.StateOf(order.Order));
        Assert.Equal(1, rig.Engine.Status().LiveOrders);
        Assert.Equal(CommandKind.QueryOrder, rig.Take().Single().Kind);
        rig.Reported(order, OrderReportState.Filled);
        Assert.Equal(OrderState.Filled, rig.StateOf(order.Order));
    }

    [Fact]
    public void A_cancel_refused_otherwise_is_sent_again_after_a_while()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Operator(OperatorAction.Drain);
        EngineCommand cancel = rig.Take().Single();
        rig.CancelRefused(cancel, RejectReason.VenueBusy);
        rig.Advance(6_000);
        Assert.Contains(rig.Take(), c => c.Kind == CommandKind.CancelOrder && c.Order == order.Order);
    }

    [Theory]
    [InlineData(RejectReason.RateLimited, OrderState.Unknown)]
    [InlineData(RejectReason.VenueBusy, OrderState.Unknown)]
    [InlineData(RejectReason.ClockSkew, OrderState.Unknown)]
    [InlineData(RejectReason.Other, OrderState.Unknown)]
    [InlineData(RejectReason.NotModified, OrderState.Working)]
    public void A_refusal_that_never_looked_at_an_unknown_order_proves_nothing(RejectReason reason, OrderState state)
    {
        EngineRig rig = Placed(out EngineCommand order);
        rig.Unknown(order);
        rig.CancelRefused(order, reason);
        Assert.Equal(state, rig.StateOf(order.Order));
    }

    [Fact]
    public void A_command_not_sent_is_definite()
    {
        EngineRig rig = Placed(out EngineCommand order);
        rig.NotSent(order);
        Assert.Equal(OrderState.Rejected, rig.StateOf(order.Order));
        rig.Mid(100_010);
        Assert.NotEqual(order.Order, rig.TakeOrder().Order);
    }

    [Fact]
    public void A_late_fill_after_the_cancel_is_booked_once()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Operator(OperatorAction.Drain);
        rig.Cancelled(rig.Take().Single());
        ExecutionId execution = rig.NextExecution();
        for (int i = 0; i < 2; i++)
        {
            rig.Fill(
                order.Order, Perpetual, Side.Sell, 0.4m, 100_000, execution, movesPosition: i == 0);
        }
        Assert.Equal(NetQuantity.From(0.6m), rig.Engine.PositionOf(Perpetual));
        Assert.Equal(OrderState.Cancelled, rig.StateOf(order.Order));
    }

    [Fact]
    public void A_fill_before_the_acceptance_proves_that_the_order_rests()
    {
        EngineRig rig = Placed(out EngineCommand order);
        rig.Fill(order, 0.5m);
        Assert.Equal(OrderState.Working, rig.StateOf(order.Order));
        rig.Accept(order);
        rig.Fill(order, 0.45m);
        Assert.Equal(OrderState.Filled, rig.StateOf(order.Order));
        Assert.Equal(0, rig.Engine.Status().LiveOrders);
    }

    [Fact]
    public void Cancel_arriving_after_the_fill_is_ignored()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Fill(order, 0.95m);
        rig.Cancelled(order);
        Assert.Equal(OrderState.Filled, rig.StateOf(order.Order));
    }

    [Fact]
    public void An_acceptance_told_again_does_not_undo_an_amend()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Balance(CurrencyId.Btc, 1);
        EngineCommand amend = rig.Take().Single();
        rig.Amended(amend);
        rig.Accept(order);
        rig.Mid(100_000);
        Assert.DoesNotContain(rig.Take(), c => c.Kind == CommandKind.AmendOrder);
    }

    [Fact]
    public void An_amend_told_late_says_nothing_of_the_next_one()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Balance(CurrencyId.Btc, 1);
        EngineCommand amend = rig.Take().Single();
        rig.Amended(order);
        Assert.Equal(OrderState.PendingAmend, rig.StateOf(order.Order));
        rig.Amended(amend);
        Assert.Equal(OrderState.Working, rig.StateOf(order.Order));
    }

    [Fact]
    public void A_fill_does_not_say_how_an_amend_went_that_nobody_knows_of()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Balance(CurrencyId.Btc, 1);
        EngineCommand amend = rig.Take().Single();
        rig.Unknown(amend);
        rig.Fill(order, 0.1m);
        Assert.Equal(OrderState.Unknown, rig.StateOf(order.Order));
        rig.Reported(amend, OrderReportState.Open, filled: 0.1m);
        Assert.Equal(OrderState.Working, rig.StateOf(order.Order));
    }

    [Fact]
    public void An_order_amended_down_to_what_is_filled_already_is_over()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Balance(CurrencyId.Btc, 1);
        EngineCommand amend = rig.Take().Single() with { Quantity = Quantity.From(0.5m) };
        rig.Fill(order, 0.5m);
        rig.AmendRefused(rig.Commands.Last(c => c.Kind == CommandKind.AmendOrder), RejectReason.NotModified);
        rig.Amended(amend);
        Assert.Equal(OrderState.Filled, rig.StateOf(order.Order));
        Assert.Equal(0, rig.Engine.Status().LiveOrders);
    }

    [Fact]
    public void Terms_told_of_an_order_that_ended_do_not_enlarge_what_is_on_its_way()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Operator(OperatorAction.CancelAll);
        rig.Cancelled(rig.Take().Single(), filled: 0.5m);
        rig.Reported(order, OrderReportState.Open);
        rig.Fill(order, 0.5m);
        Assert.Equal(OrderState.Cancelled, rig.StateOf(order.Order));
    }

    [Fact]
    public void An_order_ended_before_its_fills_arrive_still_counts_until_they_do()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Operator(OperatorAction.CancelAll);
        rig.Cancelled(rig.Take().Single(), filled: 0.5m);
        rig.Mid(100_010);
        Assert.Equal(Quantity.From(0.45m), rig.TakeOrder().Quantity);
        rig.Fill(order, 0.5m);
        Assert.Equal(OrderState.Cancelled, rig.StateOf(order.Order));
        rig.Mid(100_011);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void Fills_that_never_come_are_told_and_the_order_ends()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Operator(OperatorAction.CancelAll);
        rig.Cancelled(rig.Take().Single(), filled: 0.5m);
        rig.Advance(4_000);
        rig.AnswersReports = false;
        Assert.Empty(rig.TakeReportsAsked());
        rig.Advance(2_000);
        Assert.Equal(OrderState.Cancelled, rig.StateOf(order.Order));
        Assert.Contains(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.FillsMissing);
        Assert.Single(rig.TakeReportsAsked());
    }

    [Fact]
    public void Evidence_of_a_rejected_order_at_rest_brings_it_back()
    {
        EngineRig rig = Placed(out EngineCommand order);
        rig.Unknown(order);
        rig.Reported(order, OrderReportState.NotFound);
        rig.Take();
        rig.Accept(order);
        Assert.Equal(OrderState.Working, rig.StateOf(order.Order));
        Assert.Equal(1, rig.Engine.Status().LiveOrders);
    }

    [Fact]
    public void Answers_about_orders_nobody_knows_change_nothing()
    {
        EngineRig rig = Working(out EngineCommand order);
        EngineCommand other = order;
        other.Order = new ClientOrderId(9, 9);
        rig.Accept(other);
        rig.Reject(other, RejectReason.Other);
        rig.Cancelled(other);
        rig.CancelRefused(other, RejectReason.OrderGone);
        rig.AmendRefused(other, RejectReason.Other);
        rig.Unknown(other);
        rig.NotSent(other);
        Assert.Equal(1, rig.Engine.Status().LiveOrders);
        Assert.Equal(OrderState.Working, rig.StateOf(order.Order));
    }

    [Fact]
    public void An_amend_moves_away_from_the_market_and_a_touch_coming_at_us_is_left_by_cancel_and_replace()
    {
        EngineRig rig = Working(out EngineCommand order);
        rig.Mid(99_990);
        EngineCommand amend = rig.Take().Single();
        Assert.Equal((CommandKind.AmendOrder, Price.From(99_990.1m)), (amend.Kind, amend.Price));
        rig.Amended(amend);
        rig.Mid(100_010);
        EngineCommand cancel = rig.Take().Single();
        Assert.Equal((CommandKind.CancelOrder, order.Order), (cancel.Kind, cancel.Order));
        rig.Cancelled(cancel);
        rig.Mid(100_010.5m);
        EngineCommand replacement = rig.TakeOrder();
        Assert.Equal(TimeInForce.PostOnly, replacement.TimeInForce);
        Assert.NotEqual(order.Order, replacement.Order);
    }

    [Fact]
    public void A_small_move_of_the_touch_leaves_the_resting_order_alone()
    {
        EngineRig rig = Working(out _);
        rig.Mid(100_000.1m);
        Assert.Empty(rig.Take());
    }
}
