using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Faults;
using TradingAgent.Exchange.Listings;
using TradingAgent.Simulation.Storm.Agent;
using TradingAgent.Simulation.Storm.Checkers;
using TradingAgent.Simulation.Storm.Market;
using TradingAgent.Simulation.Storm.Venue;
using TradingAgent.Simulation.World;

namespace TradingAgent.Simulation.Storm;

/// <summary>
/// One storm: an exchange in a box, an agent, and what goes wrong between them, on one thread in virtual time. The same
/// seed gives the same storm to the bit.
/// </summary>
internal sealed partial class StormWorld
{
    private static readonly Duration Pulse = Duration.FromMilliseconds(100);
    private static readonly Duration DrainTakes = Duration.FromSeconds(5);
    private static readonly Duration ShutdownTakes = Duration.FromSeconds(20);
    private readonly StormSettings _settings;
    private readonly StormMarket _market;
    private readonly SimulatedExchange _exchange;
    private readonly AccountId _account;
    private readonly StormVenue _venue;
    private readonly IReadOnlyList<StormVenue> _venues;
    private readonly StormAgent _agent;
    private readonly StormJudges _judges;
    private readonly Scoreboard _board = new();
    private readonly FaultTally _tally = new();
    private readonly StormClock _clock = new();
    private readonly Action<EngineCommand, Timestamp> _send;
    private Timestamp _now;
    private Timestamp _pulseAt;

    /// <param name="seed">Everything about it.</param>
    /// <param name="missing">A guard to take away.</param>
    /// <param name="venues">One, or two that trade the same coin.</param>
    /// <param name="onEvent">Hears every event that the agent is told.</param>
    public StormWorld(ulong seed, StormGuard missing, int venues = 1, Action<EngineEvent>? onEvent = null)
    {
        _settings = StormSettings.Of(seed);
        StormAway? away = venues > 1 ? StormAway.Of(_settings) : null;
        _market = new StormMarket(_settings.Regime, _settings.MarketSeed, away is not null);
        var house = new ExchangeSettings
        {
            Start = _settings.Start,
            TradesKept = 16,
            CrossingAmendCancels = _settings.CrossingAmendCancels,
        };
        _exchange = new SimulatedExchange(house, _market);
        _account = _exchange.OpenAccount(Portfolio());
        _venues = Venues(away);
        _venue = _venues[0];
        _judges = new StormJudges(_settings, _venues, _board, missing);
        _agent = new StormAgent(_judges, missing, onEvent);
        _send = (command, now) => VenueOf(command.Venue).Send(in command, now);
        _now = _settings.Start;
        Plan(away);
    }

    private IReadOnlyList<StormVenue> Venues(StormAway? away)
    {
        var accounts = new List<AccountId> { _account };
        if (away is not null) accounts.Add(_exchange.OpenAccount(AwayAccount(away)));
        var truth = new StormTruth(_exchange, accounts, _market);
        var venues = new List<StormVenue>
        {
            new(VenueId.Bybit, _exchange, truth, _market, _settings, _settings.Plan, _tally),
        };
        if (away is null) return venues;
        var other = new StormTruth(_exchange, accounts, _market, truth);
        venues.Add(new StormVenue(VenueId.BinanceFutures, _exchange, other, _market, _settings, away.Plan, _tally));
        var everybody = new ExchangeFan([.. venues.Select(venue => venue.Ear)]);
        foreach (StormVenue venue in venues)
        {
            venue.Share(everybody);
            venue.Others = [.. venues.Where(each => each != venue)];
        }
        return venues;
    }

    private StormVenue VenueOf(VenueId id)
    {
        foreach (StormVenue venue in _venues)
            if (venue.Id == id) return venue;
        return _venue;
    }

    /// <summary>Runs the storm, its calm and its shutdown.</summary>
    public StormResult Run()
    {
        foreach (StormVenue venue in _venues) venue.Break(_now);
        Start();
        RunUntil(_settings.End);
        Shutdown();
        return new StormResult(_settings.Seed, _agent.Events, _venue.Truth.Accepted, _venue.Truth.Fills)
        {
            VirtualTime = _now - _settings.Start,
            Tally = _tally,
            Judged = [.. Enumerable.Range(0, Scoreboard.Checkers).Select(i => _board.JudgedBy((StormChecker)i))],
            Failed = [.. Enumerable.Range(0, Scoreboard.Checkers).Select(i => _board.FailedBy((StormChecker)i))],
            Violations = _board.Violations,
            LossLimit = _judges.Losses.Limit,
            LossMax = _judges.Losses.LossMax,
            ReferenceLossMax = _judges.Losses.WasBreached ? _judges.Losses.ReferenceMax : null,
            StateHash = _agent.Engine.StateHash(),
        };
    }

    private void RunUntil(Timestamp end)
    {
        while (_now < end)
        {
            long next = Math.Min(_pulseAt.Nanoseconds, end.Nanoseconds);
            foreach (StormVenue venue in _venues) next = Math.Min(next, venue.NextAt.Nanoseconds);
            _now = new Timestamp(Math.Max(_now.Nanoseconds, Math.Min(next, NextEpisodeAt.Nanoseconds)));
            _board.Now = _now;
            foreach (StormVenue venue in _venues) venue.Advance(_now);
            TakeEpisodes();
            Listen();
            if (_now >= _pulseAt) OnPulse();
            if (_agent.IsDying) Kill(_dying);
        }
    }

