using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;

namespace TradingAgent.Venues.Binance;

/// <summary>
/// Binance as the runtime sees it, one product each: USD-M futures, or European options. Orders go over the order-entry
/// stream where the product has one, and over REST while that is down or where an environment has none.
/// </summary>
public sealed partial class BinanceVenue : IVenue
{
    private const int MessagesPerSecond = 60;
    private const int MessagesKeptForCancels = 20;

    // The venue bans an address for too many; another client may share it.
    private const int SocketsPerMinute = 40;

    private const int OrderIdsKept = 8192;

    private readonly BinanceOptions _options;
    private readonly IProduct _product;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly SteadyClock _steady;
    private readonly VenueClock _clock;
    private readonly BinanceRest _rest;
    private readonly BinanceRest _futuresRest;
    private readonly ClockProbe _probe;
    private readonly ClockKeeper _clockKeeper;
    private readonly VenueRateLimiter _limiter;
    private readonly OrderCounts _counts;
    private readonly FrameQuarantine _quarantine;
    private readonly AttemptWindow _attempts = new(SocketsPerMinute);
    private readonly ConcurrentQueue<VenueConnection> _connections = [];
    private readonly CommandJobs _jobs = new();
    private volatile ProductSession? _session;
    private volatile VenueScope? _scope;
    private volatile DeadMansSwitch? _switch;
    private volatile bool _gateClosed;

