using TradingAgent.Engine.Orders;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Orders;

/// <summary>Every cell of the order table against rules written the other way round: by signal, not by state.</summary>
public sealed class OrderLifecycleTests
{
    private static readonly OrderState[] Live =
    [
        OrderState.PendingNew, OrderState.Working, OrderState.PendingAmend, OrderState.PendingCancel,
        OrderState.Unknown,
    ];

    public static IEnumerable<TheoryDataRow<OrderState, string>> Cells =>
        from state in Enum.GetValues<OrderState>()
        from signal in Enum.GetValues<OrderSignal>()
        select new TheoryDataRow<OrderState, string>(state, signal.ToString());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_is_as_the_rules_say(OrderState state, string name)
    {
        OrderSignal signal = Enum.Parse<OrderSignal>(name);
        OrderState? expected = Expect(state, signal);
        Assert.Equal(expected is null, OrderLifecycle.IsImpossible(state, signal));
        if (expected is { } next) Assert.Equal(next, OrderLifecycle.Next(state, signal));
        else Assert.Throws<TradingAgent.Engine.Kernel.InvariantException>(() => OrderLifecycle.Next(state, signal));
    }

    [Fact]
    public void The_table_is_as_large_as_its_enums()
    {
        Assert.Equal(OrderLifecycle.States, Enum.GetValues<OrderState>().Length);
        Assert.Equal(OrderLifecycle.Signals, Enum.GetValues<OrderSignal>().Length);
    }

    [Fact]
    public void Only_the_venue_can_end_what_is_unknown()
    {
        OrderSignal[] ours = [OrderSignal.CancelSent, OrderSignal.OutcomeUnknown, OrderSignal.ChangeNotSent];
        foreach (OrderSignal signal in ours)
            Assert.Equal(OrderState.Unknown, OrderLifecycle.Next(OrderState.Unknown, signal));
    }

    private static OrderState? Expect(OrderState state, OrderSignal signal)
    {
        if (state == OrderState.None) return null;
        bool isLive = Live.Contains(state);
        bool mayNotExist = state is OrderState.PendingNew or OrderState.PendingCancel or OrderState.Unknown;
        bool restsNowhereYet = state is OrderState.PendingNew or OrderState.Unknown or OrderState.Rejected;
        switch (signal)
        {
            case OrderSignal.AmendSent:
                return state == OrderState.Working ? OrderState.PendingAmend : null;
            case OrderSignal.CancelSent:
                return !isLive ? null : state == OrderState.Unknown ? state : OrderState.PendingCancel;
            case OrderSignal.Accepted or OrderSignal.ReportedOpen or OrderSignal.FilledPartly:
                return restsNowhereYet ? OrderState.Working : state;
            case OrderSignal.Rejected or OrderSignal.PlaceNotSent or OrderSignal.ReportedRejected:
                return mayNotExist ? OrderState.Rejected : state;
            case OrderSignal.AmendConfirmed:
                return state is OrderState.PendingNew or OrderState.PendingAmend or OrderState.Unknown
                    ? OrderState.Working : state;
            case OrderSignal.AmendRefused:
                return state is OrderState.PendingAmend or OrderState.Unknown ? OrderState.Working : state;
            case OrderSignal.CancelRefused:
                return state is OrderState.PendingCancel or OrderState.Unknown ? OrderState.Working : state;
            case OrderSignal.FilledWhole or OrderSignal.ReportedFilled:
                return OrderState.Filled;
            case OrderSignal.Cancelled:
                return isLive ? OrderState.Cancelled : state;
            case OrderSignal.ReportedCancelled:
                return isLive || state == OrderState.Rejected ? OrderState.Cancelled : state;
            case OrderSignal.OutcomeUnknown:
                return isLive ? OrderState.Unknown : state;
            case OrderSignal.ChangeNotSent:
                return state is OrderState.PendingAmend or OrderState.PendingCancel ? OrderState.Working : state;
            case OrderSignal.ReportedMissing:
                return state == OrderState.Unknown ? OrderState.Rejected : state;
            default:
                throw new ArgumentOutOfRangeException(nameof(signal));
        }
    }
}
