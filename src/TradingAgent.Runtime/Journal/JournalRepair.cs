namespace TradingAgent.Runtime.Journal;

/// <summary>
/// What a start does to the files a crash left: torn tails are cut, segments that hold nothing are removed. Nothing
/// that was readable is ever lost.
/// </summary>
public static class JournalRepair
{
    /// <summary>Repairs journal and command log; returns one line for each thing done.</summary>
    /// <exception cref="JournalDamageException">A file is damaged in a way that a crash cannot explain.</exception>
    public static List<string> Run(DataFolder folder)
    {
        List<string> done = [];
        RefuseLostPast(folder);
        RepairLast(folder.Journal, JournalWriter.Extension, SegmentFormat.JournalMagic, RecordType.Event, done);
        RepairLast(folder.Commands, CommandLog.Extension, SegmentFormat.CommandMagic, RecordType.Command, done);
        return done;
    }

    /// <summary>
    /// Sets aside what the journal lost the cause of, in files beside it: commands and snapshots of events that are not
    /// there. A power loss may keep one file and lose another; the venue is asked what became of the commands.
    /// </summary>
    public static List<string> SetOrphansAside(DataFolder folder, long lastSequence)
    {
        List<string> done = [];
        foreach ((long sequence, string path) in SnapshotFile.List(folder))
            if (sequence > lastSequence) File.Move(path, $"{path}.orphans", overwrite: true);
        foreach ((long _, string path) in SegmentFormat.List(folder.Commands, CommandLog.Extension))
        {
            if (FirstOrphan(path, lastSequence) is not { } offset) continue;
            byte[] bytes = File.ReadAllBytes(path);
            File.WriteAllBytes($"{path}.orphans", bytes[(int)offset..]);
            if (offset <= SegmentHeader.SizeBytes) File.Delete(path);
            else File.WriteAllBytes(path, bytes[..(int)offset]);
            done.Add($"The journal lost events that had caused commands: moved them from {path} to {path}.orphans.");
        }
        return done;
    }

    /// <summary>
    /// A segment without events is what a crash leaves at a segment's beginning. One whose events other files tell of
    /// held a past, with latches and baselines, that must not begin anew as if it had never been.
    /// </summary>
    private static void RefuseLostPast(DataFolder folder)
    {
        long first = 1;
        string lost = folder.Journal;
        bool holdsAny = false;
        foreach ((long begins, string path) in
            Enumerable.Reverse(SegmentFormat.List(folder.Journal, JournalWriter.Extension)))
        {
            holdsAny = HoldsAnyEvent(path);
            if (holdsAny) break;
            (first, lost) = (begins, path);
        }
        if (holdsAny && lost == folder.Journal) return;
        if (Witness(folder, first, orCommand: !holdsAny) is { } witness)
            throw new JournalDamageException(lost, 0, $"no event is in it, yet {witness}");
    }

    /// <summary>What else tells of events from one on; null where nothing does.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="first">The first event that is not in the journal.</param>
    /// <param name="orCommand">A command tells, too: a power loss may leave it without its event, but not without any
    /// event at all.</param>
    private static string? Witness(DataFolder folder, long first, bool orCommand)
    {
        foreach (RunManifest run in RunManifest.ReadAll(folder))
            if (run.FirstSequence > first)
                return $"{folder.Runs} tells of run {run.Epoch}, which began with event {run.FirstSequence}";
        foreach ((long sequence, string path) in SnapshotFile.List(folder))
            if (sequence >= first) return $"{path} is of event {sequence}";
        if (!orCommand) return null;
        foreach ((long _, string path) in SegmentFormat.List(folder.Commands, CommandLog.Extension))
            if (FirstOrphan(path, 0) is not null) return $"{path} holds commands";
        return null;
    }

    private static bool HoldsAnyEvent(string path)
    {
        using SegmentReader? reader = SegmentReader.Open(path, SegmentFormat.JournalMagic);
        if (reader is null) return false;
        while (reader.Read())
            if (reader.Type == RecordType.Event) return true;
        return false;
    }

    private static long? FirstOrphan(string path, long lastSequence)
    {
        using SegmentReader? reader = SegmentReader.Open(path, SegmentFormat.CommandMagic);
        if (reader is null) return null;
        while (reader.Read())
        {
            bool isCommand = reader.Type == RecordType.Command;
            if (isCommand && MemoryMarshal.Read<CommandRecord>(reader.Payload).Command.Cause > lastSequence)
                return reader.RecordOffset;
        }
        return null;
    }

    private static void RepairLast(string folder, string extension, ulong magic, RecordType wanted, List<string> done)
    {
        foreach ((long _, string path) in Enumerable.Reverse(SegmentFormat.List(folder, extension)))
        {
            if (HoldsAny(path, magic, wanted, done)) return;
            File.Delete(path);
            done.Add($"Removed {path}: the last run ended before anything was in it.");
        }
    }

    private static bool HoldsAny(string path, ulong magic, RecordType wanted, List<string> done)
    {
        TornTail? torn;
        long whole;
        bool holdsAny = false, isSealed;
        using (SegmentReader? reader = SegmentReader.Open(path, magic))
        {
            if (reader is null) return false;
            while (reader.Read()) holdsAny |= reader.Type == wanted;
            (torn, whole, isSealed) = (reader.Torn, reader.WholeBytes, reader.IsSealed);
        }
        if (!holdsAny || isSealed) return holdsAny;
        // What was reserved for more records goes back to the disk with what is torn.
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.SetLength(whole);
        if (torn is null) return true;
        done.Add(
            $"Cut {torn.Bytes} bytes off {path} at byte {torn.Offset}: the last run was killed while writing them.");
        return true;
    }
}