    private BinanceVenue(BinanceOptions options, IProduct product, SteadyClock clock, ILoggerFactory loggers)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new ArgumentException("Binance: " + string.Join(" ", problems));
        _options = options;
        _product = product;
        _loggers = loggers;
        _logger = LoggerOf<BinanceVenue>();
        _steady = clock;
        _clock = new VenueClock(_steady);
        _rest = new BinanceRest(options, product.RestAddress(options.Hosts), _clock);
        _futuresRest = new BinanceRest(
            options, options.Hosts.FuturesRest, _clock,
            ban: product.RestAddress(options.Hosts) == options.Hosts.FuturesRest ? _rest.Ban : null);
        _probe = VenueTime.Probe(_rest, product.Dialect, _clock, product.Venue);
        _clockKeeper = new ClockKeeper(
            _probe, _clock, reason => LogAskFailed(_logger, product.Venue, "the venue's time", reason));
        _limiter = new VenueRateLimiter(
            [options.OrdersPerSecond], Math.Max(MessagesPerSecond, options.OrdersPerSecond * 4),
            MessagesKeptForCancels);
        _counts = new OrderCounts(_limiter, _clock);
        _rest.OrdersCounted += _counts.On;
        _quarantine = new FrameQuarantine(options.QuarantineFolder, secrets: [options.Secret, options.Key]);
    }

    public VenueId Id => _product.Venue;

    public VenueCapabilities Capabilities => new()
    {
        AmendsInPlace = _product.AmendsInPlace,
        TradesOverWebSocket = _product.TradeAddress(_options.Hosts) is not null,
        HasOptions = _product.MarketStream == VenueStream.OptionMarket,
        OrdersPerSecond = _options.OrdersPerSecond,
        HasDeadMansSwitch = _switch?.IsSet ?? false,
    };

    public VenueFigures Figures => new(
        [.. _connections.Select(connection => connection.Figures)], _quarantine.Count,
        _session?.Desk.Margin ?? MarginFigures.Unknown);

    /// <summary>Perpetuals and delivery contracts margined in USDT and USDC.</summary>
    /// <param name="options">Hosts, key and limits.</param>
    /// <param name="clock">
    /// Stamps events and signatures: the clock of whoever reads the events, or ages would be measured between two.
    /// </param>
    /// <param name="loggers">For humans.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    public static BinanceVenue OfFutures(BinanceOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        new(options, new FuturesProduct(), clock, loggers);

    /// <summary>European options settled in USDT: a wallet of their own, order entry over REST, no amending.</summary>
    /// <inheritdoc cref="OfFutures"/>
    public static BinanceVenue OfOptions(BinanceOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        new(options, new OptionsProduct(), clock, loggers);

    public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct)
    {
        _scope = scope;
        return CatalogueReading.OfAsync(
            Id, _product.LoadAsync(_rest, scope, limits => limits.Apply(_rest, _counts), ct));
    }

    public async Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct)
    {
        // A start that failed half-way may be tried again: its connections are gone.
        _connections.Clear();
        ProductSession session = Open(instruments, subscriptions, events);
        var breaker = new BreakerStatus(_product.Venue, events, _steady);
        _rest.BreakerChanged += breaker.OnBreaker;
        await SharedLife.RunAsync(StartAsync, End, ct).ConfigureAwait(false);

        async Task StartAsync(List<Task> running, CancellationToken life)
        {
            await _probe.MeasureAsync(events, ct).ConfigureAwait(false);
            StartMarkets(session, running, life);
            if (subscriptions.Account)
                await StartAccountAsync(session, running, life).ConfigureAwait(false);
            _session = session;
            running.Add(_clockKeeper.RunAsync(events, life));
            running.Add(PollAsync(session, life));
            running.Add(WatchListingsAsync(session, life));
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
        if (command.Kind == CommandKind.AmendOrder && !_product.AmendsInPlace) return RefuseAmend(session, in command);
        bool hasStream = session.Trade is { IsUp: true };
        if (_rest.Ban.Holds(command.Kind, hasStream)) return NotSentReason.RateLimited;
        if (!_limiter.TryTake(0, command.Kind, now)) return NotSentReason.RateLimited;
        bool isQueued = hasStream
            ? session.Trade!.TrySend(in command, instrument)
            : session.RestOrders.Lanes.TrySend(in command);
        return isQueued ? NotSentReason.None : NotSentReason.QueueFull;
    }

    public Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct) =>
        _session?.Account is { } account
            ? account.ReportAsync(reportId, events, ct)
            : throw new InvalidOperationException("The venue is not running; there is no account to report.");

    public async Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct)
    {
        _gateClosed = true;
        ProductSession? session = _session;
        session?.Trade?.CloseGate();
        session?.RestOrders.Lanes.CloseGate();
        TimeSpan window = TimeSpan.FromMilliseconds(_options.ReceiveWindowMs);
        int left = await new KillPath(
            _options,
            _rest,
            _product.Dialect,
            token => _session?.Trade?.CancelOpenAsync(token) ?? Task.CompletedTask,
            () => session is not null
                && (session.Trade is { } trade && trade.MayArrive(window)
                    || session.RestOrders.Lanes.MayArrive(window)))
            .RunAsync(strangersToo, ct).ConfigureAwait(false);
        if (left > 0) LogKilled(_logger, _product.Venue, left);
        return left;
    }

    public ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _futuresRest.Dispose();
        _clockKeeper.Dispose();
        return ValueTask.CompletedTask;
    }

    private NotSentReason RefuseAmend(ProductSession session, in EngineCommand command)
    {
        session.Outcomes.Answered(
            command.Order, command.Kind, command.Instrument, new VenueVerdict(RejectReason.Other), RejectReason.Other,
            0, _clock.Now);
        return NotSentReason.None;
    }

    private ProductSession Open(InstrumentTable instruments, VenueSubscriptions wanted, IEventSink events)
    {
        VenueId venue = _product.Venue;
        ProductDialect dialect = _product.Dialect;
        var rates = new CurrencyRates(venue, events);
        var context = new RowContext(
            venue, instruments, _options.InstanceBytes, new OrderIdMap(OrderIdsKept, BinanceRows.KeyBytesMax));
        var desk = new AccountDesk(context, events, rates);
        var outcomes = new CommandEvents(venue, events);
        var trades = new TradeReader(
            _rest, dialect.Prefix, new BinanceRows(context, dialect.FeeSign), desk, _clock);
        var orders = new OrderReader(
            _rest, dialect, new BinanceRows(context, dialect.FeeSign), desk, trades, _clock);
        return new ProductSession
        {
            Options = _options,
            Product = _product,
            Rest = _rest,
            Clock = _clock,
            Instruments = instruments,
            Wanted = wanted,
            Events = events,
            Sources = new MarketSources(venue, instruments, events, rates),
            Dollars = new DollarRates(_futuresRest, venue, rates, _clock, LoggerOf<DollarRates>()),
            Desk = desk,
            Outcomes = outcomes,
            Trades = trades,
            Orders = orders,
            RestOrders = new RestOrders(
                _options, _rest, dialect, _clock, desk, outcomes, _counts, LoggerOf<RestOrders>()),
            Search = new OrderSearch(desk, _clock, outcomes, _options.QueryPatience, orders.LookAsync),
            Loggers = _loggers,
            Trade = _product.TradeAddress(_options.Hosts) is null ? null : new BinanceTradeProtocol(
                _options, _clock, outcomes, desk, _counts, _rest.Ban, _quarantine,
                LoggerOf<BinanceTradeProtocol>()),
        };
    }

    private ILogger LoggerOf<T>() => _loggers.CreateLogger(typeof(T).FullName ?? typeof(T).Name);
}
