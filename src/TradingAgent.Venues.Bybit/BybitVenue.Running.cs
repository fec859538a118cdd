using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit;

/// <content>What runs while the venue runs.</content>
public sealed partial class BybitVenue
{
    private Task StartMarkets(BybitSession session, VenueSubscriptions subscriptions, CancellationToken ct)
    {
        IReadOnlyList<StreamPlan<BybitCategory>> plans =
            MarketPlan.Of(session.Instruments, subscriptions, Id, _clock.Now);
        LogPlan(_logger, plans.Count, plans.Sum(p => p.Topics.Count));
        Dictionary<BybitCategory, StreamStatus> statuses = [];
        session.Fleet = new MarketFleet<BybitCategory>((plan, number) =>
        {
            if (!statuses.TryGetValue(plan.Road, out StreamStatus? status))
                statuses[plan.Road] = status =
                    new StreamStatus(Id, plan.Road.Stream(), session.Events, _steady);
            Uri address = PlaintextRule.Check(
                $"{_options.Hosts.PublicStream}/{plan.Road.Text()}", _options.AllowPlaintextHosts);
            var protocol = new BybitMarketProtocol(
                Id, plan, session.Instruments, session.Events, session.Rates, _quarantine,
                LoggerOf<BybitMarketProtocol>());
            return (protocol, Connect($"bybit {plan.Road.Text()} market {number}", address, protocol, status));
        }, MarketPlan.Limits, MarketPlan.IsAbout);
        return session.Fleet.RunAsync(plans, ct);
    }

    /// <summary>Instruments listed and retired while the venue runs.</summary>
    private Task WatchListingsAsync(BybitSession session, VenueSubscriptions subscriptions, CancellationToken ct)
    {
        if (subscriptions.Listings is not { } listings || _scope is not { } scope)
            return Task.Delay(Timeout.Infinite, ct);
        MarketFleet<BybitCategory> fleet = session.Fleet!;
        var watch = new ListingWatch(
            token => LoadCatalogAsync(scope, token), listings,
            (added, now) => fleet.Add(MarketPlan.Of(session.Instruments, listings.Subscribe(added), Id, now)),
            fleet.Remove, session.Desk, _clock, LoggerOf<ListingWatch>())
        {
            Interval = _options.CatalogueInterval,
            Pause = _options.CataloguePause,
            Listed = (added, token) =>
                subscriptions.Account ? LearnAsync(session, added, token) : Task.CompletedTask,
        };
        return watch.RunAsync(ct);
    }

    /// <summary>What new instruments cost, and what happened in them before we knew them.</summary>
    private async Task LearnAsync(BybitSession session, IReadOnlyList<Instrument> added, CancellationToken ct)
    {
        int unknown = await new FeeReader(_rest, _clock, Id).PublishAsync(added, session.Events, ct)
            .ConfigureAwait(false);
        if (unknown > 0) LogNoFees(_logger, unknown);
        await session.Reader.RecoverAsync(ct).ConfigureAwait(false);
    }

    private async Task StartAccountAsync(
        BybitSession session, VenueSubscriptions subscriptions, List<Task> running, CancellationToken ct)
    {
        Instrument[] ours = [.. session.Instruments.All.Where(i => i.Terms.Venue == Id)];
        HashSet<InstrumentId> books = [.. subscriptions.Books];
        Instrument[] traded = [.. ours.Where(i => books.Contains(i.Id))];
        await new AccountCheck(_options, _rest, _clock, LoggerOf<AccountCheck>())
            .RunAsync(traded, ct).ConfigureAwait(false);
        int unknown = await new FeeReader(_rest, _clock, Id).PublishAsync(ours, session.Events, ct)
            .ConfigureAwait(false);
        if (unknown > 0) LogNoFees(_logger, unknown);
        Timestamp since = subscriptions.ExecutionsSince.IsNone
            ? _clock.Now + _clock.Offset
            : subscriptions.ExecutionsSince;
        session.Desk.RecoveredThrough = since;
        _hasSwitch = _options.TriesDisconnectCancel
            && await new DisconnectCancel(_rest, LoggerOf<DisconnectCancel>()).TryArmAsync(ct).ConfigureAwait(false);
        StartPrivate(session, subscriptions.IsAlive, running, ct);
        if (_options.Hosts.TradeStream is { } trade)
        {
            var status = new StreamStatus(Id, VenueStream.Trade, session.Events, _steady);
            Uri address = PlaintextRule.Check(trade, _options.AllowPlaintextHosts);
            running.Add(Connect("bybit order entry", address, session.Trade, status).RunAsync(ct));
        }
        running.Add(session.Deliveries.Turns.RunAsync(ct));
        running.Add(session.Transfers.RunAsync(since, ct));
    }

