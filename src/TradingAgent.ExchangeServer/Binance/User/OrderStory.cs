using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>
/// Turns the exchange's changes of one account's orders into the venue's story of each: it is new, it trades, it is
/// amended, it ends. The exchange tells a fill before the order's own change and never tells of an order as new that
/// was filled at once; here everything begins with being new, and every fill shows the sums as they were after it.
/// </summary>
internal sealed class OrderStory
{
    private readonly Dictionary<OrderId, Told> _open = [];

    /// <summary>Begins with an order that was open before anybody listened.</summary>
    public void Know(in OrderSnapshot order) => _open[order.Id] = Told.Of(order);

    public void OnOrder(in OrderSnapshot order, List<OrderStep> steps)
    {
        bool isKnown = _open.TryGetValue(order.Id, out Told told);
        if (!isKnown && order.Status != OrderStatus.Filled) steps.Add(Begin(order));
        if (!order.IsOpen)
        {
            _open.Remove(order.Id);
            if (order.Status != OrderStatus.Filled) steps.Add(new OrderStep(OrderStepKind.Ended, order, default));
            return;
        }
        bool isAmended = isKnown && (told.Price != order.Price || told.Quantity != order.Quantity);
        if (isAmended) steps.Add(new OrderStep(OrderStepKind.Amended, order, default));
        _open[order.Id] = Told.Of(order);
    }

    /// <param name="fill">A fill of an order.</param>
    /// <param name="order">The order as the exchange knows it now, for what a fill does not say.</param>
    /// <param name="steps">What is to be told.</param>
    public void OnFill(in ExecutionSnapshot fill, in OrderSnapshot order, List<OrderStep> steps)
    {
        bool isKnown = _open.TryGetValue(fill.Order, out Told told);
        OrderSnapshot before = order with
        {
            Price = fill.OrderPrice,
            Quantity = fill.OrderQuantity,
            Filled = fill.OrderQuantity - fill.Leaves - fill.Quantity,
            FilledValue = told.FilledValue,
            CancelReason = CancelReason.None,
            Status = told.FilledValue == 0 ? OrderStatus.New : OrderStatus.PartiallyFilled,
            UpdatedAt = fill.Time,
        };
        bool isAmended = isKnown && (told.Price != fill.OrderPrice || told.Quantity != fill.OrderQuantity);
        if (!isKnown) steps.Add(new OrderStep(OrderStepKind.New, before, default));
        else if (isAmended) steps.Add(new OrderStep(OrderStepKind.Amended, before, default));
        OrderSnapshot after = before with
        {
            Filled = fill.OrderQuantity - fill.Leaves,
            FilledValue = told.FilledValue + fill.Value,
            Status = fill.Leaves.IsZero ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
        };
        steps.Add(new OrderStep(OrderStepKind.Trade, after, fill));
        _open[fill.Order] = Told.Of(after);
    }

    private static OrderStep Begin(in OrderSnapshot order) => new(
        OrderStepKind.New,
        order with
        {
            Status = OrderStatus.New,
            Filled = Quantity.Zero,
            FilledValue = 0,
            CancelReason = CancelReason.None,
        },
        default);

    private readonly record struct Told(Price Price, Quantity Quantity, decimal FilledValue)
    {
        public static Told Of(in OrderSnapshot order) => new(order.Price, order.Quantity, order.FilledValue);
    }
}
