namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Forgets the oldest segments when they are too many or too old, always leaving a suffix that begins with a snapshot
/// and so can be verified alone.
/// </summary>
public static class JournalRetention
{
    /// <summary>Deletes what need not be kept; returns how many files went.</summary>
    public static int Apply(DataFolder folder, JournalLayout layout, DateTime utcNow)
    {
        List<(long First, string Path)> segments = SegmentFormat.List(folder.Journal, JournalWriter.Extension);
        List<(long Sequence, string Path)> snapshots = SnapshotFile.List(folder);
        long first = FirstToKeep(segments, snapshots, layout, utcNow);
        if (first <= 1) return 0;
        List<string> old = [.. segments.Where(s => s.First < first).Select(s => s.Path)];
        // A snapshot holds the state before the first event of a segment.
        old.AddRange(snapshots.Where(s => s.Sequence + 1 < first).Select(s => s.Path));
        old.AddRange(OldCommands(folder, first));
        foreach (string path in old) File.Delete(path);
        return old.Count;
    }

    private static long FirstToKeep(
        List<(long First, string Path)> segments,
        List<(long Sequence, string Path)> snapshots,
        JournalLayout layout,
        DateTime utcNow)
    {
        HashSet<long> starts = [.. snapshots.Select(s => s.Sequence + 1)];
        long bytes = 0;
        long oldestWanted = long.MaxValue;
        for (int i = segments.Count - 1; i >= 0; i--)
        {
            FileInfo file = new(segments[i].Path);
            bytes += file.Length;
            bool isOld = utcNow - file.LastWriteTimeUtc > layout.KeptFor;
            if (i < segments.Count - 1 && (isOld || bytes > layout.KeptBytesMax)) break;
            oldestWanted = segments[i].First;
        }
        // The suffix must begin with a snapshot: at the oldest wanted segment, or else at the last one before it.
        for (int i = segments.Count - 1; i >= 0; i--)
            if (segments[i].First <= oldestWanted && starts.Contains(segments[i].First)) return segments[i].First;
        return 0;
    }

    private static IEnumerable<string> OldCommands(DataFolder folder, long firstKept)
    {
        List<(long First, string Path)> logs = SegmentFormat.List(folder.Commands, CommandLog.Extension);
        for (int i = 0; i + 1 < logs.Count; i++)
            if (LastCause(logs[i].Path) is { } cause && cause < firstKept) yield return logs[i].Path;
    }

    private static long? LastCause(string path)
    {
        using SegmentReader? reader = SegmentReader.Open(path, SegmentFormat.CommandMagic);
        if (reader is null) return null;
        long? cause = null;
        while (reader.Read()) cause = MemoryMarshal.Read<CommandRecord>(reader.Payload).Command.Cause;
        return cause;
    }
}
