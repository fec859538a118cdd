using Microsoft.Extensions.Logging;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using TradingAgent.Runtime.Safety;
using TradingAgent.Runtime.Surfaces;

namespace TradingAgent.Runtime.Live;

/// <summary>
/// One live run, and the one place that wires threads and rings: recover, tell the engine a run begins, list
/// instruments, set parameters, start the venues, enable trading; on stop drain, cancel, and close in good order.
/// </summary>
public sealed partial class LiveRuntime : IAsyncDisposable
{
    private static readonly TimeSpan ThreadEndsWithin = TimeSpan.FromSeconds(3);

    private readonly LiveSettings _settings;
    private readonly ILogger _logger;
    private readonly LivePipeline _pipeline;
    private readonly CancellationTokenSource _venuesEnd = new();
    private readonly TaskCompletionSource<Exception> _venueFailed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(VenueSeat Seat, Task Run, bool HasAccount)> _running = [];
    private readonly SurfaceWatch _surfaces;
    private InstrumentRegistry _registry = null!;
    private Heartbeat? _heartbeat;
    private int _isStopped;

    private LiveRuntime(LiveSettings settings, SteadyClock clock, ILogger logger, IEngineCore core)
    {
        _settings = settings;
        _logger = logger;
        _pipeline = LivePipeline.Build(
            settings, clock, core, (venue, error) => LogReportFailed(venue, error.Message),
            error => LogTidyingFailed(error.Message), _venuesEnd.Token);
        Instruments = new InstrumentTable();
        _surfaces = new SurfaceWatch(
            _pipeline.Tape, () => Instruments, Events, Clock, TellSurface,
            error => LogSurfacesFailed(error.Message));
    }

    /// <summary>What recovery found.</summary>
    public RecoveredState Recovered => _pipeline.Recovered;

    public SteadyClock Clock => _pipeline.Clock;

    /// <summary>Where events from outside the venues are published.</summary>
    public IEventSink Events => _pipeline.Events;

    /// <summary>Counts and latencies of the engine.</summary>
    public EngineStage Engine => _pipeline.Engine;

    /// <summary>What was sent, and how soon.</summary>
    public CommandDispatcher Dispatcher => _pipeline.Dispatcher;

    /// <summary>The engine's figures as of a moment ago.</summary>
    public StatusBoard Status => _pipeline.Engine.Status;

    /// <summary>How venues' clocks stand and how late their messages come; any thread.</summary>
    public VenueTimings Timings => _pipeline.Timings;

    /// <summary>Counts of merged market updates.</summary>
    public ConflatingFeed Feed => _pipeline.Feed;

    /// <summary>Reports to be read by one reader.</summary>
    public RingConsumer<EngineReport> Reports => _pipeline.Rings.Reports.Consumer(0);

    /// <summary>The rings between the threads, for their depths.</summary>
    public PipelineRings Rings => _pipeline.Rings;

    /// <summary>Room on the journal's disk as last measured.</summary>
    public long DiskFreeBytes => _pipeline.DiskFreeBytes;

    /// <summary>True once a sentinel fired while this run was alive.</summary>
    public bool SentinelFired { get; private set; }

    /// <summary>True once, while stopping, every venue confirmed that no order of ours is open.</summary>
    public bool IsEmptyAtVenues { get; private set; }

    public KillSwitch KillSwitch => _pipeline.KillSwitch;

    public CommandGate Gate => _pipeline.Gate;

    /// <summary>Every instrument known; it grows by what venues list meanwhile.</summary>
    public InstrumentTable Instruments { get; private set; }

    public uint Epoch => Recovered.NextEpoch;

    /// <summary>Completes when a venue gave up by itself: the host then stops the run and says why.</summary>
    public Task<Exception> VenueFailed => _venueFailed.Task;

    /// <summary>Recovers, connects and enables trading.</summary>
    /// <param name="settings">What the run is made of.</param>
    /// <param name="clock">The run's clock, the venues' too.</param>
    /// <param name="logger">For what the shell has to say.</param>
    /// <param name="newCore">Makes the engine; null for the trading engine.</param>
    /// <param name="ct">Gives up starting.</param>
    public static async Task<LiveRuntime> StartAsync(
        LiveSettings settings,
        SteadyClock clock,
        ILogger logger,
        Func<IEngineCore>? newCore = null,
        CancellationToken ct = default)
    {
        LiveRuntime runtime = new(settings, clock, logger, newCore?.Invoke() ?? new TradingCore(settings.Limits));
        try
        {
            await runtime.BeginAsync(ct);
            return runtime;
        }
        catch
        {
            await runtime.StopAsync();
            throw;
        }
    }

    /// <summary>Asks the engine for something, as an operator.</summary>
    /// <returns>An event by which the engine has heard of it.</returns>
    public long Request(OperatorRequested request)
    {
        Publish(new EngineEvent { Kind = EventKind.OperatorRequested, Operator = request });
        return _pipeline.Rings.Events.Claimed;
    }

