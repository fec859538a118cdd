namespace TradingAgent.Venues.Account;

/// <summary>
/// Our recent orders as the venue's rows described them, so that each row yields only its news: the first sight of an
/// order, a changed price or size, an end. Never moves backwards: older rows and rows after the end say nothing.
/// Bounded; not thread-safe.
/// </summary>
internal sealed class OrderBoard
{
    private readonly Entry[] _entries;
    private readonly Dictionary<ClientOrderId, int> _index;
    private int _next;

    public OrderBoard(int capacity)
    {
        _entries = new Entry[capacity];
        _index = new Dictionary<ClientOrderId, int>(capacity + 1);
    }

    public OrderChange Apply(in OrderRow row)
    {
        bool known = _index.TryGetValue(row.Order, out int at);
        if (!known)
        {
            if (row.Status == OrderRowStatus.Other) return OrderChange.Nothing;
            at = Add(row.Order);
        }
        ref Entry entry = ref _entries[at];
        if (entry.IsDone || row.UpdatedAt < entry.UpdatedAt) return OrderChange.Nothing;
        bool differs = entry.Price != row.Price || entry.Quantity != row.Quantity;
        bool wasOpen = known;
        entry.Instrument = row.Instrument;
        entry.Price = row.Price;
        entry.Quantity = row.Quantity;
        entry.UpdatedAt = row.UpdatedAt;
        switch (row.Status)
        {
            case OrderRowStatus.Open:
                if (!wasOpen) return OrderChange.Accepted;
                return differs ? OrderChange.Amended : OrderChange.Nothing;
            case OrderRowStatus.Filled:
                entry.IsDone = true;
                return OrderChange.Nothing;
            case OrderRowStatus.Cancelled:
                entry.IsDone = true;
                return OrderChange.Cancelled;
            case OrderRowStatus.Rejected:
                entry.IsDone = true;
                return wasOpen || !row.Filled.IsZero ? OrderChange.Cancelled : OrderChange.Rejected;
            default:
                return OrderChange.Nothing;
        }
    }

    /// <summary>True when any row of the order was seen.</summary>
    public bool Knows(ClientOrderId order) => _index.ContainsKey(order);

    /// <summary>Price and size of an open order as last seen.</summary>
    public bool TryOpen(ClientOrderId order, out Price price, out Quantity quantity)
    {
        bool open = _index.TryGetValue(order, out int at) && !_entries[at].IsDone;
        price = open ? _entries[at].Price : Price.Zero;
        quantity = open ? _entries[at].Quantity : Quantity.Zero;
        return open;
    }

    /// <summary>Our orders that were open when last seen (allocates; for recovery).</summary>
    public IReadOnlyList<(ClientOrderId Order, InstrumentId Instrument)> Open() =>
        [.. _entries.Where(e => !e.Order.IsNone && !e.IsDone).Select(e => (e.Order, e.Instrument))];

    private int Add(ClientOrderId order)
    {
        int at = _next;
        _next = at + 1 == _entries.Length ? 0 : at + 1;
        if (!_entries[at].Order.IsNone) _index.Remove(_entries[at].Order);
        _entries[at] = new Entry { Order = order };
        _index[order] = at;
        return at;
    }

    private struct Entry
    {
        public ClientOrderId Order;
        public InstrumentId Instrument;
        public Price Price;
        public Quantity Quantity;
        public Timestamp UpdatedAt;
        public bool IsDone;
    }
}
