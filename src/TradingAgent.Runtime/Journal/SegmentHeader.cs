namespace TradingAgent.Runtime.Journal;

/// <summary>The first 64 bytes of a segment file.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct SegmentHeader
{
    public const int SizeBytes = 64;

    /// <summary>Which kind of file.</summary>
    [FieldOffset(0)] public ulong Magic;

    [FieldOffset(8)] public uint Version;

    /// <summary>Epoch of the run that wrote it.</summary>
    [FieldOffset(12)] public uint Epoch;

    /// <summary>The first event in it, or the cause of the first command.</summary>
    [FieldOffset(16)] public long First;

    /// <summary>The build that wrote it.</summary>
    [FieldOffset(24)] public ulong BuildId;

    [FieldOffset(32)] public Timestamp CreatedAt;

    /// <summary>Of the bytes before it.</summary>
    [FieldOffset(60)] public uint Checksum;

    /// <summary>The checksum that these bytes should carry.</summary>
    internal static uint ChecksumOf(ReadOnlySpan<byte> header) => Crc32C.Of(header[..60]);
}
