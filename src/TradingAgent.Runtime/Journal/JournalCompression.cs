using System.IO.Compression;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Compresses the segments that nobody writes any more. The compressed file is read back and compared before the
/// original goes, so that a full disk or a crash at any moment loses nothing.
/// </summary>
public static class JournalCompression
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>Compresses every sealed segment but the newest; returns how many.</summary>
    public static int Apply(DataFolder folder)
    {
        List<(long First, string Path)> segments = SegmentFormat.List(folder.Journal, JournalWriter.Extension);
        int done = 0;
        for (int i = 0; i + 1 < segments.Count; i++)
            if (!segments[i].Path.EndsWith(SegmentFormat.Compressed, StringComparison.Ordinal)
                && Compress(segments[i].Path))
                done++;
        return done;
    }

    private static bool Compress(string path)
    {
        if (!IsSealed(path)) return false;
        string compressed = path + SegmentFormat.Compressed;
        string passing = compressed + ".part";
        using (FileStream original = File.OpenRead(path))
        using (FileStream file = File.Create(passing))
        {
            using (GZipStream deflated = new(file, CompressionLevel.Fastest, leaveOpen: true))
                original.CopyTo(deflated);
            file.Flush(flushToDisk: true);
        }
        if (!HoldsTheSame(path, passing))
            throw new IOException($"{passing} does not hold what {path} does; the original is kept.");
        File.Move(passing, compressed, overwrite: true);
        File.Delete(path);
        return true;
    }

    /// <summary>Piece by piece: a segment whole in memory would be half of what a small server has.</summary>
    private static bool HoldsTheSame(string path, string compressed)
    {
        using FileStream original = File.OpenRead(path);
        using FileStream file = File.OpenRead(compressed);
        using GZipStream inflated = new(file, CompressionMode.Decompress);
        byte[] one = new byte[PieceBytes];
        byte[] other = new byte[PieceBytes];
        while (true)
        {
            int read = original.ReadAtLeast(one, PieceBytes, throwOnEndOfStream: false);
            int same = inflated.ReadAtLeast(other, PieceBytes, throwOnEndOfStream: false);
            if (!one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, same))) return false;
            if (read == 0) return true;
        }
    }

    private static bool IsSealed(string path)
    {
        using SegmentReader? reader = SegmentReader.Open(path, SegmentFormat.JournalMagic);
        if (reader is null) return false;
        while (reader.Read()) { }
        return reader.IsSealed;
    }
}
