using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Binance;
using TradingAgent.Venues.CryptoExchangeNet.Bybit;
using TradingAgent.Venues.CryptoExchangeNet.Shared;
using TradingAgent.Venues.CryptoExchangeNet.Streams;

namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>
/// A venue reached through CryptoExchange.Net: the same port, and the same events, as a native adapter's. The library
/// speaks the wire; what must never be left to it is here: which answers are answers, what a cut stream missed, data
/// that stops while sockets live, message budgets, the gate and the kill path.
/// </summary>
public sealed partial class LibraryVenue : IVenue
{
    private const int MessagesPerSecond = 60;
    private const int MessagesKeptForCancels = 20;

    private readonly ILibraryExchange _exchange;
    private readonly LibraryOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly SteadyClock _steady;
    private readonly VenueClock _clock;
    private readonly ClockProbe _probe;
    private readonly ClockKeeper _clockKeeper;
    private readonly VenueRateLimiter _limiter;
    private readonly CommandJobs _jobs = new();
    private readonly ConcurrentQueue<TopicKeeper> _streams = [];
    private readonly ConcurrentDictionary<VenueStream, TopicKeeper> _markets = [];
    private volatile RunningSession? _running;
    private volatile VenueScope? _scope;
    private volatile bool _gateClosed;

    internal LibraryVenue(
        ILibraryExchange exchange, LibraryOptions options, SteadyClock clock, ILoggerFactory loggers)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new ArgumentException($"{exchange.Title}: " + string.Join(" ", problems));
        _exchange = exchange;
        _options = options;
        _loggers = loggers;
        _logger = loggers.CreateLogger<LibraryVenue>();
        _steady = clock;
        _clock = new VenueClock(clock);
        _probe = new ClockProbe(exchange.TimeAsync, _clock, exchange.Venue);
        _clockKeeper = new ClockKeeper(
            _probe, _clock, reason => LogAskFailed(_logger, _exchange.Title, "the venue's time", reason));
        _limiter = new VenueRateLimiter(
            [.. Enumerable.Repeat(options.OrdersPerSecond, exchange.Budgets)],
            Math.Max(MessagesPerSecond, options.OrdersPerSecond * 4),
            MessagesKeptForCancels);
    }

    public VenueId Id => _exchange.Venue;

    public VenueCapabilities Capabilities => _exchange.Capabilities;

    public VenueFigures Figures => new(
        [.. _streams.Select(stream => stream.Figures)], Interlocked.Read(ref _unreadable),
        _running?.Session.Desk.Margin ?? MarginFigures.Unknown);

    /// <summary>Bybit's linear, inverse and option markets and its unified account.</summary>
    public static LibraryVenue OfBybit(LibraryOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        new(new BybitExchange(options, loggers), options, clock, loggers);

    /// <summary>Binance's USD-M futures.</summary>
    public static LibraryVenue OfBinanceFutures(LibraryOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        new(new BinanceExchange(options, loggers), options, clock, loggers);

    /// <summary>Any other exchange of the family, for what its shared interfaces offer.</summary>
    public static LibraryVenue OfShared(
        SharedExchange exchange, LibraryOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        new(new SharedConnector(exchange, options), options, clock, loggers);

    public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct)
    {
        _scope = scope;
        return _exchange.LoadCatalogAsync(scope, ct);
    }

    public async Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct)
    {
        RunningSession running = Open(instruments, subscriptions, events);
        var breaker = new BreakerStatus(Id, events, _steady);
        _exchange.Reads.BreakerChanged += breaker.OnBreaker;
        // A start that failed half-way may be tried again: its streams are gone.
        _markets.Clear();
        _streams.Clear();
        await SharedLife.RunAsync(StartAsync, End, ct).ConfigureAwait(false);

        async Task StartAsync(List<Task> tasks, CancellationToken life)
        {
            await _probe.MeasureAsync(events, ct).ConfigureAwait(false);
            StartMarkets(running, running.Run.MarketTopics(subscriptions, _clock.Now), tasks, life);
            if (subscriptions.Account)
                await StartAccountAsync(running, subscriptions, tasks, life).ConfigureAwait(false);
            _running = running;
            tasks.Add(_clockKeeper.RunAsync(events, life));
            tasks.Add(WatchListingsAsync(running, subscriptions, life));
            tasks.Add(_jobs.RunAsync(
                (job, token) => RunJobAsync(running, job, token),
                (job, reason) => OnJobFailed(running, job, reason),
                life));
            tasks.Add(running.Session.Lanes.RunAsync(life));
        }

        void End()
        {
            _running = null;
            _exchange.Reads.BreakerChanged -= breaker.OnBreaker;
        }
    }

    public NotSentReason TrySend(in EngineCommand command)
    {
        if (_gateClosed) return NotSentReason.GateClosed;
        if (_running is not { } running) return NotSentReason.Disconnected;
        if (command.Kind is not (CommandKind.PlaceOrder or CommandKind.AmendOrder or CommandKind.CancelOrder))
            return _jobs.TrySend(in command);
        Timestamp now = _clock.Now;
        if (now > command.SendBefore) return NotSentReason.TooLate;
        if (running.Session.Instruments.Find(command.Instrument) is not { } instrument)
            return NotSentReason.UnknownOrder;
        if (!_limiter.TryTake(_exchange.BudgetOf(instrument), command.Kind, now)) return NotSentReason.RateLimited;
        return running.Session.Lanes.TrySend(in command) ? NotSentReason.None : NotSentReason.QueueFull;
    }

    public Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct) =>
        _running is { } running
            ? ReportAsync(running, reportId, events, ct)
            : throw new InvalidOperationException("The venue is not running; there is no account to report.");

    public async Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct)
    {
        _gateClosed = true;
        _running?.Session.Lanes.CloseGate();
        int left = await KillAsync(strangersToo, ct).ConfigureAwait(false);
        if (left > 0) LogKilled(_logger, _exchange.Title, left);
        return left;
    }

    public ValueTask DisposeAsync()
    {
        _exchange.Dispose();
        _clockKeeper.Dispose();
        return ValueTask.CompletedTask;
    }
}
