using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange.Accounts;

/// <summary>The books of one account: cash, positions, orders, and what it remembers of the past.</summary>
internal sealed class SimulatedAccount(AccountId id, AccountSettings settings, ExchangeSettings house)
{
    private readonly decimal[] _balances = new decimal[CurrencyId.Capacity];
    private readonly decimal[] _realised = new decimal[CurrencyId.Capacity];
    private readonly bool[] _touched = new bool[CurrencyId.Capacity];
    private readonly Dictionary<string, AccountOrder> _byClientId = [];
    private readonly Dictionary<long, AccountOrder> _byId = [];
    private readonly Queue<AccountOrder> _recent = [];
    private readonly List<Position?> _byInstrument = [];
    private long _ledgerRows;

    public readonly AccountId Id = id;
    public readonly AccountSettings Settings = settings;
    public bool RefusesOutsideBand = settings.RefusesOutsideBand;

    /// <summary>In the order they were first opened; flat ones stay.</summary>
    public readonly List<Position> Positions = [];

    /// <summary>Oldest first.</summary>
    public readonly List<AccountOrder> OpenOrders = [];

    public readonly Remembered<ExecutionSnapshot> Executions = new(house.ExecutionsKept);
    public readonly Remembered<LedgerEntry> Ledger = new(house.ExecutionsKept);

    public bool IsMarket => Id.Index == 0;

    /// <summary>Finished orders, oldest first.</summary>
    public IEnumerable<AccountOrder> Recent => _recent;

    public decimal Balance(CurrencyId currency) => _balances[currency.Index];

    public decimal Realised(CurrencyId currency) => _realised[currency.Index];

    public bool HasSeen(CurrencyId currency) => _touched[currency.Index];

    public Position? FindPosition(InstrumentId instrument) =>
        instrument.Index < _byInstrument.Count ? _byInstrument[instrument.Index] : null;

    public Position PositionIn(InstrumentSlot slot)
    {
        while (_byInstrument.Count <= slot.Id.Index) _byInstrument.Add(null);
        Position? position = _byInstrument[slot.Id.Index];
        if (position is null)
        {
            decimal leverage = slot.Terms.IsOption
                ? 0
                : Math.Clamp(Settings.Leverage, 1m, Math.Max(1m, slot.Listed.Listing.LeverageMax));
            position = new Position(slot, leverage);
            _byInstrument[slot.Id.Index] = position;
            Positions.Add(position);
        }
        return position;
    }

    /// <summary>Forgets a delivered instrument.</summary>
    public void Close(Position position)
    {
        Positions.Remove(position);
        _byInstrument[position.Slot.Id.Index] = null;
    }

    public AccountOrder? FindOrder(in OrderKey key)
    {
        if (!key.Id.IsNone) return _byId.GetValueOrDefault(key.Id.Value);
        return string.IsNullOrEmpty(key.ClientId) ? null : _byClientId.GetValueOrDefault(key.ClientId);
    }

    public void Add(AccountOrder order)
    {
        _byId.Add(order.Id.Value, order);
        if (order.ClientId.Length > 0) _byClientId[order.ClientId] = order;
        OpenOrders.Add(order);
    }

    /// <summary>Moves a finished order to the remembered ones and lets those go that are too many or too old.</summary>
    public void Finish(AccountOrder order)
    {
        OpenOrders.Remove(order);
        _recent.Enqueue(order);
        while (_recent.TryPeek(out AccountOrder? old)
            && (_recent.Count > house.RecentOrdersKept || order.UpdatedAt - old.UpdatedAt > house.RecentOrdersAge))
        {
            _recent.Dequeue();
            _byId.Remove(old.Id.Value);
            bool isNamed = old.ClientId.Length > 0 && _byClientId.GetValueOrDefault(old.ClientId) == old;
            if (isNamed) _byClientId.Remove(old.ClientId);
        }
    }

    /// <summary>Moves cash and writes the row that says why; the row's id and balance are filled in here.</summary>
    public void Book(in LedgerEntry entry, decimal realised)
    {
        byte index = entry.Currency.Index;
        _touched[index] = true;
        _balances[index] += entry.Change;
        _realised[index] += realised;
        if (IsMarket) return;
        Ledger.Add(entry with { Id = ++_ledgerRows, Account = Id, Balance = _balances[index] });
    }
}
