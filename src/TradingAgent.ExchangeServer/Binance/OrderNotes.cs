using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>What the venue remembers of an order beyond what the exchange knows; the oldest are let go.</summary>
internal sealed class OrderNotes
{
    private const int Kept = 10_000;

    private readonly Dictionary<OrderId, OrderNote> _notes = [];
    private readonly Queue<OrderId> _age = [];

    public OrderNote Of(OrderId order) => _notes.GetValueOrDefault(order, OrderNote.Plain);

    public void Set(OrderId order, OrderNote note)
    {
        if (!_notes.ContainsKey(order)) _age.Enqueue(order);
        _notes[order] = note;
        if (_age.Count > Kept) _notes.Remove(_age.Dequeue());
    }
}
