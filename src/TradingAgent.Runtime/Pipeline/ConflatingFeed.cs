using System.Diagnostics;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// Where adapters publish. While the engine keeps up, every event goes straight into the ring. Once the oldest event it
/// has not taken is more than <see cref="BacklogMax"/> old, market updates are held and merged (ruling: latest wins,
/// trades are summed) and enter within 10 ms; everything else always enters, in order, or the process stops.
/// </summary>
/// <remarks>
/// Conflation happens before the journal, so replay sees what the engine saw. An update never overtakes an earlier one
/// of its own slot: while anything is held, every publish goes through the lock, and the held count drops to zero only
/// after what was held is in the ring.
/// </remarks>
public sealed class ConflatingFeed : IEventSink
{
    private const int HeldMax = 4096;

    private readonly Ring<EngineEvent> _ring;
    private readonly RingConsumer<EngineEvent> _engine;
    private readonly Action<string, Exception?> _onFatal;
    private readonly HeldUpdates _held;
    private readonly Lock _lock = new();
    private int _heldCount;
    private long _conflated;
    private volatile bool _isClosed;

    /// <param name="ring">The event ring.</param>
    /// <param name="engine">The engine's place in it, which says how far behind it is.</param>
    /// <param name="instruments">One more than the largest instrument id that can be held.</param>
    /// <param name="onFatal">Told when an event that must not be lost found no room.</param>
    public ConflatingFeed(
        Ring<EngineEvent> ring,
        RingConsumer<EngineEvent> engine,
        int instruments,
        Action<string, Exception?> onFatal)
    {
        _ring = ring;
        _engine = engine;
        _onFatal = onFatal;
        _held = new HeldUpdates(instruments, HeldMax);
    }

    /// <summary>Age of the engine's backlog above which market updates are held.</summary>
    public static Duration BacklogMax { get; } = Duration.FromMilliseconds(2);

    /// <summary>Held longer than this, an update enters at the next opportunity, which is at most 5 ms away.</summary>
    public static Duration HeldFor { get; } = Duration.FromMilliseconds(5);

    /// <summary>How long an event that must not be lost waits for room.</summary>
    public static TimeSpan RoomWithin { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Updates merged into a later one.</summary>
    public long Conflated => Volatile.Read(ref _conflated);

    /// <summary>True when updates are held.</summary>
    public bool HasHeld => Volatile.Read(ref _heldCount) != 0;

    /// <summary>Called when the first update is held, so that someone flushes in time.</summary>
    public Action? Holding { get; set; }

    public void Publish(in EngineEvent change)
    {
        if (_isClosed) return;
        bool isHoldable = HeldUpdates.IsHoldable(in change);
        if (!HasHeld && !(isHoldable && IsBehind(change.ReceivedAt)) && _ring.TryEnter(in change)) return;
        if (isHoldable && TryHoldOrEnter(in change)) return;
        if (!isHoldable) FlushIfDue(change.ReceivedAt);
        // Time passes with any event; a pulse that finds no room is not worth waiting for.
        if (change.Kind == EventKind.TimeAdvanced) _ring.TryEnter(in change);
        else EnterWaiting(new ReadOnlySpan<EngineEvent>(in change));
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        if (_isClosed || frame.IsEmpty) return;
        bool isHoldable = true;
        foreach (ref readonly EngineEvent change in frame) isHoldable &= HeldUpdates.IsHoldable(in change);
        Timestamp now = frame[^1].ReceivedAt;
        if (!HasHeld && !(isHoldable && IsBehind(now)) && _ring.TryEnterFrame(frame)) return;
        if (isHoldable && TryHoldOrEnterFrame(frame)) return;
        if (!isHoldable) FlushIfDue(now);
        EnterWaiting(frame);
    }

    /// <summary>Enters held updates when the engine has caught up or they have waited long enough.</summary>
    public void FlushIfDue(Timestamp now)
    {
        if (!HasHeld) return;
        lock (_lock) FlushLocked(now);
    }

    /// <summary>From now on everything published is dropped: the run is over.</summary>
    public void Close() => _isClosed = true;

    /// <summary>True when the oldest event the engine has not taken was received too long before this moment.</summary>
    private bool IsBehind(Timestamp now)
    {
        long next = _engine.Consumed + 1;
        if (!_ring.IsPublished(next)) return false;
        // The slot may be reused while it is read: a wrong age then decides about one update, nothing else.
        Timestamp oldest = _ring[next].ReceivedAt;
        return !oldest.IsNone && now.Nanoseconds - oldest.Nanoseconds > BacklogMax.Nanoseconds;
    }

    private bool TryHoldOrEnter(in EngineEvent change)
    {
        lock (_lock)
        {
            FlushLocked(change.ReceivedAt);
            if (!_held.Holds(in change) && !IsBehind(change.ReceivedAt) && _ring.TryEnter(in change)) return true;
            return TryHoldLocked(in change);
        }
    }

    private bool TryHoldOrEnterFrame(ReadOnlySpan<EngineEvent> frame)
    {
        lock (_lock)
        {
            Timestamp now = frame[^1].ReceivedAt;
            FlushLocked(now);
            if (_held.Count == 0 && !IsBehind(now) && _ring.TryEnterFrame(frame)) return true;
            for (int i = 0; i < frame.Length; i++)
            {
                if (TryHoldLocked(in frame[i])) continue;
                // No room to hold: what was held goes first, then the rest of the frame enters as one.
                _held.FlushInto(_ring);
                PublishHeldCount();
                EnterWaiting(frame[i..]);
                return true;
            }
            return true;
        }
    }

    private bool TryHoldLocked(in EngineEvent change)
    {
        bool wasEmpty = _held.Count == 0;
        if (!_held.TryHold(in change, change.ReceivedAt, out bool wasMerged))
        {
            _held.FlushInto(_ring);
            PublishHeldCount();
            return _held.TryHold(in change, change.ReceivedAt, out _) && Count(false, _held.Count == 1);
        }
        return Count(wasMerged, wasEmpty);
    }

    private bool Count(bool wasMerged, bool isFirst)
    {
        if (wasMerged) Volatile.Write(ref _conflated, _conflated + 1);
        PublishHeldCount();
        if (isFirst) Holding?.Invoke();
        return true;
    }

    private void FlushLocked(Timestamp now)
    {
        if (_held.Count == 0) return;
        if (IsBehind(now) && now.Nanoseconds - _held.OldestAt.Nanoseconds < HeldFor.Nanoseconds) return;
        _held.FlushInto(_ring);
        PublishHeldCount();
    }

    private void PublishHeldCount() => Volatile.Write(ref _heldCount, _held.Count);

    private void EnterWaiting(ReadOnlySpan<EngineEvent> frame)
    {
        long start = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        while (!_isClosed)
        {
            if (frame.Length == 1 ? _ring.TryEnter(in frame[0]) : _ring.TryEnterFrame(frame)) return;
            if (Stopwatch.GetElapsedTime(start) > RoomWithin)
            {
                _isClosed = true;
                _onFatal(
                    $"The event ring had no room for {frame[0].Kind} for {RoomWithin.TotalMilliseconds:0} ms: the " +
                    "engine or the journal is stuck, and losing such an event is worse than stopping.", null);
                return;
            }
            spin.SpinOnce();
        }
    }
}