    private void Listen()
    {
        Timestamp ours = _clock.At(_now);
        foreach (StormVenue venue in _venues)
        {
            while (venue.TryHear(_now, out EngineEvent change))
                if (_agent.IsAlive) _agent.Apply(change, ours);
        }
        if (_agent.HasWaiting) _agent.Release(_now, ours, _send);
    }

    private void OnPulse()
    {
        _pulseAt = _now + Pulse;
        if (_agent.IsAlive)
        {
            Timestamp ours = _clock.At(_now);
            _agent.Apply(new EngineEvent { Kind = EventKind.TimeAdvanced }, ours);
            _agent.Release(_now, ours, _send);
        }
        _judges.OnPulse(_agent, _now);
    }

    /// <summary>A process begins: the run, the instruments, the configuration, then the streams.</summary>
    private void Start()
    {
        Timestamp ours = _clock.At(_now);
        var accounts = default(VenueSet);
        foreach (StormVenue venue in _venues) accounts = accounts.With(venue.Id);
        var run = new RunStarted(_agent.NextEpoch(), 0, accounts);
        _agent.Apply(new EngineEvent { Kind = EventKind.RunStarted, Run = run }, ours);
        foreach (StormVenue venue in _venues)
        {
            var listed = new List<EngineEvent>();
            venue.Introduce(listed);
            foreach (EngineEvent change in listed) _agent.Apply(change with { Venue = venue.Id }, ours);
        }
        Configure(ours);
        foreach (StormVenue venue in _venues) Connect(venue);
        _agent.Apply(new EngineEvent { Kind = EventKind.TradingEnabled }, ours);
    }

    private void Connect(StormVenue venue)
    {
        Timestamp downSince = venue.LossyAt.IsNone ? _now : venue.LossyAt;
        venue.IsCutOff = false;
        foreach (VenueStream stream in venue.Streams) venue.TellStream(_now, stream, VenueStatus.Up);
        venue.ResyncMarket();
        venue.Resync(_now, downSince);
    }

    private void Configure(Timestamp ours)
    {
        _agent.Apply(new EngineEvent { Kind = EventKind.ParametersBegin }, ours);
        foreach ((ParameterId id, double value) in _settings.Parameters)
        {
            _agent.Apply(
                new EngineEvent
                {
                    Kind = EventKind.ParameterSet,
                    Parameter = new ParameterSet((ushort)id, UnderlyingId.None, value),
                }, ours);
        }
        Permit(_market.Linear, ours);
        if (_settings.TradesInverse) Permit(_market.Inverse, ours);
        if (!_market.Away.IsNone) Permit(_market.Away, ours);
        _agent.Apply(
            new EngineEvent { Kind = EventKind.ParametersEnd, Parameters = new ParametersMarker(0, 1) }, ours);
    }

    private void Permit(InstrumentId instrument, Timestamp ours) => _agent.Apply(
        new EngineEvent
        {
            Kind = EventKind.ParameterSet,
            Instrument = instrument,
            Parameter = new ParameterSet((ushort)ParameterId.Tradable, UnderlyingId.None, 1),
        }, ours);

    private void Shutdown()
    {
        if (!_agent.IsAlive) Restart();
        Timestamp ours = _clock.At(_now);
        _agent.Apply(
            new EngineEvent
            {
                Kind = EventKind.OperatorRequested,
                Operator = new OperatorRequested(OperatorAction.Drain, UnderlyingId.None, 0),
            }, ours);
        _agent.Release(_now, ours, _send);
        RunUntil(_now + DrainTakes);
        _judges.OnDrained();
        RunUntil(_now + ShutdownTakes);
        _judges.OnEnd(_agent);
    }

    private AccountSettings Portfolio()
    {
        var positions = new List<StartingPosition>();
        for (int i = 0; i < _market.Chain.Count; i++)
        {
            InstrumentId option = _market.Chain[i].Id;
            ListedInstrument listed = _exchange.Find(option)!;
            double mark = _exchange.Mark(option);
            long ticks = Math.Max(1, (long)(mark * FixedPoint.Scale / listed.Terms.Tick.Raw));
            var price = new Price(ticks * listed.Terms.Tick.Raw);
            NetQuantity size = SizeOf(_settings.Legs[i]);
            if (!size.IsZero) positions.Add(new StartingPosition(option, size, price));
        }
        NetQuantity futures = SizeOf(_settings.FuturesHeld);
        var at = new Price((long)(_exchange.Mark(_market.Linear) * 10) * (FixedPoint.Scale / 10));
        if (!futures.IsZero) positions.Add(new StartingPosition(_market.Linear, futures, at));
        return new AccountSettings
        {
            Name = "storm",
            Balances = [new Money(5_000_000m, CurrencyId.Usdt), new Money(100m, CurrencyId.Btc)],
            Positions = positions,
        };
    }

    private static AccountSettings AwayAccount(StormAway away) => new()
    {
        Name = "storm away",
        Balances = [new Money(5_000_000m, CurrencyId.Usdt)],
        Fees = new FeeSchedule { FutureMaker = away.MakerFee },
    };

    private static NetQuantity SizeOf(double coins) =>
        new((long)Math.Round(coins * 1000) * (FixedPoint.Scale / 1000));
}
