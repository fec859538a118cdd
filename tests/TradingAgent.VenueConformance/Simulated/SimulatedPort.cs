using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.Simulation.World;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Trading;
using TradingAgent.Venues.Wire;

namespace TradingAgent.VenueConformance.Simulated;

/// <summary>
/// The simulated venue in real time behind the port that real venues have: one thread lets the exchange live and does
/// what is asked. Its account stream can be cut.
/// </summary>
internal sealed class SimulatedPort : IVenue
{
    private const string Instance = "sim";
    private const int OrdersEachSecond = 10;

    private static readonly Duration RetireInterval = Duration.FromSeconds(1);

    private readonly SimulatedExchange _exchange;
    private readonly AccountId _account;
    private readonly SteadyClock _clock;
    private readonly SimulatedVenue _venue;
    private readonly ExchangeLoop _loop;

    /// <summary>Futures have a budget of their own, and options.</summary>
    private readonly VenueRateLimiter _limiter =
        new([OrdersEachSecond, OrdersEachSecond], OrdersEachSecond * 5, OrdersEachSecond * 2);

    private readonly List<EngineEvent> _told = [];
    private VenueScope _scope = new([], false, false, false);
    private Timestamp _retiredAt;
    private volatile SimulatedSession? _session;
    private volatile bool _gateClosed;

    /// <param name="exchange">Belongs to the port's thread from <see cref="Start"/> on.</param>
    /// <param name="account">Ours, and new.</param>
    /// <param name="time">The exchange's clock, and ours.</param>
    public SimulatedPort(SimulatedExchange exchange, AccountId account, TimeProvider time)
    {
        (_exchange, _account, _clock) = (exchange, account, new SteadyClock(time));
        _venue = new SimulatedVenue(exchange, account, Instance, tellsAll: true)
        {
            OnOrder = order => _session?.Account.OnOrder(order),
        };
        _loop = new ExchangeLoop(time, Turn, Turn);
    }

    public VenueId Id => VenueId.Simulated;

    public VenueCapabilities Capabilities { get; } = new()
    {
        AmendsInPlace = true,
        TradesOverWebSocket = true,
        HasOptions = true,
        OrdersPerSecond = OrdersEachSecond,
        HasDeadMansSwitch = false,
    };

    /// <summary>Lets the exchange live.</summary>
    public void Start() => _loop.Start();

