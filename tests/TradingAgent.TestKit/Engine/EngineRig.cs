using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.TestKit.Engine;

/// <summary>
/// A trading engine on a bench: helpers make events with sequence and time filled in, everything that comes out is
/// kept. The rig plays an honest venue: it knows the positions and answers requests for reports, unless told not to.
/// </summary>
public sealed partial class EngineRig
{
    private readonly EngineOutput _output;
    private readonly Dictionary<ParameterId, double> _parameters = [];
    private readonly SortedDictionary<int, NetQuantity> _held = [];
    private readonly Queue<int> _reportsAsked = new();
    private readonly Dictionary<int, VenueId> _reportsOf = [];
    private readonly Dictionary<int, VenueId> _venueOf = [];
    private readonly List<(CurrencyId Currency, decimal Wallet)> _wallets = [];
    private readonly List<(InstrumentId Instrument, double Maker, double Taker)> _fees = [];
    private int _taken;
    private ulong _executions;
    private long _venueSequence;

    public EngineRig(EngineLimits? limits = null)
    {
        Limits = limits ?? new EngineLimits
        {
            Instruments = 64,
            Orders = 64,
            Legs = 48,
            Executions = 2048,
            CommandsPerEvent = 256,
            ReportsPerEvent = 256,
        };
        Engine = new TradingEngine(Limits);
        _output = new EngineOutput(Limits);
        _parameters[ParameterId.BandKind] = 0;
        _parameters[ParameterId.BandDelta] = 0.1;
        _parameters[ParameterId.IntervalMin] = 0;
        _parameters[ParameterId.RequoteIntervalMin] = 0;
        _parameters[ParameterId.OrderNotionalMax] = 1e7;
        _parameters[ParameterId.OpenNotionalMax] = 1e8;
        _parameters[ParameterId.OrderDeltaMax] = 10;
        Tradable = [SmallMarket.Perpetual];
    }

    public EngineLimits Limits { get; }

    public TradingEngine Engine { get; private set; }

    /// <summary>Stamp of the next event.</summary>
    public Timestamp Now { get; set; } = SmallMarket.Start;

    /// <summary>Everything fed, in order.</summary>
    public List<EngineEvent> Events { get; } = [];

    /// <summary>Every command ever put out.</summary>
    public List<EngineCommand> Commands { get; } = [];

    /// <summary>Every report ever put out.</summary>
    public List<EngineReport> Reports { get; } = [];

    /// <summary>What may be traded, from the next <see cref="SendParameters"/> on.</summary>
    public HashSet<InstrumentId> Tradable { get; }

    /// <summary>
    /// A second venue trades bitcoin's perpetual too, and the run has an account at both; else the run leaves unsaid
    /// where it has accounts, as older journals do.
    /// </summary>
    public bool HasTwoVenues { get; init; }

    /// <summary>The rig answers requests for reports at once; false leaves them to the test.</summary>
    public bool AnswersReports { get; set; } = true;

    /// <summary>The venue tells what a dollar coin is worth when the rig connects.</summary>
    public bool IsRated { get; init; } = true;

    /// <summary>Hears every event after the engine has applied it, before anything else is fed.</summary>
    public Action<EngineEvent>? Applied { get; set; }

    /// <summary>Sets a parameter for the next <see cref="SendParameters"/>.</summary>
    public EngineRig With(ParameterId id, double value)
    {
        _parameters[id] = value;
        return this;
    }

    /// <summary>Lets the venue hold a position from now on; the engine learns of it by report.</summary>
    public EngineRig Holding(InstrumentId instrument, decimal quantity)
    {
        _held[instrument.Index] = NetQuantity.From(quantity);
        return this;
    }

    /// <summary>The wallet that the venue reports when the rig connects.</summary>
    public EngineRig FundedWith(CurrencyId currency, decimal wallet)
    {
        _wallets.Add((currency, wallet));
        return this;
    }

    /// <summary>What the venue says it takes at an instrument when the rig connects.</summary>
    public EngineRig Charging(InstrumentId instrument, double maker, double taker)
    {
        _fees.Add((instrument, maker, taker));
        return this;
    }

    /// <summary>Run, instruments, parameters, markets quoted, streams up.</summary>
    public EngineRig Connect()
    {
        Run(1);
        List(HasTwoVenues ? SmallMarket.AtTwoVenues : null);
        if (HasTwoVenues) Tradable.Add(SmallMarket.AwayPerpetual);
        SendParameters();
        if (IsRated) Rate(CurrencyId.Usdt, 1);
        foreach ((CurrencyId currency, decimal wallet) in _wallets) Balance(currency, wallet);
        foreach ((InstrumentId instrument, double maker, double taker) in _fees) Fees(instrument, maker, taker);
        MakeMarkets();
        VenueUp();
        if (HasTwoVenues) VenueUp(VenueId.BinanceFutures);
        return this;
    }

    /// <summary>Connected, two reports compared, and enabled.</summary>
    public EngineRig Ready()
    {
        Connect();
        Advance(3000);
        Enable();
        Take();
        return this;
    }

