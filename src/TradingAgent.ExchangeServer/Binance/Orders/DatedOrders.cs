using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>Ends orders at the date that they were good till. Exchange thread only.</summary>
internal sealed class DatedOrders(ExchangeView view, OrderNotes notes)
{
    private readonly PriorityQueue<(AccountId Account, OrderId Order), long> _waiting = new();

    public void Add(AccountId account, OrderId order, long goodTill) => _waiting.Enqueue((account, order), goodTill);

    public void Check(Timestamp now)
    {
        while (_waiting.TryPeek(out (AccountId Account, OrderId Order) next, out long end) && end <= now.Milliseconds)
        {
            _waiting.Dequeue();
            OrderNote before = notes.Of(next.Order);
            notes.Set(next.Order, before with { HasExpired = true });
            if (!view.Exchange.CancelOpen(next.Account, next.Order)) notes.Set(next.Order, before);
        }
    }
}
