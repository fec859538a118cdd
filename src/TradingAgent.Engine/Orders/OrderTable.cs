using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// All our orders, alive or recently finished, in a fixed table addressed by id. A finished order stays until its slot
/// is needed, so that a late fill still finds it. Full of live orders means: no new ones.
/// </summary>
internal sealed class OrderTable
{
    private readonly OrderSlot[] _slots;
    private readonly int[] _alive;
    private int _aliveCount;

    public OrderTable(EngineLimits limits)
    {
        _slots = new OrderSlot[limits.Orders];
        _alive = new int[limits.Orders];
    }

    /// <summary>Indices of orders that are not finished, oldest first.</summary>
    public ReadOnlySpan<int> Alive => _alive.AsSpan(0, _aliveCount);

    public ref OrderSlot this[int index] => ref _slots[index];

    public bool HasRoom => _aliveCount < _slots.Length / 2;

    /// <summary>The slot of an id, or -1 for one that is not ours or long forgotten.</summary>
    public int Find(ClientOrderId id)
    {
        if (id.IsNone) return -1;
        int start = (int)(id.Counter % (uint)_slots.Length);
        if (_slots[start].Id == id) return start;
        for (int i = 0; i < _slots.Length; i++)
            if (_slots[i].Id == id) return i;
        return -1;
    }

    /// <summary>True while an order on the instrument is not finished.</summary>
    public bool HasAlive(InstrumentId instrument)
    {
        foreach (int index in Alive)
            if (_slots[index].Instrument == instrument) return true;
        return false;
    }

    /// <summary>Puts a new order in, over a finished one.</summary>
    public int Add(in OrderSlot order)
    {
        int index = (int)(order.Id.Counter % (uint)_slots.Length);
        for (int tried = 0; _slots[index].IsAlive; tried++, index = (index + 1) % _slots.Length)
            Invariant.That(tried < _slots.Length, "the order table is full of live orders");
        _slots[index] = order;
        _alive[_aliveCount++] = index;
        return index;
    }

    /// <summary>Takes finished orders off the list of live ones, and a revived one back on.</summary>
    public void Refresh(int index)
    {
        int at = Array.IndexOf(_alive, index, 0, _aliveCount);
        bool alive = _slots[index].IsAlive;
        if (alive && at < 0) _alive[_aliveCount++] = index;
        if (alive || at < 0) return;
        Array.Copy(_alive, at + 1, _alive, at, _aliveCount - at - 1);
        _aliveCount--;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_aliveCount);
        writer.Write<int>(_alive.AsSpan(0, _aliveCount));
        writer.Write<OrderSlot>(_slots);
    }

    public void Load(ref SnapshotReader reader)
    {
        _aliveCount = reader.Read<int>();
        reader.Read(_alive.AsSpan(0, _aliveCount));
        reader.Read<OrderSlot>(_slots);
    }
}
