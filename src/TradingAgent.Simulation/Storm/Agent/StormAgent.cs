using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Storm.Checkers;

namespace TradingAgent.Simulation.Storm.Agent;

/// <summary>
/// The agent's process: the engine as it runs live, a journal, and the door that lets a command out only when its cause
/// is in the journal and it is not too late. It can be killed and started again.
/// </summary>
internal sealed class StormAgent
{
    public static readonly EngineLimits Limits = new()
    {
        Instruments = 48,
        Orders = 128,
        Legs = 32,
        Executions = 4096,
        CommandsPerEvent = 256,
        ReportsPerEvent = 256,
    };

    private readonly EngineOutput _output = new(Limits);
    private readonly Queue<EngineCommand> _waiting = [];
    private readonly List<EngineEvent> _notSent = [];
    private readonly StormJudges _judges;
    private readonly StormGuard _missing;
    private readonly Guard _engineGuard;
    private readonly Action<EngineEvent>? _onEvent;

    public StormAgent(StormJudges judges, StormGuard missing, Action<EngineEvent>? onEvent)
    {
        (_judges, _missing, _onEvent) = (judges, missing, onEvent);
        _engineGuard = StormGuards.EngineGuardOf(missing);
        Engine = new TradingEngine(Limits, _engineGuard);
    }

    public TradingEngine Engine { get; private set; }

    public StormJournal Journal { get; } = new();

    /// <summary>Commands of the last event applied.</summary>
    public ReadOnlySpan<EngineCommand> Commands => _output.Commands;

    /// <summary>Reports of the last event applied.</summary>
    public ReadOnlySpan<EngineReport> Reports => _output.Reports;

    public bool GreeksUpdated => _output.GreeksUpdated;

    /// <summary>False from a kill until the next start.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>While true nothing reaches the disk, and so no command leaves.</summary>
    public bool IsDiskStalled { get; set; }

    /// <summary>
    /// True: the process dies when the next command is about to leave, its cause in the journal and nothing of it sent.
    /// </summary>
    public bool DiesAtCommand { get; set; }

    /// <summary>It has come to that: whoever drives it must kill it.</summary>
    public bool IsDying { get; private set; }

    public long Events { get; private set; }

    public uint Epoch { get; private set; }

    /// <summary>One event through the engine, into the journal, and before the judges.</summary>
    public void Apply(EngineEvent change, Timestamp at)
    {
        change.ReceivedAt = at;
        change.Sequence = Engine.LastSequence + 1;
        EventPadding.Clear(ref change);
        Events++;
        _onEvent?.Invoke(change);
        Engine.Apply(in change, _output);
        Record(in change);
        foreach (ref readonly EngineCommand command in _output.Commands) _waiting.Enqueue(command);
        _judges.OnApplied(in change, this);
        if (change.Sequence % StormJournal.SegmentEvents != 0) return;
        Journal.Flush();
        _judges.OnCheckpoint(this);
        Journal.BeginSegment(Engine);
    }

    /// <summary>Writes the journal, then lets out what it covers.</summary>
    /// <returns>True when a refusal was applied, and with it perhaps more commands.</returns>
    public void Release(Timestamp now, Timestamp ours, Action<EngineCommand, Timestamp> send)
    {
        if (!IsAlive) return;
        if (!IsDiskStalled) Journal.Flush();
        while (_waiting.TryPeek(out EngineCommand command))
        {
            bool isCovered = command.Cause <= Journal.FlushedThrough || _missing == StormGuard.JournalGate;
            if (!isCovered) break;
            IsDying = DiesAtCommand;
            if (IsDying) return;
            _waiting.Dequeue();
            if (ours > command.SendBefore)
            {
                _notSent.Add(new EngineEvent
                {
                    Kind = EventKind.CommandNotSent,
                    Venue = command.Venue,
                    Instrument = command.Instrument,
                    NotSent = new CommandNotSent(command.Order, command.Kind, NotSentReason.TooLate),
                });
                continue;
            }
            _judges.OnLeaving(in command, Journal.FlushedThrough);
            send(command, now);
        }
        if (_notSent.Count == 0) return;
        EngineEvent[] refused = [.. _notSent];
        _notSent.Clear();
        foreach (EngineEvent change in refused) Apply(change, ours);
    }

    /// <summary>True while commands wait for the journal.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    public void Kill()
    {
        IsAlive = false;
        IsDying = DiesAtCommand = false;
        _waiting.Clear();
        _judges.OnKilled(this);
    }

    /// <summary>Recovers from snapshot and journal, as every start does, and leaves the next epoch.</summary>
    public void Recover()
    {
        Journal.Tear();
        var recovered = new TradingEngine(Limits, _engineGuard);
        if (!Journal.Snapshot.IsEmpty) recovered.ReadSnapshot(Journal.Snapshot);
        ReadOnlySpan<EngineEvent> tail = Journal.Flushed;
        bool forgets = _missing == StormGuard.JournalTail && tail.Length > 0;
        foreach (ref readonly EngineEvent change in tail)
        {
            EngineEvent replayed = change;
            // The guard taken away: recovery passes over what the account was told since the snapshot.
            if (forgets && replayed.Kind is >= EventKind.OrderAccepted and <= EventKind.OrderCancelled)
                replayed = Nothing(in change);
            recovered.Apply(in replayed, _output);
        }
        Engine = recovered;
        IsAlive = true;
        _judges.OnRecovered(this);
    }

    public uint NextEpoch() => ++Epoch;

    private static EngineEvent Nothing(in EngineEvent change) => new()
    {
        Sequence = change.Sequence,
        ReceivedAt = change.ReceivedAt,
        Kind = EventKind.None,
    };

    private void Record(in EngineEvent change)
    {
        bool omits = _missing == StormGuard.JournalWrite && change.Kind == EventKind.OrderFilled;
        if (omits) Journal.Append(Nothing(in change));
        else Journal.Append(in change);
    }
}
