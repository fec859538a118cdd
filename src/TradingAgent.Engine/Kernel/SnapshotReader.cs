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

    /// <summary>Begins a section of facts; ends with <see cref="End"/>.</summary>
    /// <returns>What remains after it.</returns>
    /// <exception cref="InvariantException">Another section stands here, or one of another layout.</exception>
    public int Begin(FactsSection section)
    {
        SectionHeader header = Read<SectionHeader>();
        if (header.Section != section || header.Version != FactsLayout.VersionOf(section))
            throw new InvariantException(
                $"a snapshot holds {header.Section} in layout {header.Version} where this build reads {section} in " +
                $"layout {FactsLayout.VersionOf(section)}");
        Invariant.That(header.Bytes >= 0 && header.Bytes <= Remaining, "a snapshot's section ends too late");
        return Remaining - header.Bytes;
    }

    /// <summary>Ends the section after which <paramref name="after"/> bytes remain.</summary>
    /// <exception cref="InvariantException">The section was not read to its end.</exception>
    public readonly void End(int after) =>
        Invariant.That(Remaining == after, "a snapshot's section has another length than this build's");
}
