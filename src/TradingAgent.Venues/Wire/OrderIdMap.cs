namespace TradingAgent.Venues.Wire;

/// <summary>
/// Our order ids and the venue's, both ways, for the last N orders; the oldest is forgotten when full. Thread-safe,
/// and free of garbage once warm.
/// </summary>
public sealed class OrderIdMap
{
    private readonly int _idBytesMax;
    private readonly byte[] _texts;
    private readonly byte[] _lengths;
    private readonly ClientOrderId[] _orders;
    private readonly Dictionary<ClientOrderId, int> _byOrder;
    private readonly Dictionary<ExecutionId, int> _byVenueId;
    private readonly Lock _gate = new();
    private int _next;

    /// <param name="capacity">Orders kept.</param>
    /// <param name="idBytesMax">The longest id the venue gives; longer ones are not kept.</param>
    public OrderIdMap(int capacity, int idBytesMax)
    {
        _idBytesMax = idBytesMax;
        _texts = new byte[capacity * idBytesMax];
        _lengths = new byte[capacity];
        _orders = new ClientOrderId[capacity];
        _byOrder = new Dictionary<ClientOrderId, int>(capacity + 1);
        _byVenueId = new Dictionary<ExecutionId, int>(capacity + 1);
    }

    public int Count => _byOrder.Count;

    /// <summary>Remembers a pair; a pair that is known already, or an empty or over-long id, changes nothing.</summary>
    public void Add(ClientOrderId order, ReadOnlySpan<byte> venueId)
    {
        if (order.IsNone || venueId.Length == 0 || venueId.Length > _idBytesMax) return;
        lock (_gate)
        {
            if (_byOrder.ContainsKey(order)) return;
            int slot = _next;
            _next = slot + 1 == _orders.Length ? 0 : slot + 1;
            if (!_orders[slot].IsNone)
            {
                _byOrder.Remove(_orders[slot]);
                _byVenueId.Remove(ExecutionId.Of(Text(slot)));
            }
            _orders[slot] = order;
            _lengths[slot] = (byte)venueId.Length;
            venueId.CopyTo(_texts.AsSpan(slot * _idBytesMax));
            _byOrder[order] = slot;
            _byVenueId[ExecutionId.Of(venueId)] = slot;
        }
    }

    /// <summary>Our id of a venue's; false for an order that is not ours or was forgotten.</summary>
    public bool TryFind(ReadOnlySpan<byte> venueId, out ClientOrderId order)
    {
        lock (_gate)
        {
            bool found = _byVenueId.TryGetValue(ExecutionId.Of(venueId), out int slot);
            order = found ? _orders[slot] : ClientOrderId.None;
            return found;
        }
    }

    /// <summary>
    /// Copies the venue's id of an order of ours; false when unknown or the destination is too short.
    /// </summary>
    public bool TryFind(ClientOrderId order, Span<byte> destination, out int written)
    {
        written = 0;
        lock (_gate)
        {
            if (!_byOrder.TryGetValue(order, out int slot)) return false;
            ReadOnlySpan<byte> text = Text(slot);
            if (!text.TryCopyTo(destination)) return false;
            written = text.Length;
            return true;
        }
    }

    private ReadOnlySpan<byte> Text(int slot) => _texts.AsSpan(slot * _idBytesMax, _lengths[slot]);
}
