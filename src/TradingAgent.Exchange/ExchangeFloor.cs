using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange;

/// <summary>
/// The state every desk works on: instruments, accounts, counters, and where events go at the moment.
/// </summary>
internal sealed class ExchangeFloor
{
    private readonly Dictionary<string, ListedInstrument> _bySymbol = [];
    private readonly Dictionary<long, AccountOrder> _resting = [];
    private readonly List<InstrumentSlot?> _slots = [null];
    private readonly List<ListedInstrument?> _everListed = [null];

    public ExchangeFloor(ExchangeSettings settings, IExchangeListener output)
    {
        Settings = settings;
        Now = settings.Start;
        Out = output;
        Wallets = new WalletReader(Underlyings);
        var market = new AccountSettings { Name = "market" };
        ExchangeSettings nothingKept = settings with { RecentOrdersKept = 0, ExecutionsKept = 0 };
        Accounts.Add(new SimulatedAccount(AccountId.Market, market, nothingKept));
    }

    public readonly ExchangeSettings Settings;
    public readonly WalletReader Wallets;
    public readonly UnderlyingSlot?[] Underlyings = new UnderlyingSlot?[UnderlyingId.Capacity];

    /// <summary>In id order; the market is the first.</summary>
    public readonly List<SimulatedAccount> Accounts = [];

    public readonly List<ListedInstrument> Listed = [];

    /// <summary>Conditional orders that wait, oldest first; ended ones leave at the next look.</summary>
    public readonly List<AccountOrder> Waiting = [];

    /// <summary>Open orders that bring stops along.</summary>
    public readonly List<AccountOrder> Attached = [];

    /// <summary>The last funding settlements of all perpetuals, oldest first.</summary>
    public readonly Remembered<FundingSettlement> Fundings = new(2_000);

    /// <summary>The last deliveries, oldest first.</summary>
    public readonly Remembered<DeliverySettlement> Deliveries = new(2_000);

    /// <summary>Fees taken so far, per currency.</summary>
    public readonly decimal[] FeesCollected = new decimal[CurrencyId.Capacity];

    public Timestamp Now;
    public IExchangeListener Out;
    private long _sequence;
    private long _orders;
    private long _executions;
    private long _trades;

    public SimulatedAccount Market => Accounts[0];

    public int SlotCount => _slots.Count;

    public long NextSequence() => ++_sequence;

    public OrderId NextOrder() => new(++_orders);

    public long NextExecution() => ++_executions;

    public long NextTrade() => ++_trades;

    public InstrumentSlot? Find(InstrumentId id) =>
        id.Index > 0 && id.Index < _slots.Count ? _slots[id.Index] : null;

    public InstrumentSlot this[InstrumentId id] =>
        Find(id) ?? throw new ArgumentException($"The exchange lists no instrument {id}.");

    /// <summary>A listing, closed ones included.</summary>
    public ListedInstrument? FindListed(InstrumentId id) =>
        id.Index > 0 && id.Index < _everListed.Count ? _everListed[id.Index] : null;

    public ListedInstrument? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    public SimulatedAccount this[AccountId id] =>
        id.Index > 0 && id.Index < Accounts.Count
            ? Accounts[id.Index]
            : throw new ArgumentException($"The exchange has no {id}.");

    public UnderlyingSlot UnderlyingOf(UnderlyingId id)
    {
        UnderlyingSlot? slot = Underlyings[id.Index];
        if (slot is not null) return slot;
        slot = new UnderlyingSlot(id);
        slot.StartAverage(Now);
        Underlyings[id.Index] = slot;
        return slot;
    }

    public ListedInstrument List(in ListingRequest request)
    {
        var id = new InstrumentId(_slots.Count);
        InstrumentTerms terms = request.Terms;
        if (terms.Venue.IsNone) terms = terms with { Venue = Settings.Venue };
        var listed = new ListedInstrument(new Instrument(id, request.Symbol, terms), request.Listing);
        _bySymbol.Add(request.Symbol, listed);
        _slots.Add(new InstrumentSlot(listed, UnderlyingOf(terms.Underlying), Settings.TradesKept));
        Listed.Add(listed);
        _everListed.Add(listed);
        Out.OnInstrumentChanged(listed);
        return listed;
    }

    /// <summary>Drops what is no longer needed of a closed instrument.</summary>
    public void Close(InstrumentSlot slot)
    {
        slot.Listed.Status = InstrumentStatus.Closed;
        Listed.Remove(slot.Listed);
        _slots[slot.Id.Index] = null;
        Out.OnInstrumentChanged(slot.Listed);
    }

    public AccountOrder Resting(long id) => _resting[id];

    public void AddResting(AccountOrder order) => _resting.Add(order.Id.Value, order);

    public void RemoveResting(AccountOrder order) => _resting.Remove(order.Id.Value);

    /// <summary>Publishes the total now resting at a price.</summary>
    public void DepthChanged(InstrumentSlot slot, Side side, long price)
    {
        slot.UpdateCount++;
        slot.Sequence = NextSequence();
        var change = new DepthChange(
            slot.Id,
            side,
            new Price(price),
            new Quantity(slot.Book.QuantityAt(side, price)),
            slot.Sequence,
            Now);
        Out.OnDepthChanged(change);
    }

    public void TickerChanged(InstrumentSlot slot)
    {
        slot.UpdateCount++;
        Out.OnTickerChanged(slot.Id);
    }
}
