namespace TradingAgent.Runtime.Journal;

/// <summary>What all segment files share.</summary>
internal static class SegmentFormat
{
    public const uint Version = 2;

    /// <summary>Segments without a chain, as earlier builds wrote them; still read.</summary>
    public const uint UnchainedVersion = 1;

    /// <summary>Longest payload of a record, in bytes.</summary>
    public const int PayloadMax = 4096;

    /// <summary>Longest record, header and padding included.</summary>
    public const int RecordMax = RecordHeader.SizeBytes + PayloadMax;

    /// <summary>«TAJOURN1», little-endian.</summary>
    public static readonly ulong JournalMagic = MemoryMarshal.Read<ulong>("TAJOURN1"u8);

    /// <summary>«TACMDLG1», little-endian.</summary>
    public static readonly ulong CommandMagic = MemoryMarshal.Read<ulong>("TACMDLG1"u8);

    /// <summary>The name of a segment: its first sequence, so that names sort as numbers do.</summary>
    public static string FileName(long first, string extension) => $"{first:D20}{extension}";

    /// <summary>Follows the extension of a segment that was compressed.</summary>
    public const string Compressed = ".gz";

    /// <summary>
    /// The segments of a folder in order, by the number in their names; where a segment is there twice, compressed and
    /// not, the original.
    /// </summary>
    public static List<(long First, string Path)> List(string folder, string extension)
    {
        SortedDictionary<long, string> found = [];
        if (!Directory.Exists(folder)) return [];
        foreach (string kind in new[] { extension + Compressed, extension })
            foreach (string path in Directory.GetFiles(folder, "*" + kind))
                if (long.TryParse(Path.GetFileName(path)[..^kind.Length], out long first)) found[first] = path;
        return [.. found.Select(f => (f.Key, f.Value))];
    }
}
