using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Accounts;
using TradingAgent.ExchangeServer.Bybit.Auth;
using TradingAgent.ExchangeServer.Bybit.Candles;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.ExchangeServer.Bybit.Private;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Bybit.Sockets;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Loop;

namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>Everything between the exchange and the wire, put together once.</summary>
internal sealed class BybitFront
{
    private readonly ExchangeServerOptions _options;
    private readonly SimulatedExchange _exchange;
    private readonly ExchangeView _view;
    private readonly TopicBoard _topics;
    private readonly PrivateBoard _accounts;
    private readonly DisconnectGuard _guard;
    private readonly EventRelay _relay;
    private readonly CandleBook _candles;
    private readonly InterestHistory _interest;
    private readonly KeyRing _keys;
    private readonly CallRunner _runner = new();

    public BybitFront(ExchangeServerOptions options, SimulatedExchange exchange)
    {
        _options = options;
        _exchange = exchange;
        _view = new ExchangeView(exchange);
        _candles = new CandleBook(exchange, options.Pace);
        foreach (ListedInstrument instrument in exchange.Instruments) _candles.Learn(instrument);
        _interest = new InterestHistory(exchange);
        _topics = new TopicBoard(_view, _candles, options.Pace);
        _accounts = new PrivateBoard(_view);
        _guard = new DisconnectGuard(_view, _accounts);
        _relay = new EventRelay(_view, _topics, _accounts, _candles);
        _keys = new KeyRing(options.Credentials);
    }

    public RestDoor Rest { get; private set; } = null!;

    public SocketDoor Sockets { get; private set; } = null!;

    /// <summary>Opens the doors towards the thread that owns the exchange.</summary>
    public void Attach(ExchangeLoop loop)
    {
        List<RestRoute> routes =
        [
            .. new MarketRoutes(_view).Routes(),
            .. new CandleRoutes(_view, _candles).Routes(),
            .. new HistoryRoutes(_view, _interest).Routes(),
            .. new FundRoutes(_view).Routes(),
            .. new ClosedRoutes(_view).Routes(),
            .. new AssetRoutes(_view).Routes(),
            .. new OrderEntry(_view, _accounts).Routes(),
            .. new OrderQueries(_view).Routes(),
            .. new PositionRoutes(_view).Routes(),
            .. new WalletRoutes(_view).Routes(),
            .. new SettingRoutes(_view, _guard).Routes(),
        ];
        AddressLimits addresses = new(_options);
        Rest = new RestDoor(routes, _keys, loop, _runner, _options.Time, addresses);
        TradeDesk trade = new(routes, _runner, loop, _options.Time, addresses);
        Sockets = new SocketDoor(_keys, loop, _topics, _accounts, trade, addresses, _options);
    }

    /// <summary>Brings the exchange to the moment; a clock that was set back stands still for it.</summary>
    public void Advance(Timestamp now)
    {
        if (now >= _exchange.Now) _exchange.Advance(now, _relay);
    }

    /// <summary>Delivers what the last command caused, then sends what is due.</summary>
    public void Publish(Timestamp now)
    {
        Advance(now);
        _guard.Check(now);
        _candles.Sample(now);
        _interest.Sample(now);
        _accounts.Publish(now);
        _topics.Publish(now);
        Sockets.CutIdle(now);
    }
}