    public async Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct)
    {
        VenueCatalog? catalogue = null;
        await AskAsync(() =>
        {
            _scope = scope;
            catalogue = Catalogue();
        });
        return catalogue!;
    }

    public async Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct)
    {
        await AskAsync(() => Begin(instruments, subscriptions, events));
        try
        {
            await _loop.Completion.WaitAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The caller asked us to stop.
        }
        finally
        {
            _session = null;
        }
    }

    public NotSentReason TrySend(in EngineCommand command)
    {
        if (_gateClosed) return NotSentReason.GateClosed;
        if (_session is not { } session) return NotSentReason.Disconnected;
        if (IsOrder(command.Kind))
        {
            Timestamp now = _clock.Now;
            if (now > command.SendBefore) return NotSentReason.TooLate;
            if (session.Instruments.Find(command.Instrument) is not { } known) return NotSentReason.UnknownOrder;
            if (!_limiter.TryTake(known.Terms.IsOption ? 1 : 0, command.Kind, now)) return NotSentReason.RateLimited;
        }
        EngineCommand sent = command;
        return _loop.TryPost(() => Execute(session, sent)) ? NotSentReason.None : NotSentReason.QueueFull;
    }

    public Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct)
    {
        SimulatedSession session = _session ?? throw new InvalidOperationException("The venue is not running.");
        return AskAsync(() =>
        {
            session.ReportsTo = events;
            _venue.Execute(new EngineCommand
            {
                Kind = CommandKind.RequestReport,
                Order = new ClientOrderId(1, (uint)reportId),
            });
            Turn(_exchange.Now);
            session.ReportsTo = null;
        });
    }

    public Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct)
    {
        _gateClosed = true;
        return new KillLoop<OrderSnapshot>(
            [new KillPart<OrderSnapshot>(ListAsync, (open, _) => CancelAsync(open))], otherRoad: null).RunAsync(ct);

        async Task ListAsync(List<OrderSnapshot> open, CancellationToken _)
        {
            IReadOnlyList<OrderSnapshot> all = [];
            await AskAsync(() => all = _exchange.OpenOrders(_account));
            open.AddRange(all.Where(order => strangersToo || !_venue.IdOf(order).IsNone));
        }

        async IAsyncEnumerable<bool> CancelAsync(IReadOnlyList<OrderSnapshot> open)
        {
            await AskAsync(() =>
            {
                foreach (OrderSnapshot order in open) _exchange.CancelOpen(_account, order.Id);
            });
            yield return true;
        }
    }

    /// <summary>Cuts the account's stream: nothing of the account is told but answers.</summary>
    public void CutAccount() => _loop.TryPost(() =>
    {
        if (_session is not { Account.IsUp: true } session) return;
        session.Account.IsUp = false;
        session.Tell(VenueStream.Private, VenueStatus.Down);
    });

    /// <summary>Lets the account's stream return; before it is up what it missed is told.</summary>
    public void RestoreAccount() => _loop.TryPost(() =>
    {
        if (_session is { Account.IsUp: false } session) Restore(session);
    });

    /// <exception cref="InvalidOperationException">The exchange failed at something.</exception>
    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync();
        _loop.Dispose();
        if (_loop.LastFailure is { } failure) throw new InvalidOperationException("The exchange failed.", failure);
    }

    private static bool IsOrder(CommandKind kind) =>
        kind is CommandKind.PlaceOrder or CommandKind.AmendOrder or CommandKind.CancelOrder;

    private void Begin(InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events)
    {
        Timestamp since = subscriptions.ExecutionsSince.IsNone ? _exchange.Now : subscriptions.ExecutionsSince;
        var session = new SimulatedSession(
            Id, _exchange, instruments, subscriptions, events, _clock,
            new AccountLine(_exchange, _account, Instance, since))
        {
            Catalogue = Catalogue,
        };
        List<EngineEvent> introduction = [];
        _venue.Introduce(introduction);
        session.Publish(introduction);
        _venue.Refresh();
        foreach (VenueStream stream in (VenueStream[])[
            VenueStream.LinearMarket, VenueStream.InverseMarket, VenueStream.OptionMarket])
        {
            session.Tell(stream, VenueStatus.Up);
        }
        _session = session;
        if (!subscriptions.Account) return;
        session.Tell(VenueStream.Trade, VenueStatus.Up);
        Restore(session);
    }

    private void Restore(SimulatedSession session)
    {
        session.Account.IsUp = true;
        session.Publish(session.Account.Missed(_venue));
        session.Tell(VenueStream.Private, VenueStatus.Up);
    }

    private void Execute(SimulatedSession session, EngineCommand command)
    {
        var outcomes = new CommandEvents(Id, session.Events);
        bool isAboutOne = IsOrder(command.Kind) || command.Kind == CommandKind.QueryOrder;
        NotSentReason reason = NotSentReason.None;
        if (isAboutOne && session.Listing(command.Instrument) is null) reason = NotSentReason.UnknownOrder;
        else if (IsOrder(command.Kind) && _gateClosed) reason = NotSentReason.GateClosed;
        else if (IsOrder(command.Kind) && _clock.Now > command.SendBefore) reason = NotSentReason.TooLate;
        if (reason != NotSentReason.None)
        {
            outcomes.NotSent(command.Order, command.Kind, command.Instrument, reason, _clock.Now);
            return;
        }
        if (isAboutOne) command.Instrument = session.Listing(command.Instrument)!.Id;
        _venue.Execute(in command);
    }

    /// <summary>In another order than the exchange's, or the run would give its instruments the same ids.</summary>
    private VenueCatalog Catalogue() => new(
        [.. _exchange.Instruments
            .Where(listed => listed.Status == InstrumentStatus.Trading && IsInScope(listed.Terms))
            .OrderBy(listed => listed.Symbol, StringComparer.Ordinal)
            .Select(listed => listed.Instrument with { Id = InstrumentId.None })],
        Skipped: []);

    private bool IsInScope(in InstrumentTerms terms) => _scope.BaseCoins.Contains(terms.BaseCoin.Code)
        && (terms.IsOption ? _scope.Options : terms.IsPerpetual ? _scope.Perpetuals : _scope.Futures);

    /// <summary>
    /// Brings the exchange to a moment and tells what it had to say; a clock that was set back stands still for it.
    /// </summary>
    private void Turn(Timestamp now)
    {
        _venue.Pump(now >= _exchange.Now ? now : _exchange.Now, _told);
        if (_session is { } session)
        {
            session.Publish(_told);
            if (now - _retiredAt >= RetireInterval)
            {
                _retiredAt = now;
                session.RetireClosed();
            }
        }
        _told.Clear();
    }

    private async Task AskAsync(Action work)
    {
        bool? isDone = await _loop.RunAsync(() =>
        {
            work();
            return true;
        });
        if (isDone is null) throw new VenueUnreachableException("The exchange did not answer.", _loop.LastFailure);
    }
}