    /// <summary>Feeds one event, with sequence and time filled in.</summary>
    public void Apply(EngineEvent change)
    {
        change.Sequence = Engine.LastSequence + 1;
        change.ReceivedAt = Now;
        Events.Add(change);
        Engine.Apply(change, _output);
        foreach (EngineCommand command in _output.Commands)
        {
            Commands.Add(command);
            if (command.Kind != CommandKind.RequestReport) continue;
            _reportsAsked.Enqueue((int)command.Order.Counter);
            _reportsOf[(int)command.Order.Counter] = command.Venue;
        }
        foreach (EngineReport report in _output.Reports) Reports.Add(report);
        Applied?.Invoke(change);
        if (AnswersReports) AnswerAll();
    }

    /// <summary>Commands since the last call.</summary>
    public IReadOnlyList<EngineCommand> Take()
    {
        List<EngineCommand> fresh = Commands[_taken..];
        _taken = Commands.Count;
        return fresh;
    }

    /// <summary>Placements since the last <see cref="Take"/>, which this includes.</summary>
    public IReadOnlyList<EngineCommand> TakePlaced() => [.. Take().Where(c => c.Kind == CommandKind.PlaceOrder)];

    /// <summary>The only placement since the last <see cref="Take"/>.</summary>
    public EngineCommand TakeOrder() => TakePlaced().Single();

    /// <summary>Reports of a kind since event <paramref name="after"/>.</summary>
    public IEnumerable<EngineReport> ReportsOf(ReportKind kind, long after = 0) =>
        Reports.Where(r => r.Kind == kind && r.Cause > after);

    /// <summary>The last known state of an order, from the transitions told.</summary>
    public OrderState StateOf(ClientOrderId order) =>
        Reports.LastOrDefault(r => r.Kind == ReportKind.OrderTransition && r.Transition.Order == order).Transition.To;

    /// <summary>
    /// Lets time pass in steps, a clock pulse each; the markets are quoted again every second, so that nothing goes
    /// stale by itself, unless <paramref name="quotes"/> is false.
    /// </summary>
    public void Advance(long milliseconds, long step = 100, bool quotes = true)
    {
        for (long passed = 0; passed < milliseconds; passed += step)
        {
            Now += Duration.FromMilliseconds(Math.Min(step, milliseconds - passed));
            if (quotes && Now.Milliseconds % 1000 < step) RepeatMarkets();
            Apply(new EngineEvent { Kind = EventKind.TimeAdvanced });
        }
    }

    /// <summary>A snapshot of the engine as it is.</summary>
    public byte[] Snapshot()
    {
        var bytes = new byte[Engine.SnapshotBytes];
        Engine.WriteSnapshot(bytes);
        return bytes;
    }

    /// <summary>Replaces the engine by a fresh one with the snapshot's state, as after a crash.</summary>
    public void Restart(byte[] snapshot)
    {
        Engine = new TradingEngine(Limits);
        Engine.ReadSnapshot(snapshot);
        _reportsAsked.Clear();
    }

    /// <summary>A trade of which the engine has not heard yet; returns the venue's sequence of it.</summary>
    public long VenueTrades(InstrumentId instrument, Side side, Quantity quantity)
    {
        _held[instrument.Index] = _held.GetValueOrDefault(instrument.Index) + NetQuantity.Of(side, quantity);
        return ++_venueSequence;
    }

    /// <summary>What the venue holds.</summary>
    public NetQuantity Held(InstrumentId instrument) => _held.GetValueOrDefault(instrument.Index);

    /// <summary>Answers every request for a report that is open.</summary>
    public void AnswerAll()
    {
        while (_reportsAsked.TryDequeue(out int report)) Answer(report);
    }

    /// <summary>One whole report of the venue that was asked: open orders as given, positions as held there.</summary>
    public void Answer(int report, params ReadOnlySpan<OrderReported> orders)
    {
        VenueId venue = _reportsOf.GetValueOrDefault(report, VenueId.Bybit);
        Apply(new EngineEvent
        {
            Kind = EventKind.ReportBegun,
            Venue = venue,
            Flags = EventFlags.MoreFollows,
            Report = new ReportMarker(report, 0, 0),
        });
        foreach (OrderReported order in orders)
        {
            Apply(new EngineEvent
            {
                Kind = EventKind.OrderReported,
                Venue = venue,
                Instrument = venue == VenueId.Bybit ? SmallMarket.Perpetual : SmallMarket.AwayPerpetual,
                Flags = EventFlags.MoreFollows,
                OrderReported = order,
            });
        }
        foreach ((int instrument, NetQuantity quantity) in _held)
        {
            if (VenueOf(new InstrumentId(instrument)) != venue) continue;
            Apply(new EngineEvent
            {
                Kind = EventKind.PositionReported,
                Venue = venue,
                Instrument = new InstrumentId(instrument),
                Flags = EventFlags.MoreFollows,
                Position = new PositionReported(quantity, Price.Zero, _venueSequence, report),
            });
        }
        Apply(new EngineEvent
        {
            Kind = EventKind.ReportCompleted,
            Venue = venue,
            Report = new ReportMarker(report, orders.Length, _held.Count),
        });
    }

    private VenueId VenueOf(InstrumentId instrument) => _venueOf.GetValueOrDefault(instrument.Index, VenueId.Bybit);

    /// <summary>Ids of the reports asked for and not answered; the caller answers them.</summary>
    public IReadOnlyList<int> TakeReportsAsked()
    {
        int[] asked = [.. _reportsAsked];
        _reportsAsked.Clear();
        return asked;
    }
}
