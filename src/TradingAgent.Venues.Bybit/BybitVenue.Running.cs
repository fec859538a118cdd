using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit;

/// <content>What runs while the venue runs.</content>
public sealed partial class BybitVenue
{
    private static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RecoveryPause = TimeSpan.FromSeconds(1);

    private Task StartMarkets(BybitSession session, VenueSubscriptions subscriptions, CancellationToken ct)
    {
        IReadOnlyList<MarketPlan> plans = MarketPlan.Of(session.Instruments, subscriptions, Id, _clock.Now);
        LogPlan(_logger, plans.Count, plans.Sum(p => p.Topics.Count));
        Dictionary<BybitCategory, StreamStatus> statuses = [];
        session.Fleet = new MarketFleet((plan, number) =>
        {
            if (!statuses.TryGetValue(plan.Category, out StreamStatus? status))
                statuses[plan.Category] = status =
                    new StreamStatus(Id, plan.Category.Stream(), session.Events, _steady);
            Uri address = PlaintextRule.Check(
                $"{_options.Hosts.PublicStream}/{plan.Category.Text()}", _options.AllowPlaintextHosts);
            var protocol = new BybitMarketProtocol(
                Id, plan, session.Instruments, session.Events, session.Rates, _quarantine,
                LoggerOf<BybitMarketProtocol>());
            return (protocol, Connect($"bybit {plan.Category.Text()} market {number}", address, protocol, status));
        });
        return session.Fleet.RunAsync(plans, ct);
    }

    /// <summary>Instruments listed and retired while the venue runs.</summary>
    private Task WatchListingsAsync(BybitSession session, VenueSubscriptions subscriptions, CancellationToken ct)
    {
        if (subscriptions.Listings is not { } listings || _scope is not { } scope)
            return Task.Delay(Timeout.Infinite, ct);
        var watch = new ListingWatch(
            token => LoadCatalogAsync(scope, token), listings, session.Fleet!, session.Desk, _clock,
            LoggerOf<ListingWatch>())
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
        session.Desk.LastExecutionAt = subscriptions.ExecutionsSince.IsNone
            ? _clock.Now + _clock.Offset
            : subscriptions.ExecutionsSince;
        _hasSwitch = _options.TriesDisconnectCancel
            && await new DisconnectCancel(_rest, LoggerOf<DisconnectCancel>()).TryArmAsync(ct).ConfigureAwait(false);
        StartPrivate(session, running, ct);
        if (_options.Hosts.TradeStream is { } trade)
        {
            var status = new StreamStatus(Id, VenueStream.Trade, session.Events, _steady);
            Uri address = PlaintextRule.Check(trade, _options.AllowPlaintextHosts);
            running.Add(Connect("bybit order entry", address, session.Trade, status).RunAsync(ct));
        }
        running.Add(session.Deliveries.RunAsync(ct));
        running.Add(session.Transfers.RunAsync(session.Desk.LastExecutionAt, ct));
    }

    private void StartPrivate(BybitSession session, List<Task> running, CancellationToken ct)
    {
        VenueConnection? connection = null;
        BybitPrivateProtocol? protocol = null;
        protocol = new BybitPrivateProtocol(
            _options, _clock, session.Desk, _quarantine, LoggerOf<BybitPrivateProtocol>(),
            // Not on the thread that read the socket: it may be the engine's.
            number => _ = Task.Run(() => RecoverAsync(session, protocol!, connection!, number, ct), ct),
            session.Deliveries.Ask)
        {
            IsGuard = _hasSwitch,
        };
        var status = new StreamStatus(Id, VenueStream.Private, session.Events, _steady);
        Uri address = PlaintextRule.Check(_options.Hosts.PrivateStream, _options.AllowPlaintextHosts);
        connection = Connect("bybit private", address, protocol, status);
        session.Desk.Doubted += () => connection.Reconnect("it kept something back that another road told");
        running.Add(connection.RunAsync(ct));
    }

    /// <summary>The private stream is up only when what it missed has been asked for over REST.</summary>
    private async Task RecoverAsync(
        BybitSession session,
        BybitPrivateProtocol protocol,
        VenueConnection connection,
        int number,
        CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && protocol.SocketNumber == number)
        {
            try
            {
                await session.Reader.RecoverAsync(ct).ConfigureAwait(false);
                if (protocol.SocketNumber == number) connection.Ready();
                return;
            }
            catch (VenueUnreachableException e)
            {
                LogRecoveryFailed(_logger, e.Message);
            }
            catch (Exception e) when (BybitFrames.IsBadFrame(e))
            {
                LogRecoveryFailed(_logger, e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(RecoveryPause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunJobsAsync(BybitSession session, CancellationToken ct)
    {
        await foreach (EngineCommand job in _jobs.Reader.ReadAllAsync(ct).ConfigureAwait(false))
        {
            try
            {
                await RunJobAsync(session, job, ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || BybitFrames.IsBadFrame(e))
            {
                LogAskFailed(_logger, job.Kind.ToString(), e.Message);
                session.Outcomes.Unknown(job.Order, job.Kind, job.Instrument, _clock.Now);
            }
        }
    }

    private async Task RunJobAsync(BybitSession session, EngineCommand job, CancellationToken ct)
    {
        switch (job.Kind)
        {
            case CommandKind.QueryOrder when session.Instruments.Find(job.Instrument) is { } instrument:
                // A query may wait for seconds; reports and cancels must not wait behind it.
                _ = session.Query.AskAsync(job, instrument, session.Events, ct);
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

    private async Task MeasureClockAsync(IEventSink events, CancellationToken ct)
    {
        while (true)
        {
            await _clockAsked.WaitAsync(ClockInterval, ct).ConfigureAwait(false);
            try
            {
                await _probe.MeasureAsync(events, ct).ConfigureAwait(false);
            }
            catch (VenueUnreachableException e)
            {
                LogAskFailed(_logger, "the venue's time", e.Message);
            }
        }
    }

    private void AskForClock()
    {
        try
        {
            _clockAsked.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is asked for already.
        }
    }

    private Action<bool> RestStatus(IEventSink events)
    {
        var status = new StreamStatus(Id, VenueStream.Rest, events, _steady);
        int member = status.Join();
        status.Set(member, VenueStatus.Up);
        Action<bool> listener = open => status.Set(member, open ? VenueStatus.Down : VenueStatus.Up);
        _rest.BreakerChanged += listener;
        return listener;
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
