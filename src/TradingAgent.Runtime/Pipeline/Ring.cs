using System.Numerics;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// A bounded ring of unmanaged values with many producers and a fixed set of consumers that each see every value, in
/// one total order. Lock-free and without allocation: a producer claims positions by compare-and-swap, writes in
/// place, and publishes a stamp for each position; producers are gated by the slowest consumer.
/// </summary>
/// <remarks>
/// Memory order, on x64 and arm64 alike. Publishing: the slot is written, then its stamp with release; a consumer reads
/// the stamp with acquire, then the slot. Reuse: a consumer reads the slot, then advances its sequence with release; a
/// producer reads that sequence with acquire, then overwrites the slot. Claims are compare-and-swap, hence full fences.
/// A stamp is the number of the lap, so a stamp of an earlier lap never passes for this one.
/// </remarks>
public sealed unsafe class Ring<T> where T : unmanaged
{
    private const int LineBytes = 128;

    private readonly byte[] _memory;
    private readonly T* _slots;
    private readonly int[] _stamps;
    private readonly RingConsumer<T>[] _consumers;
    private readonly ConsumerSignal[] _parkable;
    private readonly int _mask;
    private readonly int _lapShift;

    private PaddedSequence _claimed;
    private PaddedSequence _slowest;

    /// <param name="capacity">Slots; a power of two.</param>
    /// <param name="signals">One for each consumer; null for one that polls.</param>
    /// <param name="firstPosition">Position of the first value ever published.</param>
    public Ring(int capacity, ReadOnlySpan<ConsumerSignal?> signals, long firstPosition = 1)
    {
        if (capacity < 2 || !BitOperations.IsPow2(capacity))
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A ring's capacity is a power of two.");
        Capacity = capacity;
        _mask = capacity - 1;
        _lapShift = BitOperations.Log2((uint)capacity);
        _memory = GC.AllocateArray<byte>((capacity * sizeof(T)) + LineBytes, pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _slots = (T*)((start + LineBytes - 1) & ~(LineBytes - 1));
        _stamps = new int[capacity];
        Array.Fill(_stamps, -1);
        _claimed.Value = firstPosition - 1;
        _slowest.Value = firstPosition - 1;
        _consumers = new RingConsumer<T>[signals.Length];
        for (int i = 0; i < signals.Length; i++) _consumers[i] = new RingConsumer<T>(this, firstPosition);
        _parkable = [.. signals.ToArray().OfType<ConsumerSignal>().Where(s => s.Mode == WaitMode.Park).Distinct()];
    }

    public int Capacity { get; }

    /// <summary>The last position handed to a producer, published or not.</summary>
    public long Claimed => Volatile.Read(ref _claimed.Value);

    /// <summary>The slot of a position: a producer's own claim, or a consumer's unread value.</summary>
    public ref T this[long position] => ref _slots[position & _mask];

    public RingConsumer<T> Consumer(int index) => _consumers[index];

    /// <summary>Claims adjacent positions; false when the slowest consumer is too far behind to leave room.</summary>
    public bool TryClaim(int count, out long first)
    {
        if ((uint)(count - 1) >= (uint)Capacity)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A claim is 1 to {Capacity} positions.");
        while (true)
        {
            long current = Volatile.Read(ref _claimed.Value);
            long last = current + count;
            if (last - Capacity > Volatile.Read(ref _slowest.Value) && !HasRoomFor(last))
            {
                first = 0;
                return false;
            }
            if (Interlocked.CompareExchange(ref _claimed.Value, last, current) != current) continue;
            first = current + 1;
            return true;
        }
    }

    /// <summary>
    /// Makes claimed positions visible, the first one last: a consumer that sees the first of a frame sees all of it.
    /// </summary>
    public void Publish(long first, int count)
    {
        for (long position = first + count - 1; position >= first; position--)
            Volatile.Write(ref _stamps[position & _mask], (int)(position >> _lapShift));
        if (_parkable.Length == 0) return;
        Interlocked.MemoryBarrier();
        foreach (ConsumerSignal signal in _parkable) signal.Wake();
    }

    /// <summary>Claims, copies and publishes one value; false when there is no room.</summary>
    public bool TryPublish(in T value)
    {
        if (!TryClaim(1, out long position)) return false;
        this[position] = value;
        Publish(position, 1);
        return true;
    }

    /// <summary>True when the value of this position may be read by a consumer that has not passed it.</summary>
    public bool IsPublished(long position) =>
        Volatile.Read(ref _stamps[position & _mask]) == (int)(position >> _lapShift);

    /// <summary>The run of slots from a position to the end of the array, for a consumer.</summary>
    internal ReadOnlySpan<T> Run(long position, int count) => new(_slots + (position & _mask), count);

    /// <summary>Slots from a position to the end of the array.</summary>
    internal int SlotsToEnd(long position) => Capacity - (int)(position & _mask);

    private bool HasRoomFor(long last)
    {
        long slowest = long.MaxValue;
        foreach (RingConsumer<T> consumer in _consumers) slowest = Math.Min(slowest, consumer.Consumed);
        // Racing producers may store an older value: that only makes the next one look again.
        Volatile.Write(ref _slowest.Value, slowest);
        return last - Capacity <= slowest;
    }
}
