using Microsoft.Extensions.Logging;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Control;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Observability.Metrics;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Reports;
using TradingAgent.Runtime.Safety;
using TradingAgent.Venues.Setup;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Host.Composition;

/// <summary>One run of the agent with everything it needs: started, watched, drained, reported.</summary>
internal sealed class AgentSession : IAsyncDisposable
{
    private static readonly TimeSpan CheckWithin = TimeSpan.FromSeconds(2);

    private readonly AgentConfiguration _configuration;
    private readonly IReadOnlyList<VenueEntry> _entries;
    private readonly IReadOnlyList<VenueSeat> _seats;
    private readonly TradingCore _core;
    private ReportPublisher? _publisher;
    private ControlServer? _control;
    private AlertWebhook? _webhook;

    private AgentSession(
        AgentConfiguration configuration, IReadOnlyList<VenueEntry> entries, IReadOnlyList<VenueSeat> seats,
        TradingCore core, LiveRuntime runtime)
    {
        _configuration = configuration;
        _entries = entries;
        _seats = seats;
        _core = core;
        Runtime = runtime;
    }

    public LiveRuntime Runtime { get; }

    /// <summary>The venues of the run and where they are.</summary>
    public IReadOnlyList<VenueEntry> Venues => _entries;

    /// <summary>«trading» while the agent may, else what keeps it from it.</summary>
    public string State => Readiness.Of(Runtime, [.. _seats.Select(seat => seat.Venue)]);

    public StatusLine Status { get; private set; } = null!;

    public AgentMetrics Metrics { get; private set; } = null!;

    /// <summary>Recovers, connects, and enables trading.</summary>
    public static async Task<AgentSession> StartAsync(
        AgentConfiguration configuration, RunRequest request, LocalAccess? local, TimeProvider time,
        ILoggerFactory loggers, CancellationToken ct)
    {
        AgentOptions options = configuration.Options;
        bool spins = options.Runtime.Wait == "spin";
        var polled = spins ? new PolledSockets() : null;
        var clock = new SteadyClock(time);
        IReadOnlyList<VenueEntry> entries = VenueRegistry.Entries(
            configuration, local, Path.Combine(request.DataFolder, "quarantine"), time);
        bool clears = options.Scope.CancelsStrangers;
        VenueSeat[] seats = [.. entries.Select(entry =>
            VenueRegistry.Seat(options, entry.Create(options.Instance, polled, clock, loggers)) with
            {
                Clear = clears ? token => VenueRegistry.CancelAllAsync(entry, options, clock, loggers, token) : null,
            })];
        var limits = new EngineLimits();
        Func<InstrumentTable, IReadOnlyList<ParameterValue>> mapping = BandRules.Mapping(options);
        var core = new TradingCore(limits);
        var settings = new LiveSettings
        {
            DataPath = request.DataFolder,
            Instance = options.Instance,
            Venues = seats,
            Parameters = instruments => WirePace.Apply(mapping(instruments), request.Speed),
            ConfigDigest = configuration.Digest,
            Limits = limits,
            Layout = new JournalLayout { SyncsEachBatch = options.Runtime.FsyncPerBatch },
            Kill = new KillSettings { StrangersToo = clears },
            Wait = spins ? WaitMode.Spin : WaitMode.Park,
            Polled = polled,
            DrainWithin = TimeSpan.FromSeconds(2),
        };
        ILogger logger = loggers.CreateLogger<LiveRuntime>();
        LiveRuntime runtime = await LiveRuntime.StartAsync(settings, clock, logger, () => core, ct);
        TellTakers(seats, options.Scope, runtime.Instruments, loggers.CreateLogger<AgentSession>());
        var session = new AgentSession(configuration, entries, seats, core, runtime);
        session.Listen(loggers);
        ILogger control = loggers.CreateLogger<ControlServer>();
        var desk = new ControlDesk(runtime, core.Engine, options, new ExplainDesk(request.DataFolder), control);
        session._control = ControlServer.TryStart(request.DataFolder, desk.AnswerAsync, control);
        return session;
    }

