using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>
/// Copies blittable state into a buffer, room by room in a fixed order. With an empty buffer it only counts. The state
/// hash is the hash of these bytes, so what is saved and what is compared cannot differ.
/// </summary>
public ref struct SnapshotWriter
{
    private readonly Span<byte> _buffer;
    private readonly bool _counting;

    /// <summary>A writer into <paramref name="buffer"/>, or one that counts when it is empty.</summary>
    public SnapshotWriter(Span<byte> buffer)
    {
        _buffer = buffer;
        _counting = buffer.IsEmpty;
    }

    /// <summary>Bytes written, or that would be.</summary>
    public int Length { get; private set; }

    /// <summary>Writes one value.</summary>
    public void Write<T>(in T value)
        where T : unmanaged
    {
        if (!_counting) Unsafe.WriteUnaligned(ref _buffer[Length], value);
        Length += Unsafe.SizeOf<T>();
    }

    /// <summary>Writes values without their count, which the reader knows from state read before.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        if (!_counting) bytes.CopyTo(_buffer[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Begins a section that another build may read; ends with <see cref="End"/>.</summary>
    /// <returns>Where it begins.</returns>
    public int Begin(FactsSection section)
    {
        int at = Length;
        Write(new SectionHeader(section, FactsLayout.VersionOf(section), 0));
        return at;
    }

    /// <summary>Ends the section that began at <paramref name="at"/>.</summary>
    public readonly void End(int at)
    {
        if (_counting) return;
        SectionHeader header = Unsafe.ReadUnaligned<SectionHeader>(in _buffer[at]);
        int bytes = Length - at - Unsafe.SizeOf<SectionHeader>();
        Unsafe.WriteUnaligned(ref _buffer[at], header with { Bytes = bytes });
    }
}
