using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The engine thread's work: each event through the engine, commands to the dispatcher, reports to whoever listens, a
/// checkpoint every <see cref="Checkpoint.Interval"/> events, a snapshot at each segment's beginning.
/// </summary>
public sealed class EngineStage : IStage
{
    private const int BatchMax = 64;

    private readonly IEngineCore _core;
    private readonly RingConsumer<EngineEvent> _events;
    private readonly Ring<StagedCommand> _commands;
    private readonly Ring<EngineReport> _reports;
    private readonly Ring<Checkpoint> _checkpoints;
    private readonly SnapshotSlot? _snapshots;
    private readonly JournalLayout _layout;
    private readonly SteadyClock _clock;
    private ulong _commandHash;
    private int _openOrders;
    private long _reportsDropped;
    private long _checkpointsDropped;

    /// <param name="core">The engine, at the state the first event follows.</param>
    /// <param name="commandHash">Rolling hash of the commands it has put out so far.</param>
    /// <param name="rings">What it reads from and writes to.</param>
    /// <param name="snapshots">Where snapshots go; null for none.</param>
    /// <param name="layout">Where segments begin.</param>
    /// <param name="clock">For latencies only; the engine never sees it.</param>
    public EngineStage(
        IEngineCore core,
        ulong commandHash,
        PipelineRings rings,
        SnapshotSlot? snapshots,
        JournalLayout layout,
        SteadyClock clock)
    {
        _core = core;
        _commandHash = commandHash;
        _events = rings.EngineEvents;
        _commands = rings.Commands;
        _reports = rings.Reports;
        _checkpoints = rings.Checkpoints;
        _snapshots = snapshots;
        _layout = layout;
        _clock = clock;
        _openOrders = core.OpenOrders;
    }

    public bool HasWork => _events.HasNext;

    /// <summary>The last event the engine is done with. Any thread, like all below.</summary>
    public long LastSequence => _events.Consumed;

    /// <summary>True when events wait for the engine.</summary>
    public bool IsBehind => _events.Backlog > 0;

    /// <summary>Orders of ours that may be at a venue, as of <see cref="LastSequence"/> or later.</summary>
    public int OpenOrders => Volatile.Read(ref _openOrders);

    /// <summary>Reports nobody took in time.</summary>
    public long ReportsDropped => Volatile.Read(ref _reportsDropped);

    /// <summary>Checkpoints the journal did not take in time.</summary>
    public long CheckpointsDropped => Volatile.Read(ref _checkpointsDropped);

    /// <summary>Told right after commands were put out, with their cause; on the engine's thread.</summary>
    public Action<long>? CommandsWait { get; set; }

    /// <summary>The engine's figures as of a moment ago.</summary>
    public StatusBoard Status { get; } = new();

    /// <summary>From receipt to Greeks recomputed.</summary>
    public LatencyHistogram TickToGreeks { get; } = new();

    public bool Step()
    {
        ReadOnlySpan<EngineEvent> batch = _events.Peek(BatchMax);
        foreach (ref readonly EngineEvent change in batch)
        {
            Apply(in change);
            _events.Advance(1);
        }
        return !batch.IsEmpty;
    }

    /// <summary>
    /// The checkpoint of a run that ends here in good order; only after the engine's thread has ended.
    /// </summary>
    public Checkpoint FinalCheckpoint() => Checkpoint.Of(_core, _commandHash, isFinal: true);

    private void Apply(in EngineEvent change)
    {
        _core.Apply(in change);
        if (!_core.Commands.IsEmpty) PutOut(_core.Commands, change.ReceivedAt);
        if (_core.GreeksUpdated && !change.ReceivedAt.IsNone) TickToGreeks.Record(_clock.Now - change.ReceivedAt);
        foreach (ref readonly EngineReport report in _core.Reports)
            if (!_reports.TryPublish(in report)) Volatile.Write(ref _reportsDropped, _reportsDropped + 1);
        if (!_core.Commands.IsEmpty || MayMoveOrders(change.Kind)) Volatile.Write(ref _openOrders, _core.OpenOrders);
        Status.Refresh(_core, change.ReceivedAt);
        if (change.Sequence % Checkpoint.Interval == 0) PutCheckpoint();
        if (_snapshots is not null && _layout.BeginsSegment(change.Sequence + 1)) _snapshots.Fill(_core, _commandHash);
    }

    private static bool MayMoveOrders(EventKind kind) =>
        kind is (>= EventKind.OrderAccepted and <= EventKind.ReportCompleted) or >= EventKind.RunStarted;

    private void PutCheckpoint()
    {
        if (_checkpoints.TryPublish(Checkpoint.Of(_core, _commandHash, isFinal: false))) return;
        Volatile.Write(ref _checkpointsDropped, _checkpointsDropped + 1);
    }

    private void PutOut(ReadOnlySpan<EngineCommand> commands, Timestamp receivedAt)
    {
        // A command that cannot be kept is a decision lost: the engine would believe it sent.
        Invariant.That(_commands.TryClaim(commands.Length, out long first), "the command ring is full");
        for (int i = 0; i < commands.Length; i++)
        {
            _commandHash = CommandHash.Extend(_commandHash, in commands[i]);
            _commands[first + i] = new StagedCommand
            {
                Command = commands[i],
                InputHash = _core.InputHash,
                ReceivedAt = receivedAt,
            };
        }
        _commands.Publish(first, commands.Length);
        CommandsWait?.Invoke(_core.LastSequence);
    }
}
