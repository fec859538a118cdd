using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using TradingAgent.Runtime.Safety;
using TradingAgent.Runtime.Surfaces;
using TradingAgent.Runtime.Warmth;

namespace TradingAgent.Runtime.Live;

/// <summary>The rings, stages and threads of one run, wired; <see cref="LiveRuntime"/> tells them what to do.</summary>
internal sealed class LivePipeline
{
    private const int StepsToQuiesceMax = 10_000;

    private readonly DataFolder _folder;
    private readonly JournalWriter _writer;
    private readonly CommandLog _log;
    private readonly StageThread _engineThread;
    private readonly StageThread _journalThread;
    private readonly ClockPulse _pulse;
    private readonly JournalTidying _tidying;
    private readonly DiskWatch _disk;
    private readonly CacheWarmth? _warmth;

    private LivePipeline(
        LiveSettings settings,
        SteadyClock clock,
        IEngineCore core,
        DataFolder folder,
        Action<VenueId, Exception> onReportFailed,
        Action<Exception> onTidyingFailed,
        CancellationToken ct)
    {
        _folder = folder;
        IsListed = core.IsListed;
        Clock = clock;
        Recovered = Recovery.Run(folder, core, Clock.Now);
        RecoveredStateHash = core.StateHash();
        _tidying = new JournalTidying(folder, settings.Layout, onTidyingFailed);
        _tidying.Begin();
        Rings = new PipelineRings(settings.Wait, Recovered.LastSequence, settings.EventSlots);
        IVenue[] venues = [.. settings.Venues.Select(s => s.Venue)];
        Gate = new CommandGate();
        KillSwitch = new KillSwitch(Gate, venues, settings.Kill);
        RunManifest manifest = RunManifest.OfThisProcess(
            Recovered.NextEpoch, settings.Instance, settings.ConfigDigest, Clock.Now, Recovered.LastSequence + 1);
        manifest.Write(folder);
        _writer = new JournalWriter(
            folder, settings.Layout, Recovered.NextEpoch, Recovered.LastSequence, Recovered.Instruments,
            Recovered.ChainHead, manifest.ToRecord())
        {
            SegmentClosed = _tidying.Begin,
        };
        _log = new CommandLog(folder, settings.Layout, Recovered.NextEpoch);
        SnapshotSlot snapshots = new();
        Engine = new EngineStage(core, Recovered.CommandHash, Rings, snapshots, settings.Layout, Clock);
        Feed = new ConflatingFeed(Rings.Events, Rings.EngineEvents, settings.Limits.Instruments, KillSwitch.Trip);
        Tape = new QuoteTape(settings.Limits.Instruments);
        Events = new SurfaceTap(Feed, Tape, Timings);
        Requests = new ReportRequests(Events, onReportFailed, ct);
        RefusalList refusals = new(Rings.Events, Clock);
        Dispatcher = new CommandDispatcher(
            Rings.Commands.Consumer(0), _log, Gate, venues, Clock, refusals, Requests.Request);
        Journal = new JournalStage(
            Rings.JournalEvents, Rings.Checkpoints.Consumer(0), snapshots, folder, _writer, Dispatcher);
        if (settings.Polled is { } polled) _warmth = new CacheWarmth(core, Engine, Journal, polled);
        _engineThread = new StageThread("engine", StageOfEngine(settings), Rings.EngineSignal, OnDead);
        _journalThread = new StageThread("journal", Journal, Rings.JournalSignal, OnDead);
        _pulse = new ClockPulse(Feed, Clock);
        _disk = new DiskWatch(() => folder.FreeBytes, Feed, Clock);
        // The first segment's snapshot, so that it verifies alone.
        snapshots.Fill(core, Recovered.CommandHash);
    }

    public RecoveredState Recovered { get; }

    public ulong RecoveredStateHash { get; }

    /// <summary>Whether the engine has an instrument under an id.</summary>
    public Func<InstrumentId, bool> IsListed { get; }

    public SteadyClock Clock { get; }

    public PipelineRings Rings { get; }

    public CommandGate Gate { get; }

    public KillSwitch KillSwitch { get; }

    public EngineStage Engine { get; }

    public CommandDispatcher Dispatcher { get; }

    public JournalStage Journal { get; }

    public ConflatingFeed Feed { get; }

    /// <summary>Where venues and the shell publish: into the feed, past the tape.</summary>
    public IEventSink Events { get; }

    /// <summary>Room on the journal's disk as last measured.</summary>
    public long DiskFreeBytes => _disk.FreeBytes;

    /// <summary>The venues' reports of their accounts, as the engine asks for them.</summary>
    public ReportRequests Requests { get; }

    /// <summary>How venues' clocks stand and how late their messages come.</summary>
    public VenueTimings Timings { get; } = new();

    /// <summary>The shell's copy of option tickers.</summary>
    public QuoteTape Tape { get; }

    /// <summary>Takes the folder, recovers and wires; no thread runs yet.</summary>
    public static LivePipeline Build(
        LiveSettings settings,
        SteadyClock clock,
        IEngineCore core,
        Action<VenueId, Exception> onReportFailed,
        Action<Exception> onTidyingFailed,
        CancellationToken ct)
    {
        if (settings.Polled is not null && settings.Wait != WaitMode.Spin)
            throw new ArgumentException("Nobody polls sockets while the engine's thread parks.", nameof(settings));
        DataFolder folder = DataFolder.Open(settings.DataPath, settings.FreeBytesMin);
        try
        {
            return new LivePipeline(settings, clock, core, folder, onReportFailed, onTidyingFailed, ct);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Start()
    {
        _journalThread.Start();
        _engineThread.Start();
        _pulse.Start();
        _disk.Start();
        KillSwitch.Watch(Engine);
    }

    /// <summary>
    /// Ends the threads and closes the files; true when journal and engine agree on where the run ended.
    /// </summary>
    public bool Close(TimeSpan within)
    {
        _pulse.Dispose();
        _disk.Dispose();
        Feed.Close();
        bool ended = _engineThread.Stop(within) & _journalThread.Stop(within);
        KillSwitch.Dispose();
        bool inGoodOrder = ended && !KillSwitch.IsTripped && Quiesce();
        if (inGoodOrder)
        {
            _writer.Append(Engine.FinalCheckpoint());
            _writer.Close();
            _log.Close();
        }
        _tidying.End(within);
        if (!ended) return false;
        _warmth?.Dispose();
        _writer.Dispose();
        _log.Dispose();
        Rings.Dispose();
        _folder.Dispose();
        return inGoodOrder;
    }

    private IStage StageOfEngine(LiveSettings settings)
    {
        if (settings.Wait != WaitMode.Spin) return Engine;
        // With every batch forced to the disk itself, the engine had better not be the one who waits for it.
        JournalStage? hurried = settings.Layout.SyncsEachBatch ? null : Journal;
        return new SpinningStage(Engine, hurried, Rings.JournalSignal, settings.Polled, _warmth);
    }

    /// <summary>Lets engine and journal finish what is in the rings, on this thread.</summary>
    private bool Quiesce()
    {
        for (int i = 0; i < StepsToQuiesceMax; i++)
            if (!(Engine.Step() | Journal.Step())) return Engine.LastSequence == Journal.WrittenThrough;
        return false;
    }

    private void OnDead(string thread, Exception error) =>
        KillSwitch.Trip($"The {thread} thread died: {error.Message}", error);
}
