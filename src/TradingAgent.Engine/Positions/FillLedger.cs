using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Positions;

/// <summary>
/// Remembers execution ids so that a fill told twice (stream, replayed history, another topic) is booked once. Two
/// generations of an open-addressing set: when the younger is full the older is forgotten, so at least half the
/// capacity of the newest ids is always known.
/// </summary>
internal sealed class FillLedger
{
    private readonly int _capacity;
    private readonly Timestamp[] _watermarks = new Timestamp[VenueId.Capacity];
    private ExecutionId[] _young;
    private ExecutionId[] _old;
    private int _count;

    public FillLedger(EngineLimits limits)
    {
        _capacity = limits.Executions / 2;
        int slots = 1024;
        while (slots < limits.Executions) slots *= 2;
        _young = new ExecutionId[slots];
        _old = new ExecutionId[slots];
    }

    /// <summary>Venue time of the newest fill booked; history older than a minute before it needs no asking.</summary>
    public Timestamp Watermark(VenueId venue) => _watermarks[venue.Index];

    /// <summary>Remembers the id; false when it was known already.</summary>
    public bool TryAdd(VenueId venue, ExecutionId execution, Timestamp venueTime)
    {
        execution = Keyed(venue, execution);
        if (Contains(_young, execution) || Contains(_old, execution)) return false;
        if (_count == _capacity)
        {
            (_young, _old) = (_old, _young);
            Array.Clear(_young);
            _count = 0;
        }
        Insert(_young, execution);
        _count++;
        if (venueTime > _watermarks[venue.Index]) _watermarks[venue.Index] = venueTime;
        return true;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_count);
        writer.Write<Timestamp>(_watermarks);
        writer.Write<ExecutionId>(_young);
        writer.Write<ExecutionId>(_old);
    }

    public void Load(ref SnapshotReader reader)
    {
        _count = reader.Read<int>();
        reader.Read<Timestamp>(_watermarks);
        reader.Read<ExecutionId>(_young);
        reader.Read<ExecutionId>(_old);
    }

    /// <summary>Execution ids are a venue's own: two that count from 1 must not hide each other's fills.</summary>
    private static ExecutionId Keyed(VenueId venue, ExecutionId id) =>
        unchecked(new ExecutionId(id.High ^ (venue.Index * 0x9E3779B97F4A7C15UL), id.Low));

    private static bool Contains(ExecutionId[] set, ExecutionId id)
    {
        int mask = set.Length - 1;
        for (int at = Start(id, mask); !set[at].IsNone; at = (at + 1) & mask)
            if (set[at] == id) return true;
        return false;
    }

    private static void Insert(ExecutionId[] set, ExecutionId id)
    {
        int mask = set.Length - 1;
        int at = Start(id, mask);
        while (!set[at].IsNone) at = (at + 1) & mask;
        set[at] = id;
    }

    private static int Start(ExecutionId id, int mask) => (int)((id.High ^ (id.Low >> 7)) & (ulong)mask);
}
