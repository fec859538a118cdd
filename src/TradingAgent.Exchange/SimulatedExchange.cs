using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;

namespace TradingAgent.Exchange;

/// <summary>
/// An exchange in a box: time and commands in, events out. It has no clock, no threads and no chance of its own; the
/// same calls with the same source give the same events. One caller at a time, with time that never runs backwards.
/// </summary>
/// <remarks>Queries are in the other part of this class. Everything is reported as of <see cref="Now"/>.</remarks>
public sealed partial class SimulatedExchange
{
    private readonly ExchangeFloor _floor;
    private readonly EventBuffer _pending = new();
    private readonly FillDesk _fills;
    private readonly OrderDesk _orders;
    private readonly SettlementDesk _settlement;
    private readonly StopDesk _stops;
    private readonly IMarketSource _source;

    /// <summary>Opens the exchange: the source lists its instruments and fills the books, which nobody hears.</summary>
    public SimulatedExchange(ExchangeSettings settings, IMarketSource source)
    {
        _floor = new ExchangeFloor(settings, _pending);
        _fills = new FillDesk(_floor);
        var matcher = new Matcher(_floor, _fills);
        _orders = new OrderDesk(_floor, _fills, matcher);
        var market = new MarketDesk(_floor, matcher);
        var liquidation = new LiquidationDesk(_floor, _fills, _orders, matcher);
        _settlement = new SettlementDesk(_floor, _fills, _orders, market, liquidation);
        _stops = new StopDesk(_floor, _fills, _orders);
        _source = source;
        source.Open(market, settings.Start);
        _pending.Clear();
    }

    /// <summary>Exchange time: the last moment advanced to.</summary>
    public Timestamp Now => _floor.Now;

    /// <summary>When something will next happen by itself; lets a driver in virtual time jump.</summary>
    public Timestamp NextDue => Earlier(_source.NextDue, _settlement.NextDue);

    /// <summary>
    /// Delivers what commands since the last call have caused, then runs everything due up to a moment, in time order:
    /// the market source first, then liquidation, funding and delivery.
    /// </summary>
    public void Advance(Timestamp now, IExchangeListener listener)
    {
        if (now < _floor.Now)
            throw new ArgumentException($"Exchange time is {_floor.Now}; it cannot go back to {now}.");
        _pending.Deliver(listener);
        _floor.Out = listener;
        _stops.Check();
        while (NextDue <= now)
        {
            _floor.Now = NextDue;
            if (_source.NextDue <= _floor.Now) _source.Step(_floor.Now);
            else _settlement.Step();
            _stops.Check();
        }
        _floor.Now = now;
        _floor.Out = _pending;
    }

    /// <summary>
    /// Opens an account with its starting cash and positions; the market takes the other side of those.
    /// </summary>
    public AccountId OpenAccount(AccountSettings settings)
    {
        var id = new AccountId(_floor.Accounts.Count);
        var account = new SimulatedAccount(id, settings, _floor.Settings);
        _floor.Accounts.Add(account);
        foreach (Money balance in settings.Balances) Deposit(id, balance);
        foreach (StartingPosition position in settings.Positions) Start(account, position);
        return id;
    }

    /// <summary>Pays cash in, or out when the amount is negative.</summary>
    public void Deposit(AccountId account, Money money)
    {
        var entry = new LedgerEntry
        {
            Kind = money.Amount < 0 ? LedgerKind.TransferOut : LedgerKind.TransferIn,
            Currency = money.Currency,
            CashFlow = money.Amount,
            ClientId = "",
            Time = Now,
        };
        _floor[account].Book(entry, realised: 0);
        _floor.Out.OnWalletChanged(account);
    }

    /// <summary>A new order. What comes of it is heard at the next advance.</summary>
    public CommandOutcome Place(AccountId account, in PlaceRequest request) => _orders.Place(_floor[account], request);

    /// <summary>What a new order would do to the account's margin; nothing is placed.</summary>
    public CommandResult PreCheck(
        AccountId account, in PlaceRequest request, out MarginRates before, out MarginRates after) =>
        _orders.PreCheck(_floor[account], request, out before, out after);

