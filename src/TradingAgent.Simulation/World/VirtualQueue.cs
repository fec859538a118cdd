namespace TradingAgent.Simulation.World;

/// <summary>Things that arrive later, in order of arrival; equal times keep the order they were sent in.</summary>
internal sealed class VirtualQueue<T>
{
    private readonly PriorityQueue<T, (long At, long Number)> _items = new();
    private long _number;

    public void Add(Timestamp at, T item) => _items.Enqueue(item, (at.Nanoseconds, _number++));

    /// <summary>Takes what has arrived by now.</summary>
    public bool TryTake(Timestamp now, out T item, out Timestamp at)
    {
        at = Timestamp.None;
        item = default!;
        if (!_items.TryPeek(out T? first, out (long At, long Number) key) || key.At > now.Nanoseconds) return false;
        _items.Dequeue();
        item = first;
        at = new Timestamp(key.At);
        return true;
    }
}
