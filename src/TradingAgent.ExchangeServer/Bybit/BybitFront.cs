using Microsoft.AspNetCore.Http;
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
internal sealed class BybitFront : IVenueFront
{
    private readonly ExchangeServerOptions _options;
    private readonly ExchangeView _view;
    private readonly TopicBoard _topics;
    private readonly PrivateBoard _accounts;
    private readonly DisconnectGuard _guard;
    private readonly CandleBook _candles;
    private readonly InterestHistory _interest;
    private readonly KeyRing _keys;
    private readonly CallRunner _runner = new();
    private RestDoor _rest = null!;
    private SocketDoor _sockets = null!;

    public BybitFront(
        ExchangeServerOptions options, IReadOnlyList<ApiCredential> credentials, SharedMarket market)
    {
        _options = options;
        _view = market.View;
        _candles = market.Candles;
        _interest = new InterestHistory(_view.Exchange);
        _topics = new TopicBoard(_view, _candles, options.Pace);
        _accounts = new PrivateBoard(_view);
        _guard = new DisconnectGuard(_view, _accounts);
        _keys = new KeyRing(credentials);
        market.Add(new EventRelay(_topics, _accounts));
    }

    public int ConnectionCount => _sockets.Count;

    public int BanStatus => StatusCodes.Status403Forbidden;

    public bool Owns(string path) => path.StartsWith("/v5/", StringComparison.Ordinal);

    public void Attach(ExchangeLoop loop)
    {
        List<RestRoute> routes =
        [
            .. new MarketRoutes(_view, _topics).Routes(),
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
        _rest = new RestDoor(routes, _keys, loop, _runner, _options, addresses);
        TradeDesk trade = new(routes, _runner, loop, _options, addresses);
        _sockets = new SocketDoor(_keys, loop, _topics, _accounts, trade, addresses, _options);
    }

    public void Publish(Timestamp now)
    {
        _guard.Check(now);
        _interest.Sample(now);
        _accounts.Publish(now);
        _topics.Publish(now);
        _sockets.CutIdle(now);
    }

    public Task HandleAsync(HttpContext context, CancellationToken stop)
    {
        bool isSocket = context.WebSockets.IsWebSocketRequest;
        return isSocket && SocketDoor.DialectOf(context.Request.Path.Value) is { } dialect
            ? _sockets.HandleAsync(context, dialect, stop)
            : _rest.HandleAsync(context);
    }

    public int CutConnections() => _sockets.Cut(static _ => true);
}
