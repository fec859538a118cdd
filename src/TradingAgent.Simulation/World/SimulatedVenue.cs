using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Simulation.World;

/// <summary>
/// A venue without a wire: commands straight into an exchange in a box, its events straight into a list. Market data is
/// told as a venue tells it: the touch at most every 10 ms, tickers and depth every 100 ms, the latest state each time.
/// </summary>
internal sealed partial class SimulatedVenue : IExchangeListener
{
    private static readonly Duration TickerInterval = Duration.FromMilliseconds(100);
    private static readonly Duration ClockInterval = Duration.FromSeconds(60);
    private readonly SimulatedExchange _exchange;
    private readonly AccountId _account;
    private readonly AccountTranslator _translator;
    private readonly List<EngineEvent> _events = [];
    private readonly DirtyList _touched = new();
    private readonly DirtyList _tickers = new();
    private readonly Dictionary<int, QuoteChanged> _told = [];
    private readonly VenueId _venue;
    private readonly bool _tellsAll;
    private Timestamp _tickersAt;
    private Timestamp _clockAt;

    /// <param name="exchange">What is behind it.</param>
    /// <param name="account">Ours.</param>
    /// <param name="instance">Of the agent, in its order ids.</param>
    /// <param name="venue">Whose instruments it tells of, or none: of all.</param>
    /// <param name="tellsAll">
    /// It tells all that a real venue does, and not only touches, tickers, orders, executions and balances: what nobody
    /// listens to costs time, and more events are another run.
    /// </param>
    public SimulatedVenue(
        SimulatedExchange exchange, AccountId account, string instance, VenueId venue = default,
        bool tellsAll = false)
    {
        (_exchange, _account, _translator) = (exchange, account, new AccountTranslator(instance));
        (_venue, _tellsAll) = (venue, tellsAll);
        Listener = this;
        foreach (ListedInstrument listed in exchange.Instruments) OnInstrumentChanged(listed);
    }

    /// <summary>
    /// Who hears the exchange when this venue lets it live: where several are one exchange, all of them.
    /// </summary>
    public IExchangeListener Listener { get; set; }

    /// <summary>Hears the account's executions as they happen, before anybody is told.</summary>
    public Action<ExecutionSnapshot>? OnExecuted { get; set; }

    /// <summary>Hears the account's orders as they change, before anybody is told.</summary>
    public Action<OrderSnapshot>? OnOrder { get; set; }

    /// <summary>
    /// Runs the exchange up to now and hands over what the agent would have been told since the last call.
    /// </summary>
    public void Pump(Timestamp now, List<EngineEvent> events)
    {
        _exchange.Advance(now, Listener);
        foreach (int instrument in _touched.Items) TellTouch(new InstrumentId(instrument));
        _touched.Clear();
        if (now - _tickersAt >= TickerInterval)
        {
            _tickersAt = now;
            foreach (int instrument in _books.Items) TellDepth(new InstrumentId(instrument));
            _books.Clear();
            foreach (int instrument in _tickers.Items) TellTicker(new InstrumentId(instrument));
            _tickers.Clear();
        }
        if (_tellsAll && now - _clockAt >= ClockInterval) TellClock();
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>What the venue says at first contact: fees, rates and every listed instrument.</summary>
    public void Introduce(List<EngineEvent> events)
    {
        foreach (ListedInstrument listed in _exchange.Instruments)
            if (IsOurs(listed)) TellListing(listed);
        foreach (CoinBalance coin in _exchange.Wallet(_account).Coins) TellRate(coin.Currency);
        if (_tellsAll) TellClock();
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>What a connection that begins anew is told: every book and ticker as it stands.</summary>
    public void Refresh()
    {
        _told.Clear();
        _slow.Clear();
        foreach (ListedInstrument listed in _exchange.Instruments)
            if (listed.Status == InstrumentStatus.Trading && IsOurs(listed)) Touch(listed);
    }

    public void OnInstrumentChanged(ListedInstrument instrument)
    {
        if (instrument.Status != InstrumentStatus.Trading || !IsOurs(instrument)) return;
        Touch(instrument);
        if (_tickersAt != Timestamp.None) TellListing(instrument);
    }

    public void OnDelivered(in DeliverySettlement settlement)
    {
    }

    private void Touch(ListedInstrument listed)
    {
        _tickers.Add(listed.Id.Index);
        if (!listed.Terms.IsOption) _touched.Add(listed.Id.Index);
        if (_tellsAll) _books.Add(listed.Id.Index);
    }

    private bool IsOurs(ListedInstrument listed) => _venue.IsNone || listed.Terms.Venue == _venue;

    private void TellListing(ListedInstrument listed)
    {
        Add(EventKind.InstrumentListed, listed.Id).Listed = new InstrumentListed(listed.Terms);
        FeeSchedule fees = _exchange.FeesOf(_account);
        Add(EventKind.FeesReported, listed.Id).Fees = new FeesReported(
            (double)fees.Rate(listed.Terms.IsOption, isMaker: true),
            (double)fees.Rate(listed.Terms.IsOption, isMaker: false), (double)fees.OptionPremiumCap);
    }

    /// <summary>It has none beside the one that it is pumped by.</summary>
    private void TellClock()
    {
        _clockAt = _exchange.Now;
        Add(EventKind.VenueClockMeasured, InstrumentId.None).VenueClock = default;
    }

    private ref EngineEvent Add(EventKind kind, InstrumentId instrument)
    {
        _events.Add(new EngineEvent { Kind = kind, Instrument = instrument, VenueTime = _exchange.Now });
        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_events)[^1];
    }
}
