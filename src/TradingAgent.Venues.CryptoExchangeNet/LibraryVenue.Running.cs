using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Market;
using TradingAgent.Venues.CryptoExchangeNet.Streams;

namespace TradingAgent.Venues.CryptoExchangeNet;

/// <content>What runs while the venue runs.</content>
public sealed partial class LibraryVenue
{
    private long _unreadable;

    private RunningSession Open(InstrumentTable instruments, VenueSubscriptions wanted, IEventSink events)
    {
        var rates = new CurrencyRates(Id, events);
        var context = new RowContext(Id, instruments, _options.InstanceBytes, new OrderIdMap(8192, 40));
        var desk = new AccountDesk(context, events, rates);
        var outcomes = new CommandEvents(Id, events);
        var trade = new Lazy<(StreamStatus Status, int Member)>(() =>
        {
            var status = new StreamStatus(Id, VenueStream.Trade, events, _steady);
            return (status, status.Join());
        });
        ILibraryRun? run = null;
        var session = new LibrarySession
        {
            Options = _options,
            Instruments = instruments,
            Events = events,
            Clock = _clock,
            Desk = desk,
            Markets = new MarketDesk(Id, _clock, events, rates),
            Outcomes = outcomes,
            Lanes = new CommandLanes(
                _clock, desk, outcomes, _options.ReplyTimeout,
                () => (command, instrument, ct) => run!.SendAsync(command, instrument, ct), _logger),
            TradeRoad = isOpen =>
                trade.Value.Status.Set(trade.Value.Member, isOpen ? VenueStatus.Up : VenueStatus.Down),
            Logger = _logger,
            IsAlive = wanted.IsAlive,
        };
        run = _exchange.Open(session);
        return new RunningSession(
            session, run, new OrderSearch(desk, _clock, outcomes, _options.QueryPatience, run.LookAsync));
    }

    private void StartMarkets(
        RunningSession running, IEnumerable<(VenueStream Stream, Topic Topic)> topics, List<Task> tasks,
        CancellationToken life)
    {
        int count = 0;
        foreach (IGrouping<VenueStream, (VenueStream, Topic Topic)> group in topics.GroupBy(t => t.Stream))
        {
            Topic[] own = [.. group.Select(t => t.Topic)];
            count += own.Length;
            if (_markets.TryGetValue(group.Key, out TopicKeeper? known))
            {
                known.Add(own);
                continue;
            }
            TopicKeeper keeper = Keep(
                $"{_exchange.Title} {group.Key}", group.Key, running.Session.Events, recover: null, unreadable: null);
            keeper.Add(own);
            _markets[group.Key] = keeper;
            tasks.Add(keeper.RunAsync(life));
        }
        LogPlan(_logger, _exchange.Title, count);
    }

    private async Task StartAccountAsync(
        RunningSession running, VenueSubscriptions subscriptions, List<Task> tasks, CancellationToken life)
    {
        LibrarySession session = running.Session;
        Instrument[] ours = [.. session.Instruments.All.Where(i => i.Terms.Venue == Id)];
        HashSet<InstrumentId> books = [.. subscriptions.Books];
        ClockCheck.Refuse(_clock, _options.ClockOffsetMax);
        await running.Run.PrepareAsync([.. ours.Where(i => books.Contains(i.Id))], life).ConfigureAwait(false);
        await PublishFeesAsync(running, ours, life).ConfigureAwait(false);
        session.Desk.RecoveredThrough = subscriptions.ExecutionsSince.IsNone
            ? _clock.Now + _clock.Offset
            : subscriptions.ExecutionsSince;
        var recovery = new StreamRecovery(
            running.Run.RecoverAsync, reason => LogRecoveryFailed(_logger, _exchange.Title, reason));
        // They begin where the account does, before a recovery moves the mark.
        tasks.AddRange(running.Run.Watch(life));
        TopicKeeper? keeper = null;
        keeper = Keep(
            $"{_exchange.Title} account", VenueStream.Private, session.Events, recovery.RunAsync,
            () => keeper!.Reconnect());
        keeper.Add(running.Run.AccountTopics());
        session.Desk.Doubted += keeper.Reconnect;
        tasks.Add(keeper.RunAsync(life));
        if (Capabilities.TradesOverWebSocket)
            session.TradeRoad(await running.Run.OpenTradeAsync(life).ConfigureAwait(false));
    }

    private TopicKeeper Keep(
        string name, VenueStream stream, IEventSink events,
        Func<Func<bool>, Action, CancellationToken, Task>? recover, Action? unreadable)
    {
        var status = new StreamStatus(Id, stream, events, _steady);
        var keeper = new TopicKeeper(name, status, _loggers.CreateLogger<TopicKeeper>())
        {
            Recover = recover,
            Unreadable = () =>
            {
                Interlocked.Increment(ref _unreadable);
                unreadable?.Invoke();
            },
        };
        _streams.Enqueue(keeper);
        return keeper;
    }

