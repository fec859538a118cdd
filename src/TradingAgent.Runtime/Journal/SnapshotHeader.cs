namespace TradingAgent.Runtime.Journal;

/// <summary>The first 64 bytes of a snapshot file.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct SnapshotHeader
{
    public const int SizeBytes = 64;

    [FieldOffset(0)] public ulong Magic;

    /// <summary>The build that wrote it; another build does not read it.</summary>
    [FieldOffset(8)] public ulong BuildId;

    /// <summary>The last event in it.</summary>
    [FieldOffset(16)] public long Sequence;

    [FieldOffset(24)] public ulong StateHash;
    [FieldOffset(32)] public ulong InputHash;

    /// <summary>Rolling hash of all commands up to it.</summary>
    [FieldOffset(40)] public ulong CommandHash;

    [FieldOffset(48)] public int PayloadBytes;

    /// <summary>Of the header before it and the payload.</summary>
    [FieldOffset(60)] public uint Checksum;
}
