using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>
/// The user streams of every wallet. Changes are gathered while the exchange moves and told together: each order's
/// story, then balances and positions. Exchange thread only.
/// </summary>
internal sealed class UserBoard
{
    private readonly SortedDictionary<int, UserRoom> _rooms = [];
    private readonly ExchangeView _view;
    private readonly ListenKeys _keys;
    private readonly FuturesEvents _futures;
    private readonly OptionEvents _options;

    public UserBoard(
        ExchangeView view, SymbolBook symbols, OrderNotes notes, ListenKeys keys, BinanceFrontOptions options)
    {
        _view = view;
        _keys = keys;
        _futures = new FuturesEvents(view, symbols, notes);
        _options = new OptionEvents(view, symbols, notes);
        keys.Ended = OnKeyEnded;
        foreach (BinanceCredential credential in options.Credentials)
        {
            Open(credential.Futures, Product.Futures);
            Open(credential.Options, Product.Options);
        }
    }

    /// <summary>False when the key is none: the connection stays open, and silent.</summary>
    public bool TryJoin(SocketLink link, string key, bool isWrapped, IReadOnlySet<string>? events)
    {
        if (_keys.Find(key) is not { } known || !_rooms.TryGetValue(known.Account.Index, out UserRoom? room))
            return false;
        room.Join(new UserListener(link, key, isWrapped, events));
        return true;
    }

    public void Leave(SocketLink link, string? key = null)
    {
        foreach (UserRoom room in _rooms.Values) room.Leave(link, key);
    }

    public void OnOrder(in OrderSnapshot order)
    {
        if (_rooms.TryGetValue(order.Account.Index, out UserRoom? room)) room.Story.OnOrder(order, room.Steps);
    }

    public void OnExecution(in ExecutionSnapshot execution)
    {
        if (!_rooms.TryGetValue(execution.Account.Index, out UserRoom? room)) return;
        if (execution.Type == ExecutionType.Funding)
        {
            room.Funded.Add(execution.Instrument);
            return;
        }
        if (!room.Moved.Contains(execution.Instrument)) room.Moved.Add(execution.Instrument);
        if (execution.Order.IsNone)
            room.Steps.Add(Forced(execution));
        else if (_view.Exchange.TryFindOrder(execution.Account, new OrderKey(execution.Order), out OrderSnapshot order))
            room.Story.OnFill(execution, order, room.Steps);
    }

    public void OnPosition(in PositionSnapshot position)
    {
        if (!_rooms.TryGetValue(position.Account.Index, out UserRoom? room)) return;
        if (_view.Listed(position.Instrument).Terms.IsOption) return;
        bool isKnown = room.Leverage.TryGetValue(position.Instrument, out decimal told);
        if (isKnown && told != position.Leverage) room.Settings.Add((position.Instrument, position.Leverage));
        room.Leverage[position.Instrument] = position.Leverage;
    }

    public void OnWallet(AccountId account)
    {
        if (_rooms.TryGetValue(account.Index, out UserRoom? room)) room.HasCash = true;
    }

    public void OnListed(ListedInstrument instrument)
    {
        foreach (UserRoom room in _rooms.Values) LearnLeverage(room, instrument);
    }

    public void Publish(Timestamp now)
    {
        _keys.Check(now);
        foreach (UserRoom room in _rooms.Values)
        {
            if (room.IsHeard)
            {
                if (room.Product == Product.Futures) _futures.Publish(room, now);
                else _options.Publish(room, now);
            }
            if (room.HasCash) room.Balance = _view.Exchange.Balance(room.Account, CurrencyId.Usdt);
            room.Clear();
        }
    }

    private void Open(AccountId account, Product product)
    {
        if (_rooms.ContainsKey(account.Index)) return;
        UserRoom room = new(account, product) { Balance = _view.Exchange.Balance(account, CurrencyId.Usdt) };
        _rooms.Add(account.Index, room);
        foreach (OrderSnapshot order in _view.Exchange.OpenOrders(account)) room.Story.Know(order);
        foreach (ListedInstrument instrument in _view.Exchange.Instruments) LearnLeverage(room, instrument);
    }

    private void LearnLeverage(UserRoom room, ListedInstrument instrument)
    {
        bool isMeant = instrument.Status == InstrumentStatus.Trading && !instrument.Terms.IsOption;
        if (isMeant && !room.Leverage.ContainsKey(instrument.Id))
            room.Leverage.Add(instrument.Id, _view.Position(room.Account, instrument.Id).Leverage);
    }

    /// <summary>A settlement by the venue, which has no order: it is told as a fill that nobody sent.</summary>
    private static OrderStep Forced(in ExecutionSnapshot execution) => new(
        OrderStepKind.Trade,
        new OrderSnapshot
        {
            Account = execution.Account,
            Id = OrderId.None,
            Instrument = execution.Instrument,
            ClientId = "delivery_autoclose-" + execution.Id,
            Side = execution.Side,
            Kind = OrderKind.Market,
            Lifetime = OrderLifetime.ImmediateOrCancel,
            Status = OrderStatus.Filled,
            Quantity = execution.Quantity,
            Filled = execution.Quantity,
            FilledValue = execution.Value,
            UpdatedAt = execution.Time,
            CreatedAt = execution.Time,
        },
        execution);

    /// <summary>A key that has expired says so; after that, and after a closed one, nothing follows.</summary>
    private void OnKeyEnded(ListenKey key, bool hasExpired)
    {
        if (!_rooms.TryGetValue(key.Account.Index, out UserRoom? room)) return;
        if (hasExpired) room.Send("listenKeyExpired", json => FuturesEvents.WriteExpired(json, key));
        room.Dismiss(key.Text);
    }
}
