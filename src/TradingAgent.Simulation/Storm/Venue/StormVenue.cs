using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Faults;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Simulation.Storm.Market;
using TradingAgent.Simulation.World;

namespace TradingAgent.Simulation.Storm.Venue;

/// <summary>
/// The exchange, the wires to it, and the adapter's duties: what the agent would hear and what becomes of what it
/// sends. Messages travel on three lines (market, account, answers), each in order unless a fault says otherwise.
/// </summary>
internal sealed partial class StormVenue
{
    private static readonly Duration ReportsHealWithin = Duration.FromSeconds(150);
    private readonly SimulatedExchange _exchange;
    private readonly AccountId _account;
    private readonly SimulatedVenue _venue;
    private readonly StormMarket _market;
    private readonly StormSettings _settings;
    private readonly FaultPlan _plan;
    private readonly FaultTally _tally;
    private readonly Chance _chance;
    private readonly DelayLine<EngineEvent> _marketLine = new();
    private readonly DelayLine<EngineEvent> _accountLine = new();
    private readonly DelayLine<EngineEvent> _answerLine = new();
    private readonly DelayLine<EngineCommand> _commandLine = new();
    private readonly List<EngineEvent> _heard = [];
    private Timestamp _marketDisturbedAt;
    private Timestamp _struckAt;

    /// <param name="id">Which venue it is to the agent.</param>
    /// <param name="exchange">The exchange behind it.</param>
    /// <param name="truth">What is so there, with the agent's account.</param>
    /// <param name="market">The market of it.</param>
    /// <param name="settings">Of the storm.</param>
    /// <param name="plan">What breaks at this venue.</param>
    /// <param name="tally">How often it did.</param>
    public StormVenue(
        VenueId id, SimulatedExchange exchange, StormTruth truth, StormMarket market, StormSettings settings,
        FaultPlan plan, FaultTally tally)
    {
        (Id, _exchange, _account, _market) = (id, exchange, truth.Account, market);
        (_settings, _plan, _tally, Truth) = (settings, plan, tally, truth);
        _venue = new SimulatedVenue(exchange, truth.Account, "sim", id);
        _chance = new Chance(settings.Seed ^ (id == VenueId.Bybit ? 0x5DEECE66DUL : 0xB5297A4DUL));
        _venue.OnExecuted = OnExecuted;
        _venue.OnOrder = order => Truth.OnOrder(order, _venue.IdOf(order));
    }

    public VenueId Id { get; }

    /// <summary>Hears the exchange for this venue.</summary>
    public IExchangeListener Ear => _venue;

    /// <summary>The streams of it beside the private one.</summary>
    public ReadOnlySpan<VenueStream> Streams => Id == VenueId.Bybit
        ? [VenueStream.LinearMarket, VenueStream.InverseMarket, VenueStream.OptionMarket, VenueStream.Trade,
            VenueStream.Rest]
        : [VenueStream.LinearMarket, VenueStream.Trade, VenueStream.Rest];

    /// <summary>What is so at the exchange.</summary>
    public StormTruth Truth { get; }

    /// <summary>When something of the account was last lost on its way, for good or until it is asked for.</summary>
    public Timestamp LossyAt
    {
        get;
        private set
        {
            field = value;
            if (!IsUnreachable) _struckAt = value;
        }
    }

    /// <summary>
    /// The same, but for what an outage alone hides: of that the agent knows, and counts on the worst of it.
    /// </summary>
    public bool IsStruck(Timestamp now) => !_struckAt.IsNone
        && (now - _struckAt < ReportsHealWithin || ReportMadeAt < _struckAt + ReportsHealWithin);

    /// <summary>
    /// True while a message of the account that was lost for good may not have been made up for by reports yet.
    /// </summary>
    public bool IsPositionInDoubt(Timestamp now) => !LossyAt.IsNone
        && (now - LossyAt < ReportsHealWithin || ReportMadeAt < LossyAt + ReportsHealWithin);

    /// <summary>When the agent last could not see the market as it is, at this venue or at another.</summary>
    public Timestamp MarketDisturbedAt
    {
        get
        {
            Timestamp last = _marketDisturbedAt;
            foreach (StormVenue other in Others)
                if (other._marketDisturbedAt > last) last = other._marketDisturbedAt;
            return last;
        }
        private set => _marketDisturbedAt = value;
    }

    /// <summary>The storm's other venues.</summary>
    public IReadOnlyList<StormVenue> Others { get; set; } = [];

    /// <summary>True while nobody is connected: what is told is told to nobody.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>True while the account's stream is silent, though nobody has noticed yet.</summary>
    public bool IsAccountSilent { get; set; }

    public bool IsMarketStale { get; set; }

    public bool IsBookCrossed { get; set; }

    public bool IsRejecting { get; set; }

    public bool IsBanned { get; set; }

    public bool IsInMaintenance { get; set; }

    /// <summary>True while nothing reaches the venue and nothing comes from it.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>True while the account's stream is being begun anew.</summary>
    public bool IsResetting { get; set; }

