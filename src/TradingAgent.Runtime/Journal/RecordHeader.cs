namespace TradingAgent.Runtime.Journal;

/// <summary>
/// The 16 bytes before each record's payload. The checksum covers the other 12 and the payload; the ordinal shows a
/// record that was removed, repeated or left over from another file. Payloads are padded to 8 bytes with zeros.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
internal struct RecordHeader
{
    public const int SizeBytes = 16;
    private const int ChecksumBytes = 4;

    [FieldOffset(0)] public uint Checksum;
    [FieldOffset(4)] public int Length;
    [FieldOffset(8)] public RecordType Type;
    [FieldOffset(10)] public ushort Reserved;

    /// <summary>Number of the record in its segment, from 0.</summary>
    [FieldOffset(12)] public uint Ordinal;

    /// <summary>Bytes that a payload takes with its padding.</summary>
    public static int Padded(int length) => (length + 7) & ~7;

    /// <summary>The checksum this record should carry, from its header and padded payload in the buffer.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> record) => Crc32C.Of(record[ChecksumBytes..]);

    /// <summary>
    /// Reads a header and its record; false when the bytes do not begin with a whole, undamaged record.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordHeader header, out int totalBytes)
    {
        totalBytes = 0;
        header = default;
        if (bytes.Length < SizeBytes) return false;
        header = MemoryMarshal.Read<RecordHeader>(bytes);
        if ((uint)header.Length > SegmentFormat.PayloadMax || header.Type == RecordType.None) return false;
        totalBytes = SizeBytes + Padded(header.Length);
        return bytes.Length >= totalBytes && ChecksumOf(bytes[..totalBytes]) == header.Checksum;
    }
}
