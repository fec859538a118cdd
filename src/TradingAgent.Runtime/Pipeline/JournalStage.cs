using System.Collections.Concurrent;
using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The journal thread's work: a batch of events into the journal as one write, then the commands which that covers out
/// to the venues; checkpoints and snapshots of the engine on the way.
/// </summary>
public sealed class JournalStage : IStage
{
    private const int BatchMax = 1024;

    private readonly RingConsumer<EngineEvent> _events;
    private readonly RingConsumer<Checkpoint> _checkpoints;
    private readonly SnapshotSlot? _snapshots;
    private readonly DataFolder _folder;
    private readonly JournalWriter _journal;
    private readonly CommandDispatcher _dispatcher;
    private readonly ConcurrentQueue<InstrumentText> _texts = [];
    private long _written;

    public JournalStage(
        RingConsumer<EngineEvent> events,
        RingConsumer<Checkpoint> checkpoints,
        SnapshotSlot? snapshots,
        DataFolder folder,
        JournalWriter journal,
        CommandDispatcher dispatcher)
    {
        _events = events;
        _checkpoints = checkpoints;
        _snapshots = snapshots;
        _folder = folder;
        _journal = journal;
        _dispatcher = dispatcher;
        _written = journal.FlushedThrough;
    }

    /// <summary>The last event in the journal; any thread may read it.</summary>
    public long WrittenThrough => Volatile.Read(ref _written);

    public bool HasWork =>
        _events.HasNext || _dispatcher.HasWork || _checkpoints.HasNext || _snapshots is { IsFull: true };

    /// <summary>Has an instrument's text written before any event published after this call. Any thread.</summary>
    public void Announce(InstrumentText text) => _texts.Enqueue(text);

    public bool Step()
    {
        bool any = WriteEvents();
        any |= WriteCheckpoints();
        any |= _snapshots?.WriteTo(_folder, _journal.FlushedThrough) ?? false;
        any |= _dispatcher.Release(_journal.FlushedThrough);
        return any;
    }

    private bool WriteEvents()
    {
        ReadOnlySpan<EngineEvent> batch = _events.Peek(BatchMax);
        if (batch.IsEmpty) return false;
        // A listing's text was announced before its event was published, so it is here by now.
        while (_texts.TryDequeue(out InstrumentText? text)) _journal.Append(text);
        foreach (ref readonly EngineEvent change in batch) _journal.Append(in change);
        _journal.Flush();
        Volatile.Write(ref _written, _journal.FlushedThrough);
        _events.Advance(batch.Length);
        return true;
    }

    private bool WriteCheckpoints()
    {
        ReadOnlySpan<Checkpoint> waiting = _checkpoints.Peek(BatchMax);
        int count = 0;
        // The engine may be ahead of the journal; a checkpoint never stands before its event.
        while (count < waiting.Length && waiting[count].Sequence <= _journal.FlushedThrough)
            _journal.Append(in waiting[count++]);
        if (count == 0) return false;
        _journal.Flush();
        _checkpoints.Advance(count);
        return true;
    }
}