    /// <summary>Instruments listed and retired while the venue runs, and the streams that only they need.</summary>
    private async Task WatchListingsAsync(
        RunningSession running, VenueSubscriptions subscriptions, CancellationToken life)
    {
        if (subscriptions.Listings is not { } listings || _scope is not { } scope)
        {
            await Task.Delay(Timeout.Infinite, life).ConfigureAwait(false);
            return;
        }
        List<Task> late = [];
        var watch = new ListingWatch(
            token => LoadCatalogAsync(scope, token), listings,
            (added, now) => StartMarkets(
                running, running.Run.MarketTopics(listings.Subscribe(added), now), late, life),
            gone => Leave(running, gone), running.Session.Desk, _clock, _loggers.CreateLogger<ListingWatch>())
        {
            Interval = _options.CatalogueInterval,
            Pause = _options.CataloguePause,
            Listed = (added, token) =>
                subscriptions.Account ? LearnAsync(running, added, token) : Task.CompletedTask,
        };
        try
        {
            await watch.RunAsync(life).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Leave(RunningSession running, Instrument gone)
    {
        running.Run.Forget(gone);
        foreach (TopicKeeper keeper in _markets.Values) _ = keeper.RemoveAsync(gone.Id);
    }

    /// <summary>What new instruments cost, and what happened in them before we knew them.</summary>
    private async Task LearnAsync(RunningSession running, IReadOnlyList<Instrument> added, CancellationToken ct)
    {
        await PublishFeesAsync(running, added, ct).ConfigureAwait(false);
        await running.Run.RecoverAsync(ct).ConfigureAwait(false);
    }

    private async Task PublishFeesAsync(RunningSession running, IReadOnlyList<Instrument> of, CancellationToken ct)
    {
        int unknown = await running.Run.PublishFeesAsync(of, ct).ConfigureAwait(false);
        if (unknown > 0) LogNoFees(_logger, _exchange.Title, unknown);
    }

    private async Task ReportAsync(RunningSession running, int reportId, IEventSink events, CancellationToken ct)
    {
        var report = new StateReport(reportId, Id, _clock, events);
        report.Begin();
        (int orders, int positions) = await running.Run.ReportAsync(report, ct).ConfigureAwait(false);
        report.Complete(orders, positions);
    }

    private Task<int> KillAsync(bool strangersToo, CancellationToken ct) =>
        new KillLoop<OpenOrder>(
            token => _exchange.ListOpenAsync(strangersToo, token),
            (open, token) => _exchange.CancelAsync(open, strangersToo, token),
            otherRoad: null).RunAsync(ct);

    private void OnJobFailed(RunningSession running, EngineCommand job, string reason)
    {
        LogAskFailed(_logger, _exchange.Title, job.Kind.ToString(), reason);
        running.Session.Outcomes.Unknown(job.Order, job.Kind, job.Instrument, _clock.Now);
    }

    private async Task RunJobAsync(RunningSession running, EngineCommand job, CancellationToken ct)
    {
        LibrarySession session = running.Session;
        switch (job.Kind)
        {
            case CommandKind.QueryOrder when session.Instruments.Find(job.Instrument) is { } instrument:
                // A query may wait for seconds; reports and cancels must not wait behind it.
                _ = running.Search.AskAsync(job.Order, instrument, session.Events, ct);
                break;
            case CommandKind.RequestReport:
                await ReportAsync(running, (int)job.Order.Counter, session.Events, ct).ConfigureAwait(false);
                break;
            case CommandKind.CancelAll:
                await KillAsync(strangersToo: false, ct).ConfigureAwait(false);
                break;
            default:
                session.Outcomes.NotSent(job.Order, job.Kind, job.Instrument, NotSentReason.UnknownOrder, _clock.Now);
                break;
        }
    }

    [LoggerMessage(EventId = LogEvents.VenuePlan, Level = LogLevel.Information,
        Message = "{Venue}: {Topics} market subscriptions through CryptoExchange.Net")]
    private static partial void LogPlan(ILogger logger, string venue, int topics);

    [LoggerMessage(EventId = LogEvents.VenueRecoveryFailed, Level = LogLevel.Error,
        Message = "{Venue}: the account could not be recovered after a reconnect ({Reason}); trying again")]
    private static partial void LogRecoveryFailed(ILogger logger, string venue, string reason);

    [LoggerMessage(EventId = LogEvents.VenueAskFailed, Level = LogLevel.Warning,
        Message = "{Venue}: {What} failed ({Reason}); it will be asked for again")]
    private static partial void LogAskFailed(ILogger logger, string venue, string what, string reason);

    [LoggerMessage(EventId = LogEvents.VenueNoFees, Level = LogLevel.Warning,
        Message = "{Venue}: {Count} instruments have no fee rate; their trades cost what the configuration says")]
    private static partial void LogNoFees(ILogger logger, string venue, int count);

    [LoggerMessage(EventId = LogEvents.VenueKilled, Level = LogLevel.Critical,
        Message = "{Venue}: kill path: {Left} orders are still open")]
    private static partial void LogKilled(ILogger logger, string venue, int left);
}
