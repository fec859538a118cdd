using Microsoft.Win32.SafeHandles;

namespace TradingAgent.Runtime.Journal;

/// <summary>Writes and reads the engine's state at the beginning of a segment.</summary>
public static class SnapshotFile
{
    private const string Extension = ".snapshot";
    private const int ChecksumAt = 60;

    private static readonly ulong Magic = MemoryMarshal.Read<ulong>("TASNAPS1"u8);

    /// <summary>
    /// Writes a snapshot under a passing name, then gives it its own, so that a half-written one is never read.
    /// </summary>
    public static string Write(DataFolder folder, SnapshotHeader header, ReadOnlySpan<byte> payload)
    {
        header.Magic = Magic;
        header.BuildId = BuildId.Current;
        header.PayloadBytes = payload.Length;
        Span<byte> head = stackalloc byte[SnapshotHeader.SizeBytes];
        MemoryMarshal.Write(head, in header);
        header.Checksum = Crc32C.Of(head[..ChecksumAt], payload);
        MemoryMarshal.Write(head, in header);
        string path = Path.Combine(folder.Snapshots, SegmentFormat.FileName(header.Sequence, Extension));
        string passing = path + ".part";
        using (SafeFileHandle file = File.OpenHandle(passing, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, head, 0);
            RandomAccess.Write(file, payload, SnapshotHeader.SizeBytes);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(passing, path, overwrite: true);
        return path;
    }

    /// <summary>The snapshots of the folder, oldest first, by the last event in them.</summary>
    public static List<(long Sequence, string Path)> List(DataFolder folder) =>
        SegmentFormat.List(folder.Snapshots, Extension);

    /// <summary>Reads a snapshot; false when it is damaged.</summary>
    public static bool TryRead(string path, out SnapshotHeader header, out byte[] payload)
    {
        byte[] bytes = File.ReadAllBytes(path);
        header = default;
        payload = [];
        if (bytes.Length < SnapshotHeader.SizeBytes) return false;
        header = MemoryMarshal.Read<SnapshotHeader>(bytes);
        payload = bytes[SnapshotHeader.SizeBytes..];
        return header.Magic == Magic
            && header.PayloadBytes == payload.Length
            && header.Checksum == Crc32C.Of(bytes.AsSpan(0, ChecksumAt), payload);
    }
}
