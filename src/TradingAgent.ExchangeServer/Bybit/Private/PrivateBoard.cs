using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Bybit.Sockets;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Private;

/// <summary>
/// Who listens to which private topic of which account. Changes are gathered while the exchange moves and published
/// together: executions, then positions, orders, wallet. Exchange thread only.
/// </summary>
internal sealed class PrivateBoard(ExchangeView view)
{
    private readonly SortedDictionary<int, Room> _rooms = [];
    private readonly FrameWriter _writer = new();
    private readonly PrivateFrames _frames = new(view);

    public void Subscribe(SocketSession session, string name)
    {
        if (session.Credential is not { } who || !PrivateTopic.TryParse(name, out PrivateTopic topic)) return;
        if (!_rooms.TryGetValue(who.Account.Index, out Room? room))
        {
            room = new Room(who.Account);
            foreach (CoinBalance coin in view.Exchange.Wallet(who.Account).Coins)
                room.Balances[coin.Currency] = coin.WalletBalance;
            _rooms.Add(who.Account.Index, room);
        }
        room.Join(session, name, topic);
    }

    public void Unsubscribe(SocketSession session, string name)
    {
        if (session.Credential is { } who && _rooms.TryGetValue(who.Account.Index, out Room? room))
            room.Leave(session, name);
    }

    public void Forget(SocketSession session)
    {
        foreach (Room room in _rooms.Values) room.Leave(session);
    }

    /// <summary>True while a connection of the account listens to the topic.</summary>
    public bool HasListener(AccountId account, string name) =>
        _rooms.TryGetValue(account.Index, out Room? room) && room.Listeners.Exists(known => known.Name == name);

    public void OnOrder(in OrderSnapshot order)
    {
        if (!_rooms.TryGetValue(order.Account.Index, out Room? room)) return;
        room.Changes.Orders.Add(order);
        if (!room.Changes.Touched.Contains(order.Instrument)) room.Changes.Touched.Add(order.Instrument);
    }

    public void OnExecution(in ExecutionSnapshot execution)
    {
        if (_rooms.TryGetValue(execution.Account.Index, out Room? room)) room.Changes.Executions.Add(execution);
    }

    public void OnPosition(in PositionSnapshot position)
    {
        if (_rooms.TryGetValue(position.Account.Index, out Room? room)) room.Changes.Positions.Add(position);
    }

    public void OnWallet(AccountId account)
    {
        if (_rooms.TryGetValue(account.Index, out Room? room)) room.Changes.Wallet = true;
    }

    public void Publish(Timestamp now)
    {
        foreach (Room room in _rooms.Values)
        {
            if (room.Changes.IsEmpty) continue;
            if (room.Changes.Wallet) NameMovedCoins(room);
            if (room.Listeners.Count > 0) Publish(room, now);
            room.Changes.Clear();
        }
    }

    private void NameMovedCoins(Room room)
    {
        foreach (CoinBalance coin in view.Exchange.Wallet(room.Account).Coins)
        {
            bool isKnown = room.Balances.TryGetValue(coin.Currency, out decimal known);
            if (isKnown && known == coin.WalletBalance) continue;
            room.Balances[coin.Currency] = coin.WalletBalance;
            room.Changes.WalletCoins.Add(coin.Currency.Code);
        }
    }

    private void Publish(Room room, Timestamp now)
    {
        foreach (PrivateStream stream in PrivateFrames.Order)
        {
            foreach (Listeners listeners in room.Listeners)
            {
                if (listeners.Topic.Stream != stream) continue;
                Utf8JsonWriter json = _writer.Begin();
                if (!_frames.TryWrite(json, listeners.Name, listeners.Topic, room.Account, room.Changes, now)) continue;
                SharedFrame frame = _writer.Finish();
                foreach (SocketSession session in listeners.Sessions) session.Link.Tell(frame, isAccount: true);
                frame.Release();
            }
        }
    }

    /// <summary>One account with at least one listener so far.</summary>
    private sealed class Room(AccountId account)
    {
        public AccountId Account => account;

        public AccountChanges Changes { get; } = new();

        /// <summary>As last told.</summary>
        public Dictionary<CurrencyId, decimal> Balances { get; } = [];

        public List<Listeners> Listeners { get; } = [];

        public void Join(SocketSession session, string name, PrivateTopic topic)
        {
            Listeners? listeners = Listeners.Find(known => known.Name == name);
            if (listeners is null)
            {
                listeners = new Listeners(name, topic, []);
                Listeners.Add(listeners);
            }
            if (!listeners.Sessions.Contains(session)) listeners.Sessions.Add(session);
        }

        /// <summary>Leaves one topic, or all of them.</summary>
        public void Leave(SocketSession session, string? name = null)
        {
            foreach (Listeners listeners in Listeners)
                if (name is null || listeners.Name == name) listeners.Sessions.Remove(session);
            Listeners.RemoveAll(listeners => listeners.Sessions.Count == 0);
        }
    }

    private sealed record Listeners(string Name, PrivateTopic Topic, List<SocketSession> Sessions);
}