    private void StartPrivate(
        BybitSession session, Func<bool> isAlive, List<Task> running, CancellationToken ct)
    {
        VenueConnection? connection = null;
        BybitPrivateProtocol? protocol = null;
        var recovery = new StreamRecovery(session.Reader.RecoverAsync, reason => LogRecoveryFailed(_logger, reason));
        protocol = new BybitPrivateProtocol(
            _options, _clock, session.Desk, _quarantine, LoggerOf<BybitPrivateProtocol>(),
            // Not on the thread that read the socket: it may be the engine's.
            number => _ = Task.Run(
                () => recovery.RunAsync(() => protocol!.SocketNumber == number, Ready, ct), ct),
            session.Deliveries.Turns.Ask)
        {
            IsGuard = _hasSwitch,
            IsAlive = isAlive,
        };
        var status = new StreamStatus(Id, VenueStream.Private, session.Events, _steady);
        Uri address = PlaintextRule.Check(_options.Hosts.PrivateStream, _options.AllowPlaintextHosts);
        connection = Connect("bybit private", address, protocol, status);
        session.Desk.Doubted += () => connection.Reconnect("it kept something back that another road told");
        running.Add(connection.RunAsync(ct));

        void Ready()
        {
            session.Desk.IsFollowed = true;
            connection!.Ready();
        }
    }

    private void OnJobFailed(BybitSession session, EngineCommand job, string reason)
    {
        LogAskFailed(_logger, job.Kind.ToString(), reason);
        session.Outcomes.Unknown(job.Order, job.Kind, job.Instrument, _clock.Now);
    }

    private async Task RunJobAsync(BybitSession session, EngineCommand job, CancellationToken ct)
    {
        switch (job.Kind)
        {
            case CommandKind.QueryOrder when session.Instruments.Find(job.Instrument) is { } instrument:
                // A query may wait for seconds; reports and cancels must not wait behind it.
                _ = session.Search.AskAsync(job.Order, instrument, session.Events, ct);
                break;
            case CommandKind.RequestReport:
                await session.Reader.ReportAsync((int)job.Order.Counter, session.Events, ct).ConfigureAwait(false);
                break;
            case CommandKind.CancelAll:
                await new KillPath(_options, _rest).RunAsync(strangersToo: false, ct).ConfigureAwait(false);
                break;
            default:
                session.Outcomes.NotSent(job.Order, job.Kind, job.Instrument, NotSentReason.UnknownOrder, _clock.Now);
                break;
        }
    }

    private VenueConnection Connect(string name, Uri address, IVenueProtocol protocol, StreamStatus status)
    {
        var options = new VenueConnectionOptions
        {
            Name = name,
            Address = address,
            StaleAfter = TimeSpan.FromSeconds(15),
            // Pings leave every twenty seconds at least and are answered at once.
            DeadAfter = TimeSpan.FromSeconds(30),
            SharedAttempts = _attempts,
            Polled = _options.Polled,
        };
        var connection = new VenueConnection(options, protocol, status, _steady, LoggerOf<VenueConnection>());
        _connections.Enqueue(connection);
        return connection;
    }

    private ILogger LoggerOf<T>() =>
        _loggers.CreateLogger(typeof(T).FullName ?? typeof(T).Name);
}