    /// <summary>Changes a resting order.</summary>
    public CommandOutcome Amend(AccountId account, in AmendRequest request) => _orders.Amend(_floor[account], request);

    /// <summary>Cancels a resting order; the instrument must be the order's own.</summary>
    public CommandOutcome Cancel(AccountId account, InstrumentId instrument, in OrderKey order) =>
        _orders.Cancel(_floor[account], instrument, order);

    /// <summary>Sets or takes away the stops of a position.</summary>
    public CommandResult SetStops(AccountId account, InstrumentId instrument, in PositionStops stops) =>
        _stops.Set(_floor[account], instrument, stops);

    /// <summary>Cancels one open order if it is still open; used to cancel a choice of orders.</summary>
    public bool CancelOpen(AccountId account, OrderId order)
    {
        AccountOrder? found = _floor[account].FindOrder(new OrderKey(order));
        if (found is not { IsOpen: true }) return false;
        _orders.Withdraw(_floor[account], found, CancelReason.Requested);
        return true;
    }

    /// <summary>Cancels every open order the filter takes and returns them, oldest first.</summary>
    public IReadOnlyList<OrderSnapshot> CancelAll(AccountId account, in CancelFilter filter) =>
        _orders.CancelAll(_floor[account], filter, CancelReason.Requested);

    /// <summary>Cancels as the dead-man switch does.</summary>
    public IReadOnlyList<OrderSnapshot> CancelAllForDeadMan(AccountId account, in CancelFilter filter) =>
        _orders.CancelAll(_floor[account], filter, CancelReason.DeadMan);

    /// <summary>Leverage of one future or perpetual.</summary>
    public CommandResult SetLeverage(AccountId account, InstrumentId instrument, decimal leverage)
    {
        InstrumentSlot? slot = _floor.Find(instrument);
        if (slot is null || slot.Terms.IsOption) return CommandResult.UnknownInstrument;
        if (leverage < 1 || leverage > slot.Listed.Listing.LeverageMax) return CommandResult.InvalidLeverage;
        Position position = _floor[account].PositionIn(slot);
        if (position.Leverage == leverage) return CommandResult.NotModified;
        position.Leverage = leverage;
        _floor.Out.OnPositionChanged(_fills.Snapshot(_floor[account], position));
        return CommandResult.Accepted;
    }

    /// <summary>The venue changes the price step of a listing; orders that rest stay as they are.</summary>
    public void ChangeTick(InstrumentId instrument, Price tick)
    {
        InstrumentSlot slot = _floor[instrument];
        slot.Terms = slot.Terms with { Tick = tick };
        slot.Listed.Instrument = slot.Listed.Instrument with { Terms = slot.Terms };
        _floor.Out.OnInstrumentChanged(slot.Listed);
    }

    /// <summary>Whether prices beyond the band are refused rather than moved to its edge.</summary>
    public void SetRefusesOutsideBand(AccountId account, bool refuses) => _floor[account].RefusesOutsideBand = refuses;

    private static Timestamp Earlier(Timestamp left, Timestamp right) => left <= right ? left : right;

    private void Start(SimulatedAccount account, in StartingPosition start)
    {
        InstrumentSlot slot = _floor[start.Instrument];
        long size = Math.Abs(start.Quantity.Raw);
        decimal value = slot.Value(size, start.AveragePrice.Raw);
        foreach (SimulatedAccount holder in new[] { account, _floor.Market })
        {
            Position position = holder.PositionIn(slot);
            long signed = holder.IsMarket ? -start.Quantity.Raw : start.Quantity.Raw;
            long before = Math.Abs(position.Quantity);
            position.Apply(signed, value, out _);
            position.CreatedAt = Now;
            position.UpdatedAt = Now;
            slot.AccountInterest += Math.Abs(position.Quantity) - before;
        }
        _floor.Out.OnPositionChanged(_fills.Snapshot(account, account.PositionIn(slot)));
    }
}
