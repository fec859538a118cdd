using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Replay;

/// <summary>
/// Every start is a recovery: the newest snapshot, then the tail of the journal, gives the engine as it was at the last
/// event that could have caused an order. Commands derived on the way are discarded: the venue is asked instead.
/// </summary>
public static class Recovery
{
    /// <summary>
    /// How far the journal may be ahead of the clock. Engine time never runs backwards: further ahead it would stand
    /// still until the clock is there, and nothing would grow old or time out meanwhile.
    /// </summary>
    private static readonly Duration AheadMax = Duration.FromSeconds(10);

    private static readonly DateTimeOffset EpochZero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Repairs the folder and brings an empty engine to where the last run left it.</summary>
    /// <exception cref="JournalDamageException">The journal cannot be trusted.</exception>
    /// <exception cref="DataFolderException">The journal's beginning is gone and no snapshot is kept that this build
    /// can read the facts of, or it ends in the future.</exception>
    public static RecoveredState Run(DataFolder folder, IEngineCore core, Timestamp now)
    {
        List<string> notes = JournalRepair.Run(folder);
        ReplayStart start = Begin(folder, core, notes);
        using JournalReader journal = new(folder, start.LastSequence + 1);
        Tail tail = new(core, start);
        try
        {
            while (journal.Read()) tail.Take(journal, notes);
        }
        catch (InvariantException stopped) when (journal.Segment.BuildId != BuildId.Current)
        {
            throw new DataFolderException(
                $"This build cannot follow the journal of build {journal.Segment.BuildId:x16} past event " +
                $"{journal.LastSequence}: {stopped.Message} Start the build that wrote it, or move {folder.Root} " +
                "aside: positions and orders are then adopted from the venue.");
        }
        if (tail.EndedAt - now > AheadMax)
        {
            throw new DataFolderException(
                $"The journal in {folder.Root} ends at {tail.EndedAt}, which is {(tail.EndedAt - now).Seconds:0} s " +
                $"ahead of the clock ({now}): the clock was set, or the journal is of a market that ran faster or at " +
                "another time. Set the clock, wait until it is there, or name another folder with --data.");
        }
        notes.AddRange(JournalRepair.SetOrphansAside(folder, Math.Max(start.LastSequence, core.LastSequence)));
        return new RecoveredState
        {
            LastSequence = Math.Max(start.LastSequence, core.LastSequence),
            CommandHash = tail.CommandHash,
            NextEpoch = NextEpoch(tail.Epoch, now),
            Instruments = [.. tail.Instruments.Values],
            EventsReplayed = tail.Events,
            ExecutionsSince = [.. tail.NewestFill.Select(t => t.IsNone ? tail.BeganAt : t)],
            EndedInGoodOrder = tail.EndedInGoodOrder,
            ChainHead = journal.Head,
            Notes = notes,
        };
    }

    /// <summary>Larger than every epoch before, and close to the seconds since 2026-01-01.</summary>
    public static uint NextEpoch(uint lastEpoch, Timestamp now)
    {
        double seconds = (now - Timestamp.From(EpochZero)).Seconds;
        return Math.Max(checked(lastEpoch + 1), (uint)Math.Clamp(seconds, 1, uint.MaxValue - 1));
    }

    private static ReplayStart Begin(DataFolder folder, IEngineCore core, List<string> notes)
    {
        // A power loss may leave a snapshot of events that the journal lost: it has no successor there.
        using JournalReader probe = new(folder, long.MaxValue);
        while (probe.Read()) { }
        List<string> usable =
        [
            .. Enumerable.Reverse(SnapshotFile.List(folder))
                .Where(s => s.Sequence + 1 >= probe.FirstKept && s.Sequence <= probe.LastSequence)
                .Select(s => s.Path),
        ];
        // The newest that can be read decides: under a new build that is an old build's, and only its facts count.
        foreach (string path in usable)
            if (Load(path, core, notes) is { } start) return start;
        if (probe.FirstKept == 1) return ReplayStart.Empty;
        throw new DataFolderException(
            $"The journal in {folder.Root} begins with event {probe.FirstKept} and no undamaged snapshot is kept " +
            "there. Move the folder aside: positions and orders are then adopted from the venue, and the loss limits " +
            "begin anew.");
    }

    private static ReplayStart? Load(string path, IEngineCore core, List<string> notes) =>
        SnapshotFile.TryRead(path, out SnapshotHeader header, out _) && header.BuildId != BuildId.Current
            ? ReplayStart.TryLoadFacts(path, core, notes)
            : ReplayStart.TryLoad(path, core, notes);

    private sealed class Tail(IEngineCore core, ReplayStart start)
    {
        public SortedDictionary<int, InstrumentText> Instruments { get; } = [];

        public ulong CommandHash { get; private set; } = start.CommandHash;

        public uint Epoch { get; private set; }

        public long Events { get; private set; }

        public Timestamp[] NewestFill { get; } = new Timestamp[VenueId.Capacity];

        public Timestamp BeganAt { get; private set; }

        public Timestamp EndedAt { get; private set; }

        public bool EndedInGoodOrder { get; private set; } = true;

        public void Take(JournalReader journal, List<string> notes)
        {
            Epoch = Math.Max(Epoch, journal.Segment.Epoch);
            switch (journal.Type)
            {
                case RecordType.Instrument:
                    Instruments[journal.Instrument!.Id.Index] = journal.Instrument;
                    break;
                case RecordType.Event:
                    Remember(in journal.Event);
                    if (journal.Event.Sequence > start.LastSequence) Apply(in journal.Event);
                    break;
                case RecordType.Checkpoint:
                    EndedInGoodOrder = journal.Checkpoint.IsFinal == 1;
                    Compare(journal, notes);
                    break;
            }
        }

        private void Remember(in EngineEvent change)
        {
            if (BeganAt.IsNone) BeganAt = change.ReceivedAt;
            if (change.ReceivedAt > EndedAt) EndedAt = change.ReceivedAt;
            if (change.Kind != EventKind.OrderFilled) return;
            ref Timestamp newest = ref NewestFill[change.Venue.Index];
            if (change.VenueTime > newest) newest = change.VenueTime;
        }

        private void Apply(in EngineEvent change)
        {
            EndedInGoodOrder = false;
            Events++;
            if (change.Kind == EventKind.RunStarted) Epoch = Math.Max(Epoch, change.Run.Epoch);
            core.Apply(in change);
            foreach (ref readonly EngineCommand command in core.Commands)
                CommandHash = Journal.CommandHash.Extend(CommandHash, in command);
        }

        private void Compare(JournalReader journal, List<string> notes)
        {
            ref readonly Checkpoint written = ref journal.Checkpoint;
            if (written.Sequence != core.LastSequence || written.StateHash == core.StateHash()) return;
            string what =
                $"at event {written.Sequence} the engine's state hash was {written.StateHash:x16} and is now " +
                $"{core.StateHash():x16}";
            if (journal.Segment.BuildId == BuildId.Current)
                throw new JournalDamageException(journal.File, journal.Offset, what);
            notes.Add($"Another build wrote this journal: {what}. The venue's report will settle what differs.");
        }
    }
}
