using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;

namespace TradingAgent.Venues.Bybit;

/// <summary>
/// Bybit as the runtime sees it: linear, inverse and option markets, one unified account. Orders go over the
/// order-entry stream, and over REST while that is down or where an environment has none.
/// </summary>
public sealed partial class BybitVenue : IVenue
{
    private const int MessagesPerSecond = 60;
    private const int MessagesKeptForCancels = 20;

    // The venue allows 500 in five minutes from one address; another client may share it.
    private const int SocketsPerMinute = 60;

    private readonly BybitOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly SteadyClock _steady;
    private readonly VenueClock _clock;
    private readonly BybitRest _rest;
    private readonly ClockProbe _probe;
    private readonly ClockKeeper _clockKeeper;
    private readonly VenueRateLimiter _limiter;
    private readonly FrameQuarantine _quarantine;
    private readonly AttemptWindow _attempts = new(SocketsPerMinute);
    private readonly ConcurrentQueue<VenueConnection> _connections = [];
    private readonly CommandJobs _jobs = new();
    private bool _hasSwitch;
    private volatile BybitSession? _session;
    private volatile VenueScope? _scope;
    private volatile bool _gateClosed;

    /// <param name="options">Hosts, key and limits.</param>
    /// <param name="clock">
    /// Stamps events and signatures: the clock of whoever reads the events, or ages would be measured between two.
    /// Transport time-outs always use the machine's.
    /// </param>
    /// <param name="loggers">For humans.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    public BybitVenue(BybitOptions options, SteadyClock clock, ILoggerFactory loggers)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new ArgumentException("Bybit: " + string.Join(" ", problems));
        _options = options;
        _loggers = loggers;
        _logger = loggers.CreateLogger<BybitVenue>();
        _steady = clock;
        _clock = new VenueClock(_steady);
        _rest = new BybitRest(options, _clock);
        _probe = VenueTime.Probe(_rest, _clock);
        _clockKeeper = new ClockKeeper(
            _probe, _clock, reason => LogAskFailed(_logger, "the venue's time", reason));
        // Linear and inverse share the venue's budget; options have their own.
        _limiter = new VenueRateLimiter(
            [options.OrdersPerSecond, options.OrdersPerSecond],
            Math.Max(MessagesPerSecond, options.OrdersPerSecond * 4),
            MessagesKeptForCancels);
        _quarantine = new FrameQuarantine(options.QuarantineFolder, secrets: [options.Secret, options.Key]);
    }

    public VenueId Id => VenueId.Bybit;

    public VenueCapabilities Capabilities => new()
    {
        AmendsInPlace = true,
        TradesOverWebSocket = _options.Hosts.TradeStream is not null,
        HasOptions = true,
        OrdersPerSecond = _options.OrdersPerSecond,
        HasDeadMansSwitch = _hasSwitch,
    };

    public VenueFigures Figures => new(
        [.. _connections.Select(connection => connection.Figures)], _quarantine.Count,
        _session?.Desk.Margin ?? MarginFigures.Unknown);

    public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct)
    {
        _scope = scope;
        return CatalogueReading.OfAsync(Id, new BybitCatalogue(_rest, Id).LoadAsync(scope, ct));
    }

    public async Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct)
    {
        // A start that failed half-way may be tried again: its connections are gone.
        _connections.Clear();
        var session = BybitSession.Create(
            _options, Id, _rest, _clock, _limiter, _quarantine, instruments, events, _loggers);
        var breaker = new BreakerStatus(Id, events, _steady);
        _rest.BreakerChanged += breaker.OnBreaker;
        await SharedLife.RunAsync(StartAsync, End, ct).ConfigureAwait(false);

        async Task StartAsync(List<Task> running, CancellationToken life)
        {
            await _probe.MeasureAsync(events, ct).ConfigureAwait(false);
            running.Add(StartMarkets(session, subscriptions, life));
            if (subscriptions.Account)
                await StartAccountAsync(session, subscriptions, running, life).ConfigureAwait(false);
            _session = session;
            running.Add(_clockKeeper.RunAsync(events, life));
            running.Add(WatchListingsAsync(session, subscriptions, life));
            running.Add(_jobs.RunAsync(
                (job, token) => RunJobAsync(session, job, token),
                (job, reason) => OnJobFailed(session, job, reason),
                life));
            running.Add(session.RestOrders.Lanes.RunAsync(life));
        }

        void End()
        {
            _session = null;
            _rest.BreakerChanged -= breaker.OnBreaker;
        }
    }

    public NotSentReason TrySend(in EngineCommand command)
    {
        if (_gateClosed) return NotSentReason.GateClosed;
        if (_session is not { } session) return NotSentReason.Disconnected;
        if (command.Kind is not (CommandKind.PlaceOrder or CommandKind.AmendOrder or CommandKind.CancelOrder))
            return _jobs.TrySend(in command);
        Timestamp now = _clock.Now;
        if (now > command.SendBefore) return NotSentReason.TooLate;
        if (session.Instruments.Find(command.Instrument) is not { } instrument) return NotSentReason.UnknownOrder;
        if (!_limiter.TryTake(BybitCategories.Of(instrument.Terms).Budget(), command.Kind, now))
            return NotSentReason.RateLimited;
        if (session.Trade.IsUp)
            return session.Trade.TrySend(in command, instrument) ? NotSentReason.None : NotSentReason.QueueFull;
        return session.RestOrders.Lanes.TrySend(in command) ? NotSentReason.None : NotSentReason.QueueFull;
    }

    public Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct) =>
        _session is { } session
            ? session.Reader.ReportAsync(reportId, events, ct)
            : throw new InvalidOperationException("The venue is not running; there is no account to report.");

    public async Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct)
    {
        _gateClosed = true;
        BybitSession? session = _session;
        session?.Trade.CloseGate();
        session?.RestOrders.Lanes.CloseGate();
        TimeSpan window = TimeSpan.FromMilliseconds(_options.ReceiveWindowMs);
        int left = await new KillPath(
            _options,
            _rest,
            token => _session?.Trade.CancelOpenAsync(token) ?? Task.CompletedTask,
            () => session is not null
                && (session.Trade.MayArrive(window) || session.RestOrders.Lanes.MayArrive(window)))
            .RunAsync(strangersToo, ct).ConfigureAwait(false);
        if (left > 0) LogKilled(_logger, left);
        return left;
    }

    public ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _clockKeeper.Dispose();
        return ValueTask.CompletedTask;
    }
}
