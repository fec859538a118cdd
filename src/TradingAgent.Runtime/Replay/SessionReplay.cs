using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Replay;

/// <summary>Runs the engine over a journal and hands out what it saw, reported and decided, as it did live.</summary>
public sealed class SessionReplay
{
    private readonly IEngineCore _core;
    private readonly DataFolder _folder;
    private readonly long _from;

    /// <param name="folder">A data folder, opened for reading.</param>
    /// <param name="core">An empty engine with the limits of the recorded runs.</param>
    /// <param name="from">The event of the snapshot to begin with; 0 for the journal's beginning.</param>
    public SessionReplay(DataFolder folder, IEngineCore core, long from = 0)
    {
        (_folder, _core, _from) = (folder, core, from);
    }

    /// <summary>Instruments listed so far.</summary>
    public InstrumentTable Instruments { get; } = new();

    /// <summary>Called after each event was applied.</summary>
    public delegate void EventSeen(in EngineEvent change, IEngineCore core);

    /// <summary>Called for each report, in order.</summary>
    public delegate void ReportSeen(in EngineReport report);

    /// <summary>Replays the journal from its beginning, or from its first usable snapshot.</summary>
    /// <param name="onEvent">Each event with the engine after it, or null.</param>
    /// <param name="onReport">Each report, or null.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many events were applied.</returns>
    public long Run(EventSeen? onEvent, ReportSeen? onReport, CancellationToken ct = default)
    {
        ReplayStart start = Begin();
        using JournalReader journal = new(_folder, start.LastSequence + 1);
        long events = 0;
        while (journal.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (journal.Type == RecordType.Instrument) Learn(journal.Instrument!);
            if (journal.Type != RecordType.Event || journal.Event.Sequence <= start.LastSequence) continue;
            _core.Apply(in journal.Event);
            events++;
            onEvent?.Invoke(in journal.Event, _core);
            if (onReport is null) continue;
            foreach (ref readonly EngineReport report in _core.Reports) onReport(in report);
        }
        return events;
    }

    private ReplayStart Begin()
    {
        using JournalReader probe = new(_folder);
        if (probe.FirstKept == 1 && _from == 0) return ReplayStart.Empty;
        List<string> warnings = [];
        long first = Math.Max(probe.FirstKept, _from + 1);
        foreach ((long sequence, string path) in SnapshotFile.List(_folder))
            if (sequence + 1 >= first && ReplayStart.TryLoad(path, _core, warnings) is { } start)
                return start;
        throw new DataFolderException(
            $"The journal in {_folder.Root} begins with event {probe.FirstKept} and no snapshot of this build is " +
            "kept there. Replay it with the build that wrote it.");
    }

    private void Learn(InstrumentText text)
    {
        Instrument? known = Instruments.Find(text.Id);
        if (known is null) Instruments.Add(text.ToInstrument());
        else if (known.Symbol != text.Symbol || known.Terms.Venue != text.Terms.Venue)
            Instruments.Recycle(text.ToInstrument());
    }
}
