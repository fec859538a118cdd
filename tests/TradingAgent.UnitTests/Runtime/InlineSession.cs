using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using Xunit;

namespace TradingAgent.UnitTests.Runtime;

/// <summary>The whole pipeline on one thread: recover, publish, step, end in good order or as a crash would.</summary>
internal sealed class InlineSession : IDisposable
{
    private readonly DataFolder _folder;
    private readonly CommandLog _log;
    private bool _isOver;

    public InlineSession(
        TemporaryFolder folder, JournalLayout? layout = null, IEngineCore? core = null, TimeProvider? time = null,
        RecordingVenue? venue = null)
    {
        Venue = venue ?? new RecordingVenue();
        layout ??= Layout();
        Core = core ?? new TestCore();
        _folder = folder.Open();
        Clock = new SteadyClock(time ?? TimeProvider.System);
        Recovered = Recovery.Run(_folder, Core, Timestamp.From(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)));
        RecoveredHash = Core.StateHash();
        Rings = new PipelineRings(WaitMode.Park, Recovered.LastSequence, 1024);
        Writer = new JournalWriter(
            _folder, layout, Recovered.NextEpoch, Recovered.LastSequence, Recovered.Instruments, Recovered.ChainHead);
        _log = new CommandLog(_folder, layout, Recovered.NextEpoch);
        Snapshots = new SnapshotSlot();
        Engine = new EngineStage(Core, Recovered.CommandHash, Rings, Snapshots, layout, Clock);
        Refusals = new RefusalList(Rings.Events, Clock);
        Dispatcher = new CommandDispatcher(
            Rings.Commands.Consumer(0), _log, Gate, [Venue], Clock, Refusals, (_, _) => Venue.ReportsAsked++);
        Journal = new JournalStage(
            Rings.JournalEvents, Rings.Checkpoints.Consumer(0), Snapshots, _folder, Writer, Dispatcher);
        Snapshots.Fill(Core, Recovered.CommandHash);
    }

    public IEngineCore Core { get; }

    public RecoveredState Recovered { get; }

    public ulong RecoveredHash { get; }

    public SteadyClock Clock { get; }

    public PipelineRings Rings { get; }

    public CommandGate Gate { get; } = new();

    public RecordingVenue Venue { get; }

    public EngineStage Engine { get; }

    public CommandDispatcher Dispatcher { get; }

    public JournalStage Journal { get; }

    public JournalWriter Writer { get; }

    public SnapshotSlot Snapshots { get; }

    public RefusalList Refusals { get; }

    public static JournalLayout Layout(int segmentEvents = 1_000_000) =>
        new() { SegmentEvents = segmentEvents, SegmentBytes = 1 << 16 };

    /// <summary>Publishes one event and lets engine and journal finish with it.</summary>
    public void Feed(in EngineEvent change)
    {
        Assert.True(Rings.Events.TryEnter(in change));
        Settle();
    }

    /// <summary>Begins the run, opens the gate and feeds quotes.</summary>
    public void Trade(int quotes, long firstBid = 1000)
    {
        Feed(TestEvents.Run(Recovered.NextEpoch));
        Feed(TestEvents.Parameter(7));
        Gate.Set(GateState.Open);
        for (int i = 0; i < quotes; i++) Feed(TestEvents.Quote(1 + (i % 5), firstBid + i));
    }

    public void Settle()
    {
        while (Engine.Step() | Journal.Step()) { }
    }

    public void EndInGoodOrder()
    {
        Settle();
        Writer.Append(Engine.FinalCheckpoint());
        Writer.Close();
        _log.Close();
        Dispose();
    }

    /// <summary>Ends as a killed process would: what was handed to the system stays, nothing is closed.</summary>
    public void Crash() => Dispose();

    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        Writer.Dispose();
        _log.Dispose();
        Rings.Dispose();
        _folder.Dispose();
    }
}
