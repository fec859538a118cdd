namespace TradingAgent.Simulation.Storm.Venue;

/// <summary>
/// A stream on its way: what was sent later arrives later, but for what a fault holds back. Undisturbed messages wait
/// in a ring, disturbed ones in a heap; equal times keep the order of sending.
/// </summary>
internal sealed class DelayLine<T>
    where T : struct
{
    private readonly PriorityQueue<T, (long At, long Number)> _held = new();
    private (long At, long Number, T Item)[] _ring = new (long, long, T)[64];
    private int _first;
    private int _count;
    private long _lastAt;
    private long _number;

    /// <summary>When the next one arrives; never when nothing is on its way.</summary>
    public Timestamp NextAt
    {
        get
        {
            long at = _count > 0 ? _ring[_first].At : long.MaxValue;
            if (_held.TryPeek(out _, out (long At, long Number) key)) at = Math.Min(at, key.At);
            return new Timestamp(at);
        }
    }

    public bool IsEmpty => _count == 0 && _held.Count == 0;

    /// <summary>Sends in order: never before what was sent before it.</summary>
    public void Send(Timestamp at, in T item)
    {
        if (_count == _ring.Length) Grow();
        _lastAt = Math.Max(_lastAt, at.Nanoseconds);
        _ring[(_first + _count++) & (_ring.Length - 1)] = (_lastAt, _number++, item);
    }

    /// <summary>Arrives then, whatever was sent before or comes after.</summary>
    public void Hold(Timestamp at, in T item) => _held.Enqueue(item, (at.Nanoseconds, _number++));

    /// <summary>Takes what has arrived by now.</summary>
    public bool TryTake(Timestamp now, out T item)
    {
        item = default;
        bool hasHeld = _held.TryPeek(out T held, out (long At, long Number) key) && key.At <= now.Nanoseconds;
        bool hasNext = _count > 0 && _ring[_first].At <= now.Nanoseconds;
        if (!hasHeld && !hasNext) return false;
        bool takesHeld = hasHeld && (!hasNext || key.CompareTo((_ring[_first].At, _ring[_first].Number)) < 0);
        if (takesHeld)
        {
            item = held;
            _held.Dequeue();
            return true;
        }
        item = _ring[_first].Item;
        _first = (_first + 1) & (_ring.Length - 1);
        _count--;
        return true;
    }

    /// <summary>The connection is gone, and with it what was on its way.</summary>
    public void Clear()
    {
        _count = 0;
        _held.Clear();
    }

    private void Grow()
    {
        var larger = new (long, long, T)[_ring.Length * 2];
        for (int i = 0; i < _count; i++) larger[i] = _ring[(_first + i) & (_ring.Length - 1)];
        (_ring, _first) = (larger, 0);
    }
}
