namespace TradingAgent.Venues.Trading;

/// <summary>
/// Requests on their way, found again by a number that rises with each; bounded by a ring. Not thread-safe.
/// </summary>
internal sealed class PendingRequests
{
    private readonly Pending[] _ring;
    private long _next = 1;

    /// <param name="capacity">A power of two.</param>
    public PendingRequests(int capacity) => _ring = new Pending[capacity];

    public int Count { get; private set; }

    public int Capacity => _ring.Length;

    /// <summary>Takes a place for a command.</summary>
    /// <returns>
    /// Its number, or 0 when the place is still taken by a request that is as old as the ring is long.
    /// </returns>
    public long Add(in EngineCommand command)
    {
        ref Pending slot = ref _ring[_next & (_ring.Length - 1)];
        if (slot.State != PendingState.Free) return 0;
        slot = new Pending
        {
            Number = _next,
            Order = command.Order,
            Kind = command.Kind,
            Instrument = command.Instrument,
            SendBefore = command.SendBefore,
            State = PendingState.Queued,
        };
        Count++;
        return _next++;
    }

    /// <summary>The request of that number, or a null reference when it was settled already.</summary>
    public ref Pending Find(long number)
    {
        ref Pending slot = ref _ring[number & (_ring.Length - 1)];
        if (number > 0 && slot.Number == number && slot.State != PendingState.Free) return ref slot;
        return ref System.Runtime.CompilerServices.Unsafe.NullRef<Pending>();
    }

    public void Remove(ref Pending pending)
    {
        pending.State = PendingState.Free;
        Count--;
    }

    /// <summary>All places, oldest number anywhere; free ones included.</summary>
    public Span<Pending> Places => _ring;

    internal struct Pending
    {
        public long Number;
        public ClientOrderId Order;
        public InstrumentId Instrument;
        public Timestamp SendBefore;
        public long SinceMs;
        public CommandKind Kind;
        public PendingState State;
    }
}