    /// <summary>Looks at another configuration with the instruments that are listed.</summary>
    /// <exception cref="ConfigurationException">It does not fit them.</exception>
    public AgentConfiguration Fitting(AgentConfiguration next)
    {
        BandRules.Require(next.Options, Runtime.Instruments);
        return next;
    }

    /// <summary>Puts another configuration's parameters in force.</summary>
    public void Reconfigure(AgentConfiguration next, double speed) => Runtime.Reconfigure(
        instruments => WirePace.Apply(EngineParametersMapper.Map(next.Options, instruments), speed), next.Digest);

    /// <summary>Drains, closes, asks the venue once more, and says what the session did.</summary>
    /// <param name="seconds">How long it traded.</param>
    /// <param name="log">For what could not be done.</param>
    public async Task<(SessionReport Report, PositionCheck Check)> StopAsync(double seconds, ILogger log)
    {
        await Runtime.StopAsync();
        if (_control is not null) await _control.DisposeAsync();
        if (_publisher is not null) await _publisher.DisposeAsync();
        if (_webhook is not null) await _webhook.DisposeAsync();
        IReadOnlyDictionary<VenueId, PositionCheck> checks = await ComparePositionsAsync(log);
        AgentOptions options = _configuration.Options;
        SessionReport report = SessionReportMapper.Map(
            options.Environment.ToString(), seconds, _core.Engine, Runtime, options.Scope.Underlyings, checks);
        return (report, PositionCheck.Join([.. checks.Values]));
    }

    public async ValueTask DisposeAsync()
    {
        Metrics.Dispose();
        await Runtime.DisposeAsync();
        foreach (VenueSeat seat in _seats) await seat.Venue.DisposeAsync();
    }

    private static void TellTakers(
        IReadOnlyList<VenueSeat> seats, ScopeOptions scope, InstrumentTable instruments, ILogger log)
    {
        foreach (VenueSeat seat in seats)
        {
            if (seat.Venue.Capabilities.RestsPostOnly) continue;
            int taken = instruments.All.Count(
                i => i.Terms.Venue == seat.Venue.Id && ScopeRules.IsTradable(scope, i));
            if (taken > 0) AgentLog.TakesAlone(log, seat.Venue.Id, taken);
        }
    }

    private void Listen(ILoggerFactory loggers)
    {
        var log = new ReportLog(loggers.CreateLogger("TradingAgent.Engine"), Runtime.Instruments);
        var milestones = new Milestones(loggers.CreateLogger<Milestones>(), Runtime.Instruments, log);
        IReadOnlyList<string> coins = _configuration.Options.Scope.Underlyings;
        Metrics = AgentMetrics.Create(Runtime, _core.Engine.Tally, [.. _seats.Select(seat => seat.Venue)], coins);
        _webhook = AlertWebhook.Create(_configuration, loggers.CreateLogger<AlertWebhook>());
        List<Action<EngineReport>> listeners = [Metrics.Reports.Take, milestones.Take, log.Take];
        if (_webhook is { } webhook) listeners.Add(report => webhook.Take(report, Runtime.Instruments));
        _publisher = new ReportPublisher(Runtime.Reports, listeners);
        Metrics.Watch(_publisher);
        _publisher.Start();
        Status = new StatusLine(loggers.CreateLogger<StatusLine>(), Runtime.Engine, _core.Engine.Tally, coins);
    }

    /// <summary>Every venue by itself: one that cannot be asked leaves only its own positions open.</summary>
    private async Task<IReadOnlyDictionary<VenueId, PositionCheck>> ComparePositionsAsync(ILogger log)
    {
        using var deadline = new CancellationTokenSource(CheckWithin);
        var checks = new Dictionary<VenueId, PositionCheck>();
        foreach (VenueEntry entry in _entries)
        {
            try
            {
                using IVenueCheck look = entry.Check();
                checks[entry.Venue] = PositionCheck.Compare(
                    _core.Engine, Runtime.Instruments, entry.Venue, await look.PositionsAsync(deadline.Token));
            }
            catch (Exception error)
            {
                AgentLog.PositionsNotCompared(log, error.Message);
                checks[entry.Venue] = PositionCheck.NotAsked;
            }
        }
        return checks;
    }
}