    /// <summary>Drains, cancels what is left, and closes. Safe to call again.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0) return;
        LogStopping(Engine.OpenOrders);
        await DrainAsync();
        await CancelEverywhereAsync();
        _pipeline.Gate.Set(GateState.Closed);
        await _venuesEnd.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_running.Select(r => r.Run)), Task.Delay(ThreadEndsWithin));
        _surfaces.Dispose();
        if (IsEmptyAtVenues) _heartbeat?.EnterStopped();
        _heartbeat?.Dispose();
        bool inGoodOrder = _pipeline.Close(ThreadEndsWithin);
        if (inGoodOrder) LogEnded(Epoch, Engine.LastSequence);
        else LogEndedRoughly(Epoch);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _venuesEnd.Dispose();
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        string stateHash = $"{_pipeline.RecoveredStateHash:x16}";
        LogRecovered(Epoch, Recovered.LastSequence + 1, Recovered.EventsReplayed, stateHash);
        foreach (string note in Recovered.Notes) LogNote(note);
        _ = KillSwitch.Killed.ContinueWith(
            killed => LogKilled(killed.Result.Reason, killed.Result.Cause), TaskScheduler.Default);
        _heartbeat = new Heartbeat(_settings.DataPath, Epoch, Progress, OnSentinel);
        // The sign of life first, then the look: either the sentinel sees the one or we see the other.
        _heartbeat.Start();
        await SentinelLock.WaitAsync(_settings.DataPath, LogSentinelWaits, ct);
        if (_heartbeat.TakeNoteOfSentinel() is { } fired) LogSentinelFired(fired);
        // Before the engine moves: the first thing it hears of this run is who is there.
        IReadOnlyList<VenueCatalog?> catalogs = await LoadCatalogsAsync(ct);
        _pipeline.Start();
        Publish(new EngineEvent
        {
            Kind = EventKind.RunStarted,
            Run = new RunStarted(Epoch, PackInstance(_settings.Instance), Accounts(), Missing),
        });
        ListInstruments(catalogs);
        SetConfigured();
        _pipeline.Gate.Set(GateState.AskOnly);
        for (int i = 0; i < catalogs.Count; i++) StartVenue(_settings.Venues[i], isListed: catalogs[i] is not null);
        foreach (EngineEvent opening in _settings.OpeningEvents(Instruments)) Publish(opening);
        _pipeline.Gate.Set(GateState.Open);
        Publish(new EngineEvent { Kind = EventKind.TradingEnabled });
        _heartbeat.EnterTrading();
        LogEnabled();
        _surfaces.Start();
    }

    /// <summary>That a smile is there is ordinary; that it is gone, or back, is not.</summary>
    private void TellSurface(SurfaceFitted fit, SurfaceStatus before)
    {
        DateTimeOffset expiry = fit.Expiry.ToDateTimeOffset();
        LogLevel level = before == SurfaceStatus.None ? LogLevel.Debug : LogLevel.Information;
        if (fit.Status == SurfaceStatus.Fitted)
            LogSurfaceFitted(level, fit.Underlying, expiry, fit.Quotes, fit.ErrorVolPoints);
        else LogSurfaceRefused(fit.Underlying, expiry, fit.Status, fit.Quotes, fit.ErrorVolPoints, fit.Worst);
    }

    private async Task DrainAsync()
    {
        if (_running.Count == 0 || KillSwitch.IsTripped) return;
        _pipeline.Gate.Set(GateState.AskOnly);
        long drain = Request(new OperatorRequested(OperatorAction.Drain, UnderlyingId.None, 0));
        long deadline = Environment.TickCount64 + (long)_settings.DrainWithin.TotalMilliseconds;
        while (!KillSwitch.IsTripped && Environment.TickCount64 < deadline)
        {
            bool isDone = Engine.LastSequence >= drain && Engine.OpenOrders == 0;
            if (isDone && _pipeline.Rings.Commands.Consumer(0).Backlog == 0) return;
            await Task.Delay(5);
        }
    }

    private async Task CancelEverywhereAsync()
    {
        // No venue was reached, so that none could confirm: what the run before left there is there still.
        if (_running.Count == 0 && _heartbeat is { BeganEmpty: false }) return;
        if (KillSwitch.IsTripped)
        {
            IsEmptyAtVenues = (await KillSwitch.Killed).AllCancelled;
            return;
        }
        using CancellationTokenSource deadline = new(_settings.Kill.CancelWithin);
        bool[] empty = await Task.WhenAll(
            _running.Where(r => r.HasAccount).Select(r => CancelAsync(r.Seat.Venue, deadline.Token)));
        IsEmptyAtVenues = empty.All(e => e);
    }

    /// <summary>True when the venue confirmed that no order of ours is open.</summary>
    private async Task<bool> CancelAsync(IVenue venue, CancellationToken ct)
    {
        try
        {
            int open = await venue.CancelAllAsync(false, ct).WaitAsync(ct);
            LogCancelled(venue.Id, open);
            return open == 0;
        }
        catch (Exception error)
        {
            LogCancelFailed(venue.Id, error.Message);
            return false;
        }
    }

    private (long Engine, long Journal) Progress() =>
        KillSwitch.IsTripped ? default : (Engine.LastSequence, _pipeline.Journal.WrittenThrough);

    /// <summary>A sentinel cancels under our hands: we stop until a human has looked.</summary>
    private void OnSentinel()
    {
        SentinelFired = true;
        LogSentinelFires();
        Request(new OperatorRequested(OperatorAction.Halt, UnderlyingId.None, 0)
        {
            Who = OperatorName.From("sentinel"),
            Why = OperatorText.From("it fired while this agent was alive"),
        });
    }

    private VenueSet Accounts()
    {
        var venues = default(VenueSet);
        foreach (VenueSeat seat in _settings.Venues) venues = venues.With(seat.Venue.Id);
        return venues;
    }

    private void Publish(EngineEvent change)
    {
        if (change.ReceivedAt.IsNone) change.ReceivedAt = Clock.Now;
        Events.Publish(in change);
    }

    private static uint PackInstance(string instance)
    {
        uint packed = 0;
        for (int i = 0; i < instance.Length && i < ClientOrderIdText.InstanceLengthMax; i++)
            packed |= (uint)(byte)instance[i] << (8 * i);
        return packed;
    }
}
