using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>Reads back what <see cref="SnapshotWriter"/> wrote, in the same order.</summary>
public ref struct SnapshotReader
{
    private readonly ReadOnlySpan<byte> _buffer;
    private int _at;

    public SnapshotReader(ReadOnlySpan<byte> buffer) => _buffer = buffer;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _buffer.Length - _at;

    /// <exception cref="InvariantException">The snapshot is too short.</exception>
    public T Read<T>()
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        Invariant.That(Remaining >= size, "a snapshot ends too early");
        T value = Unsafe.ReadUnaligned<T>(in _buffer[_at]);
        _at += size;
        return value;
    }

    /// <summary>Fills <paramref name="values"/>.</summary>
    /// <exception cref="InvariantException">The snapshot is too short.</exception>
    public void Read<T>(Span<T> values)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        Invariant.That(Remaining >= bytes.Length, "a snapshot ends too early");
        _buffer.Slice(_at, bytes.Length).CopyTo(bytes);
        _at += bytes.Length;
    }
}
