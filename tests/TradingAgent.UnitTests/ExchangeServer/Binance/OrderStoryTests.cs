using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Binance.User;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class OrderStoryTests
{
    private readonly OrderStory _story = new();
    private readonly List<OrderStep> _steps = [];

    private static OrderSnapshot Resting { get; } = new()
    {
        Id = new OrderId(7),
        Status = OrderStatus.New,
        Price = Price.From(100m),
        Quantity = Quantity.From(3m),
    };

    [Fact]
    public void An_order_is_told_as_new_once()
    {
        _story.OnOrder(Resting, _steps);
        _story.OnOrder(Resting, _steps);
        Assert.Equal([OrderStepKind.New], Kinds());
    }

    [Fact]
    public void An_order_that_was_open_before_is_not_told_as_new()
    {
        _story.Know(Resting);
        _story.OnOrder(Resting with { Status = OrderStatus.Cancelled, CancelReason = CancelReason.Requested }, _steps);
        Assert.Equal([OrderStepKind.Ended], Kinds());
    }

    [Fact]
    public void What_ends_without_ever_resting_was_new_first()
    {
        OrderSnapshot ended = Resting with
        {
            Status = OrderStatus.Cancelled,
            CancelReason = CancelReason.ImmediateRemainder,
        };
        _story.OnOrder(ended, _steps);
        Assert.Equal([OrderStepKind.New, OrderStepKind.Ended], Kinds());
        Assert.Equal((OrderStatus.New, CancelReason.None), (_steps[0].Order.Status, _steps[0].Order.CancelReason));
    }

    [Fact]
    public void Fills_before_the_orders_own_change_add_up_and_the_change_adds_nothing()
    {
        OrderSnapshot after = Resting with
        {
            Status = OrderStatus.Filled,
            Filled = Quantity.From(3m),
            FilledValue = 302m,
        };
        _story.OnFill(Fill(1m, 100m, leaves: 2m), after, _steps);
        _story.OnFill(Fill(2m, 101m, leaves: 0m), after, _steps);
        _story.OnOrder(after, _steps);
        Assert.Equal([OrderStepKind.New, OrderStepKind.Trade, OrderStepKind.Trade], Kinds());
        Assert.Equal(
            [(OrderStatus.New, 0m), (OrderStatus.PartiallyFilled, 100m), (OrderStatus.Filled, 302m)],
            _steps.Select(step => (step.Order.Status, step.Order.FilledValue)));
        Assert.Equal([0m, 1m, 3m], _steps.Select(step => step.Order.Filled.ToDecimal()));
    }

    [Fact]
    public void An_amendment_that_trades_at_once_is_told_before_its_fills()
    {
        _story.OnOrder(Resting, _steps);
        OrderSnapshot after = Resting with { Price = Price.From(105m), Status = OrderStatus.PartiallyFilled };
        ExecutionSnapshot fill = Fill(1m, 104m, leaves: 2m) with { OrderPrice = Price.From(105m) };
        _story.OnFill(fill, after, _steps);
        _story.OnOrder(after with { Filled = Quantity.From(1m), FilledValue = 104m }, _steps);
        Assert.Equal([OrderStepKind.New, OrderStepKind.Amended, OrderStepKind.Trade], Kinds());
        Assert.Equal(Price.From(105m), _steps[1].Order.Price);
    }

    private IEnumerable<OrderStepKind> Kinds() => _steps.Select(step => step.Kind);

    private static ExecutionSnapshot Fill(decimal quantity, decimal price, decimal leaves) => new()
    {
        Order = new OrderId(7),
        OrderPrice = Price.From(100m),
        OrderQuantity = Quantity.From(3m),
        Quantity = Quantity.From(quantity),
        Price = Price.From(price),
        Value = quantity * price,
        Leaves = Quantity.From(leaves),
    };
}
