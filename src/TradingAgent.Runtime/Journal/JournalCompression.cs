using System.IO.Compression;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Compresses the segments that nobody writes any more. The compressed file is read back and compared before the
/// original goes, so that a full disk or a crash at any moment loses nothing.
/// </summary>
public static class JournalCompression
{
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
        byte[] bytes = File.ReadAllBytes(path);
        if (!IsSealed(path)) return false;
        string compressed = path + SegmentFormat.Compressed;
        string passing = compressed + ".part";
        using (FileStream file = File.Create(passing))
        {
            using (GZipStream deflated = new(file, CompressionLevel.Fastest, leaveOpen: true)) deflated.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(passing, compressed, overwrite: true);
        using (SegmentSource copy = SegmentSource.Open(compressed))
        {
            byte[] back = new byte[copy.Length];
            copy.Read(back, 0);
            if (!back.AsSpan().SequenceEqual(bytes))
                throw new IOException($"{compressed} does not hold what {path} does; the original is kept.");
        }
        File.Delete(path);
        return true;
    }

    private static bool IsSealed(string path)
    {
        using SegmentReader? reader = SegmentReader.Open(path, SegmentFormat.JournalMagic);
        if (reader is null) return false;
        while (reader.Read()) { }
        return reader.IsSealed;
    }
}
