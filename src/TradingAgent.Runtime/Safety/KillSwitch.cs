using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Safety;

/// <summary>
/// The way out that needs no engine: shuts the command gate for good and has every venue cancel our orders. Tripped by
/// a thread that died, a journal that cannot write, an event that found no room, or an engine that stopped taking
/// events. The host then exits with code 70.
/// </summary>
public sealed class KillSwitch : IDisposable
{
    private const int LookEveryMilliseconds = 100;

    private readonly CommandGate _gate;
    private readonly IReadOnlyList<IVenue> _venues;
    private readonly KillSettings _settings;
    private readonly TaskCompletionSource<KillReport> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _stopping = new();
    private Thread? _watchdog;
    private EngineStage? _engine;
    private long _lastSeen;
    private long _lastProgress;
    private int _isTripped;

    /// <param name="gate">The door it shuts.</param>
    /// <param name="venues">Where it cancels; the list is read when it trips.</param>
    /// <param name="settings">How patient, how far.</param>
    public KillSwitch(CommandGate gate, IReadOnlyList<IVenue> venues, KillSettings settings)
    {
        _gate = gate;
        _venues = venues;
        _settings = settings;
    }

    public bool IsTripped => Volatile.Read(ref _isTripped) != 0;

    /// <summary>Completes after a kill, when every venue has answered or run out of time. Never faults.</summary>
    public Task<KillReport> Killed => _done.Task;

    /// <summary>Begins to watch the engine's heartbeat, on a thread of its own.</summary>
    public void Watch(EngineStage engine)
    {
        Attach(engine, Environment.TickCount64);
        _watchdog = new Thread(Run) { Name = "watchdog", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _watchdog.Start();
    }

    /// <summary>Kills; returns at once. Any thread, any number of times: the first reason stands.</summary>
    public void Trip(string reason, Exception? cause)
    {
        // The gate first: who finds the switch tripped by another must not come back before the gate is shut.
        _gate.Set(GateState.Killed);
        if (Interlocked.Exchange(ref _isTripped, 1) != 0) return;
        _ = Task.Run(() => CancelEverywhereAsync(reason, cause));
    }

    public void Dispose()
    {
        _stopping.Set();
        _watchdog?.Join(TimeSpan.FromSeconds(1));
        _stopping.Dispose();
    }

    internal void Attach(EngineStage engine, long nowMilliseconds)
    {
        _engine = engine;
        _lastSeen = engine.LastSequence;
        _lastProgress = nowMilliseconds;
    }

    /// <summary>One look at the heartbeat: progress, or nothing to do, is life.</summary>
    internal void Look(long nowMilliseconds)
    {
        long seen = _engine!.LastSequence;
        if (seen != _lastSeen || !_engine.IsBehind)
        {
            _lastSeen = seen;
            _lastProgress = nowMilliseconds;
            return;
        }
        long silent = nowMilliseconds - _lastProgress;
        if (silent < _settings.StallMax.TotalMilliseconds) return;
        Trip($"The engine has been stuck at event {seen} for {silent} ms while events wait.", null);
    }

    private void Run()
    {
        while (!IsTripped && !_stopping.Wait(LookEveryMilliseconds)) Look(Environment.TickCount64);
    }

    private async Task CancelEverywhereAsync(string reason, Exception? cause)
    {
        using CancellationTokenSource deadline = new(_settings.CancelWithin);
        VenueKill[] outcomes = await Task.WhenAll(_venues.Select(v => CancelAsync(v, deadline.Token)));
        _done.TrySetResult(new KillReport(reason, cause, outcomes));
    }

    private async Task<VenueKill> CancelAsync(IVenue venue, CancellationToken ct)
    {
        try
        {
            // A venue that ignores its token must not keep the process from ending.
            int open = await Task.Run(() => venue.CancelAllAsync(_settings.StrangersToo, ct), ct).WaitAsync(ct);
            return new VenueKill(venue.Id, open, null);
        }
        catch (Exception error)
        {
            return new VenueKill(venue.Id, null, error.Message);
        }
    }
}
