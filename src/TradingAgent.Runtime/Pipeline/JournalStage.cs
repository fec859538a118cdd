using System.Collections.Concurrent;
using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The journal thread's work: a batch of events into the journal as one write, then the commands which that covers out
/// to the venues; checkpoints and snapshots of the engine on the way. A spinning engine thread that has a command does
/// the batch itself (<see cref="TryHurry"/>): whichever thread does it, what is written comes before what is released.
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
    private readonly Lock _gate = new();
    private bool _isBroken;
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
        bool any = false;
        lock (_gate)
        {
            Begin();
            any |= WriteEvents();
            any |= WriteCheckpoints();
            any |= _dispatcher.Release(_journal.FlushedThrough);
            _isBroken = false;
        }
        // Outside, because it waits for the disk, and only this thread does it.
        return any | (_snapshots?.WriteTo(_folder, WrittenThrough) ?? false);
    }

    /// <summary>
    /// Writes what is there and releases commands on the caller's thread. False, and nothing done, while the journal
    /// thread is at it, which then sees to the rest, and where a file would have to be closed and another begun, which
    /// waits for the disk.
    /// </summary>
    /// <param name="cause">The event whose commands are in a hurry; it is published.</param>
    public bool TryHurry(long cause)
    {
        if (!_gate.TryEnter()) return false;
        try
        {
            Begin();
            bool may = !_journal.BeginsSegmentBy(cause + BatchMax) && !_dispatcher.BeginsSegment;
            if (may)
            {
                // Where the ring begins anew a batch ends early.
                while (_journal.FlushedThrough < cause && WriteEvents()) { }
                _dispatcher.Release(_journal.FlushedThrough);
            }
            _isBroken = false;
            return may;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// A step that threw is never followed by another on whichever thread: what it left half done must not leave.
    /// </summary>
    private void Begin()
    {
        if (_isBroken) throw new InvalidOperationException("The journal failed on another thread.");
        _isBroken = true;
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