    /// <summary>Tells everybody what happens when this venue lets the exchange live.</summary>
    public void Share(IExchangeListener everybody) => _venue.Listener = everybody;

    /// <summary>How far the venue's clock is ahead of the truth.</summary>
    public Duration ClockSkew { get; set; }

    /// <summary>Nothing about the account is under way, in either direction.</summary>
    public bool IsQuiet => _accountLine.IsEmpty && _answerLine.IsEmpty && _commandLine.IsEmpty && _heard.Count == 0;

    /// <summary>When the next message arrives anywhere, or the exchange does something by itself.</summary>
    public Timestamp NextAt
    {
        get
        {
            long at = Math.Min(_marketLine.NextAt.Nanoseconds, _accountLine.NextAt.Nanoseconds);
            at = Math.Min(at, Math.Min(_answerLine.NextAt.Nanoseconds, _commandLine.NextAt.Nanoseconds));
            return new Timestamp(Math.Min(at, _exchange.NextDue.Nanoseconds));
        }
    }

    /// <summary>Lets the exchange live up to now: commands arrive, and what it has to say begins its way.</summary>
    public void Advance(Timestamp now)
    {
        while (_commandLine.TryTake(now, out EngineCommand command))
        {
            Pump(now);
            Arrive(command, now);
            Pump(now);
            (_reportHeld, _accountHeld) = (default, default);
        }
        Pump(now);
    }

    /// <summary>The next message that has arrived by now.</summary>
    public bool TryHear(Timestamp now, out EngineEvent change)
    {
        if (_marketLine.TryTake(now, out change)) return true;
        return _accountLine.TryTake(now, out change) || _answerLine.TryTake(now, out change);
    }

    /// <summary>One of our orders as the exchange has it.</summary>
    public bool TryFind(ClientOrderId id, out OrderSnapshot order) =>
        _exchange.TryFindOrder(_account, _venue.KeyOf(id), out order);

    /// <summary>Everything listed, as at first contact.</summary>
    public void Introduce(List<EngineEvent> events) => _venue.Introduce(events);

    /// <summary>All connections break: what was on its way to the agent is lost.</summary>
    public void Break(Timestamp now)
    {
        _marketLine.Clear();
        _accountLine.Clear();
        _answerLine.Clear();
        LossyAt = now;
        IsCutOff = true;
    }

    /// <summary>What no exchange makes by itself: a stream's state, a rate, a transfer.</summary>
    public void Tell(Timestamp now, EngineEvent change)
    {
        change.Venue = Id;
        change.VenueTime = now + ClockSkew;
        bool isMarket = change.Kind is EventKind.CurrencyRateChanged
            || (change.Kind == EventKind.VenueStatusChanged && change.Status.Stream == VenueStream.LinearMarket);
        (isMarket ? _marketLine : _accountLine).Send(now + Travel(), change);
    }

    public void TellStream(Timestamp now, VenueStream stream, VenueStatus status) => Tell(now, new EngineEvent
    {
        Kind = EventKind.VenueStatusChanged,
        Status = new VenueStatusChanged(stream, status),
    });

    /// <summary>
    /// The account's stream begins anew, as an adapter has it: executions since before the break first, then «up»,
    /// upon which the engine asks for a report.
    /// </summary>
    public void Resync(Timestamp now, Timestamp since)
    {
        Pump(now);
        var missed = new List<EngineEvent>();
        _venue.TellExecutions(since - Duration.FromSeconds(60), missed);
        foreach (EngineEvent change in missed) _accountLine.Send(now + Travel(), Stamped(change));
        TellStream(now, VenueStream.Private, VenueStatus.Up);
    }

    /// <summary>
    /// The market's streams begin anew with every book and ticker. Who subscribes is told the forward of now: only the
    /// storm, to be cheap, makes a new one every few seconds.
    /// </summary>
    public void ResyncMarket()
    {
        _market.MarkOptions();
        _venue.Refresh();
    }

    /// <summary>
    /// A balance has no place in any order: a report that is overtaken by the wallet's own row puts the older figure
    /// back, until the next report.
    /// </summary>
    private void OnExecuted(ExecutionSnapshot execution)
    {
        Truth.OnExecuted(execution);
        if (execution.Time - ReportMadeAt < Duration.FromSeconds(4)) DisturbCash(execution.Time);
    }

    private void Pump(Timestamp now)
    {
        _venue.Pump(now, _heard);
        Route(now);
    }

    /// <summary>The market jumped: volatilities are told seconds later than prices.</summary>
    public void OnMarketJumped(Timestamp now) => MarketDisturbedAt = now;

    private EngineEvent Stamped(EngineEvent change)
    {
        change.Venue = Id;
        if (!change.VenueTime.IsNone) change.VenueTime += ClockSkew;
        return change;
    }

    private Duration Travel() =>
        _settings.Latency + new Duration((long)(_chance.Uniform() * 2e9 * _settings.JitterSeconds));
}
