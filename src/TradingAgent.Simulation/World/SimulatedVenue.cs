using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Simulation.World;

/// <summary>
/// A venue without a wire: commands straight into an exchange in a box, its events straight into a list. Market data is
/// told as a venue tells it: the touch at most every 10 ms, tickers at most every 100 ms, the latest state each time.
/// </summary>
internal sealed partial class SimulatedVenue : IExchangeListener
{
    private static readonly Duration TickerInterval = Duration.FromMilliseconds(100);
    private readonly SimulatedExchange _exchange;
    private readonly AccountId _account;
    private readonly AccountTranslator _translator;
    private readonly List<EngineEvent> _events = [];
    private readonly DirtyList _touched = new();
    private readonly DirtyList _tickers = new();
    private readonly Dictionary<int, QuoteChanged> _told = [];
    private readonly VenueId _venue;
    private Timestamp _tickersAt;

    /// <param name="exchange">What is behind it.</param>
    /// <param name="account">Ours.</param>
    /// <param name="instance">Of the agent, in its order ids.</param>
    /// <param name="venue">Whose instruments it tells of, or none: of all.</param>
    public SimulatedVenue(SimulatedExchange exchange, AccountId account, string instance, VenueId venue = default)
    {
        (_exchange, _account, _translator) = (exchange, account, new AccountTranslator(instance));
        _venue = venue;
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
            foreach (int instrument in _tickers.Items) TellTicker(new InstrumentId(instrument));
            _tickers.Clear();
        }
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>What the venue says at first contact: fees, rates and every listed instrument.</summary>
    public void Introduce(List<EngineEvent> events)
    {
        foreach (ListedInstrument listed in _exchange.Instruments)
            if (IsOurs(listed)) TellListing(listed);
        foreach (CoinBalance coin in _exchange.Wallet(_account).Coins) TellRate(coin.Currency);
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>What a connection that begins anew is told: every book and ticker as it stands.</summary>
    public void Refresh()
    {
        _told.Clear();
        foreach (ListedInstrument listed in _exchange.Instruments)
        {
            if (listed.Status != InstrumentStatus.Trading || !IsOurs(listed)) continue;
            _tickers.Add(listed.Id.Index);
            if (!listed.Terms.IsOption) _touched.Add(listed.Id.Index);
        }
    }

    /// <summary>Tells again the account's executions since a moment, and its balances.</summary>
    public void TellExecutions(Timestamp since, List<EngineEvent> events)
    {
        foreach (ExecutionSnapshot execution in _exchange.Executions(_account))
        {
            if (execution.Time >= since)
                events.Add(_translator.Translate(execution, _exchange.Find(execution.Instrument)!.Terms));
        }
        foreach (CoinBalance coin in _exchange.Wallet(_account).Coins) TellBalance(coin);
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>The venue's name of one of our orders.</summary>
    public OrderKey KeyOf(ClientOrderId id) => new(OrderId.None, _translator.TextOf(id));

    /// <summary>Our name of an order; none for a stranger's.</summary>
    public ClientOrderId IdOf(in OrderSnapshot order) => _translator.IdOf(order.ClientId);

    public void OnDepthChanged(in DepthChange change)
    {
        ListedInstrument listed = _exchange.Find(change.Instrument)!;
        if (!listed.Terms.IsOption && IsOurs(listed)) _touched.Add(change.Instrument.Index);
    }

    public void OnTrade(in TradePrint trade)
    {
    }

    public void OnTickerChanged(InstrumentId instrument)
    {
        if (IsOurs(_exchange.Find(instrument)!)) _tickers.Add(instrument.Index);
    }

    public void OnOrderChanged(in OrderSnapshot order)
    {
        if (order.Account != _account) return;
        OnOrder?.Invoke(order);
        if (_translator.TryTranslate(order, out EngineEvent change)) _events.Add(change);
    }

    public void OnExecution(in ExecutionSnapshot execution)
    {
        if (execution.Account != _account) return;
        OnExecuted?.Invoke(execution);
        _events.Add(_translator.Translate(execution, _exchange.Find(execution.Instrument)!.Terms));
    }

    public void OnPositionChanged(in PositionSnapshot position)
    {
    }

    public void OnWalletChanged(AccountId account)
    {
        if (account != _account) return;
        foreach (CoinBalance coin in _exchange.Wallet(account).Coins) TellBalance(coin);
    }

    public void OnInstrumentChanged(ListedInstrument instrument)
    {
        if (instrument.Status != InstrumentStatus.Trading || !IsOurs(instrument)) return;
        _tickers.Add(instrument.Id.Index);
        if (!instrument.Terms.IsOption) _touched.Add(instrument.Id.Index);
        if (_tickersAt != Timestamp.None) TellListing(instrument);
    }

    public void OnFundingSettled(in FundingSettlement settlement)
    {
    }

    public void OnDelivered(in DeliverySettlement settlement)
    {
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

    private void TellRate(CurrencyId currency) => Add(EventKind.CurrencyRateChanged, InstrumentId.None).CurrencyRate =
        new CurrencyRateChanged(currency, _exchange.UsdRate(currency));

    private void TellBalance(in CoinBalance coin) => Add(EventKind.BalanceReported, InstrumentId.None).Balance =
        new BalanceReported(
            coin.Currency, FixedPoint.FromDecimal(coin.WalletBalance), FixedPoint.FromDecimal((decimal)coin.Equity));

    private ref EngineEvent Add(EventKind kind, InstrumentId instrument)
    {
        _events.Add(new EngineEvent { Kind = kind, Instrument = instrument, VenueTime = _exchange.Now });
        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_events)[^1];
    }
}
