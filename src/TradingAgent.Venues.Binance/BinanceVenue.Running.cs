using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance;

/// <content>What runs while the venue runs.</content>
public sealed partial class BinanceVenue
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Never = TimeSpan.FromDays(2);

    private void StartMarkets(ProductSession session, List<Task> running, CancellationToken ct)
    {
        PlanOf.Note(session.Sources.Tickers, session.Wanted);
        IReadOnlyList<StreamPlan<StreamRoad>> plans = Plan(session.Instruments, session.Wanted, _clock.Now);
        LogPlan(_logger, _product.Venue, plans.Count, plans.Sum(p => p.Topics.Count));
        var status = new StreamStatus(_product.Venue, _product.MarketStream, session.Events, _steady);
        var snapshots = new SnapshotDesk(
            _rest, _product.Dialect.Prefix + "/depth", _product.SnapshotLevels, LoggerOf<SnapshotDesk>());
        session.Fleet = new MarketFleet<StreamRoad>(
            (plan, number) => OpenMarket(session, snapshots, plan, number, status), PlanOf.Limits,
            StreamNames.IsAbout);
        running.Add(snapshots.RunAsync(ct));
        running.Add(session.Fleet.RunAsync(plans, ct));
    }

    private (IMarketProtocol Protocol, VenueConnection Connection) OpenMarket(
        ProductSession session, SnapshotDesk snapshots, StreamPlan<StreamRoad> plan, int number, StreamStatus status)
    {
        string road = plan.Road == StreamRoad.Public ? "public" : "market";
        Uri address = PlaintextRule.Check(
            $"{_options.Hosts.Stream}/{road}/stream", _options.AllowPlaintextHosts);
        var protocol = new BinanceMarketProtocol(
            session.Sources, plan, _quarantine, LoggerOf<BinanceMarketProtocol>());
        // Marks come every second; options' own quotes may rightly say nothing for minutes.
        bool isBusy = plan.Road == StreamRoad.Market || _product.MarketStream != VenueStream.OptionMarket;
        VenueConnection connection = Connect(
            $"{_product.Venue} {road} {number}", address, null, protocol, status,
            isBusy ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(10));
        protocol.SnapshotWanted = instrument => snapshots.Ask(
            instrument,
            body => connection.Do((time, _) => protocol.OnSnapshot(instrument.Id, body, time)));
        return (protocol, connection);
    }

    private IReadOnlyList<StreamPlan<StreamRoad>> Plan(
        InstrumentTable instruments, VenueSubscriptions wanted, Timestamp now) =>
    [
        .. _product.Plan(
            PlanOf.Pick(instruments, wanted.Books, _product.Venue, now),
            PlanOf.Pick(instruments, wanted.Tickers, _product.Venue, now),
            PlanOf.Pick(instruments, wanted.Trades, _product.Venue, now)),
    ];

    /// <summary>Instruments listed and retired while the venue runs.</summary>
    private Task WatchListingsAsync(ProductSession session, CancellationToken ct)
    {
        if (session.Wanted.Listings is not { } listings || _scope is not { } scope)
            return Task.Delay(Timeout.Infinite, ct);
        var watch = new ListingWatch(
            token => LoadCatalogAsync(scope, token), listings,
            (added, now) => Subscribe(session, listings.Subscribe(added), now),
            session.Fleet!.Remove, session.Desk, _clock, LoggerOf<ListingWatch>())
        {
            Interval = _options.CatalogueInterval,
            Pause = _options.CataloguePause,
            Listed = (added, token) => session.Account is { } account
                ? LearnAsync(account, added, token)
                : Task.CompletedTask,
        };
        return watch.RunAsync(ct);
    }

    private void Subscribe(ProductSession session, VenueSubscriptions wanted, Timestamp now)
    {
        PlanOf.Note(session.Sources.Tickers, wanted);
        session.Fleet!.Add(Plan(session.Instruments, wanted, now));
    }

    /// <summary>What new instruments cost, and what happened in them before we knew them.</summary>
    private async Task LearnAsync(IProductAccount account, IReadOnlyList<Instrument> added, CancellationToken ct)
    {
        int unknown = await account.PublishFeesAsync(added, ct).ConfigureAwait(false);
        if (unknown > 0) LogNoFees(_logger, _product.Venue, unknown);
        await account.RecoverAsync(ct).ConfigureAwait(false);
    }

    private async Task StartAccountAsync(ProductSession session, List<Task> running, CancellationToken ct)
    {
        IProductAccount account = session.Account = _product.Account(session);
        await account.CheckAsync(session.Traded, ct).ConfigureAwait(false);
        int unknown = await account.PublishFeesAsync(session.Ours, ct).ConfigureAwait(false);
        if (unknown > 0) LogNoFees(_logger, _product.Venue, unknown);
        session.Desk.RecoveredThrough = session.Wanted.ExecutionsSince.IsNone
            ? _clock.Now + _clock.Offset
            : session.Wanted.ExecutionsSince;
        StartPrivate(session, account, running, ct);
        if (session.Trade is { } trade && _product.TradeAddress(_options.Hosts) is { } text)
        {
            var status = new StreamStatus(_product.Venue, VenueStream.Trade, session.Events, _steady);
            Uri address = PlaintextRule.Check(text, _options.AllowPlaintextHosts);
            running.Add(Connect($"{_product.Venue} order entry", address, null, trade, status, Never).RunAsync(ct));
        }
        // What is listed later is guarded too.
        _switch = new DeadMansSwitch(
            _rest, _product.Dialect.Prefix, _options.DeadMansSwitch, _product.Switch,
            () => session.Traded.Select(_product.SwitchSubject).Distinct(), LoggerOf<DeadMansSwitch>())
        {
            IsAlive = session.Wanted.IsAlive,
        };
        running.Add(_switch.RunAsync(ct));
        running.Add(account.WatchAsync(ct));
    }

    private void StartPrivate(
        ProductSession session, IProductAccount account, List<Task> running, CancellationToken ct)
    {
        var keys = new ListenKeys(
            _rest, _options, _product.Dialect.Prefix + "/listenKey", _product.AccountEvents, LoggerOf<ListenKeys>());
        var recovery = new StreamRecovery(
            account.RecoverAsync, reason => LogRecoveryFailed(_logger, _product.Venue, reason));
        VenueConnection? connection = null;
        BinancePrivateProtocol? protocol = null;
        protocol = new BinancePrivateProtocol(
            account.Frames, session.Desk, _quarantine, LoggerOf<BinancePrivateProtocol>(),
            // Not on the thread that read the socket: it may be the engine's.
            number => _ = Task.Run(
                () => recovery.RunAsync(() => protocol!.SocketNumber == number, Ready, ct), ct));
        var status = new StreamStatus(_product.Venue, VenueStream.Private, session.Events, _steady);
        Uri address = PlaintextRule.Check($"{_options.Hosts.Stream}/private/ws", _options.AllowPlaintextHosts);
        connection = Connect(
            $"{_product.Venue} private", address, keys.NextAddressAsync, protocol, status, Never);
        session.Desk.Doubted += () => connection.Reconnect("it kept something back that another road told");
        running.Add(connection.RunAsync(ct));
        running.Add(keys.RunAsync(() => connection.Reconnect("the venue knows its listen key no more"), ct));

        void Ready()
        {
            session.Desk.IsFollowed = true;
            connection!.Ready();
        }
    }

    private async Task PollAsync(ProductSession session, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                IReadOnlyList<Instrument> wanted = PlanOf.Pick(
                    session.Instruments, session.Wanted.Tickers, _product.Venue, _clock.Now);
                await _product.PollAsync(session, wanted, ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                LogAskFailed(_logger, _product.Venue, "what no stream tells", e.Message);
            }
            await Task.Delay(_options.PollInterval, ct).ConfigureAwait(false);
        }
    }

    private async Task RunJobAsync(ProductSession session, EngineCommand job, CancellationToken ct)
    {
        switch (job.Kind)
        {
            case CommandKind.QueryOrder when session.Instruments.Find(job.Instrument) is { } instrument:
                // A query may wait for seconds; reports and cancels must not wait behind it.
                _ = session.Search.AskAsync(job.Order, instrument, session.Events, ct);
                break;
            case CommandKind.RequestReport when session.Account is { } account:
                await account.ReportAsync((int)job.Order.Counter, session.Events, ct).ConfigureAwait(false);
                break;
            case CommandKind.CancelAll:
                await new KillPath(
                    _options, _rest, _product.Dialect,
                    token => session.Trade?.CancelOpenAsync(token) ?? Task.CompletedTask)
                    .RunAsync(strangersToo: false, ct).ConfigureAwait(false);
                break;
            default:
                session.Outcomes.NotSent(job.Order, job.Kind, job.Instrument, NotSentReason.UnknownOrder, _clock.Now);
                break;
        }
    }

    private void OnJobFailed(ProductSession session, EngineCommand job, string reason)
    {
        LogAskFailed(_logger, _product.Venue, job.Kind.ToString(), reason);
        session.Outcomes.Unknown(job.Order, job.Kind, job.Instrument, _clock.Now);
    }

    /// <summary>
    /// The venue has no ping of its own for clients: the socket's own is used, and proves that it lives.
    /// </summary>
    private VenueConnection Connect(
        string name,
        Uri address,
        Func<CancellationToken, Task<Uri>>? nextAddress,
        IVenueProtocol protocol,
        StreamStatus status,
        TimeSpan staleAfter)
    {
        var options = new VenueConnectionOptions
        {
            Name = name,
            Address = address,
            NextAddress = nextAddress,
            PingInterval = PingInterval,
            BufferBytes = 1 << 20,
            StaleAfter = staleAfter,
            DeadAfter = Never,
            SharedAttempts = _attempts,
            Polled = _options.Polled,
        };
        var connection = new VenueConnection(options, protocol, status, _steady, LoggerOf<VenueConnection>());
        _connections.Enqueue(connection);
        return connection;
    }
}
