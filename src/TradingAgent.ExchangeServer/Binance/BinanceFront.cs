using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Binance.Accounts;
using TradingAgent.ExchangeServer.Binance.Api;
using TradingAgent.ExchangeServer.Binance.Auth;
using TradingAgent.ExchangeServer.Binance.Limits;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Binance.Options;
using TradingAgent.ExchangeServer.Binance.Orders;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Binance.Streams;
using TradingAgent.ExchangeServer.Binance.User;
using TradingAgent.ExchangeServer.Loop;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>Everything between the exchange and Binance's wire, put together once.</summary>
internal sealed class BinanceFront : IVenueFront
{
    private static readonly string[] Roots =
        ["/fapi", "/eapi", "/public", "/market", "/private", "/ws", "/stream", "/ws-fapi", "/sapi", "/dapi", "/api"];

    /// <summary>«I'm a teapot» is this venue's word for a ban.</summary>
    private const int BannedStatus = 418;

    private readonly ExchangeServerOptions _options;
    private readonly BinanceFrontOptions _limits;
    private readonly SharedMarket _market;
    private readonly SymbolBook _symbols;
    private readonly TradeTapes _tapes;
    private readonly OrderNotes _notes = new();
    private readonly DatedOrders _dated;
    private readonly CancelCountdown _countdown;
    private readonly KillSwitch _killSwitch;
    private readonly ListenKeys _keys;
    private readonly UserBoard _users;
    private readonly FuturesMarket _futures;
    private readonly StreamBoard _streams;
    private RestDoor _rest = null!;
    private StreamDoor _streamDoor = null!;
    private ApiDoor _apiDoor = null!;
    private SocketDesk _sockets = null!;

    public BinanceFront(ExchangeServerOptions options, BinanceFrontOptions limits, SharedMarket market)
    {
        _options = options;
        _limits = limits;
        _market = market;
        _symbols = new SymbolBook(market.View);
        _tapes = new TradeTapes(_symbols);
        _dated = new DatedOrders(market.View, _notes);
        _countdown = new CancelCountdown(market.View);
        _killSwitch = new KillSwitch(market.View, _symbols);
        _keys = new ListenKeys(limits);
        _users = new UserBoard(market.View, _symbols, _notes, _keys, limits);
        _futures = new FuturesMarket(market.View, _symbols, _tapes, market.Candles, limits);
        FeedMaker maker = new(market.View, _symbols, _tapes, market.Candles, _futures);
        _streams = new StreamBoard(maker, options.Pace);
        market.Add(new EventRelay(_symbols, _tapes, _streams, _users));
    }

    public int ConnectionCount => _sockets.Count;

    public int BanStatus => BannedStatus;

    public bool Owns(string path)
    {
        foreach (string root in Roots)
        {
            bool isBelow = path.StartsWith(root, StringComparison.Ordinal)
                && (path.Length == root.Length || path[root.Length] == '/');
            if (isBelow) return true;
        }
        return false;
    }

    public void Attach(ExchangeLoop loop)
    {
        KeyRing ring = new(_limits.Credentials);
        OrderMeter orders = new(_limits);
        WeightMeter weights = new(_limits);
        CallRunner runner = new(orders);
        OrderDoor door = new(_market.View, _notes, _dated);
        List<Route> routes = [.. FuturesRoutes(door), .. OptionRoutes(door), .. _keys.Routes(), .. Neighbours.Routes()];
        _sockets = new SocketDesk(loop, _options, _limits);
        _rest = new RestDoor(routes, ring, loop, runner, weights, _options.Time, _options.Faults);
        ApiDesk api = new(ApiMethods.Of(routes), ring, runner, weights, orders, _limits, _options.Faults);
        _apiDoor = new ApiDoor(loop, api, _sockets, weights, _options.Time);
        _streamDoor = new StreamDoor(loop, _streams, _users, _sockets, _options.Time, _limits);
    }

    public Task HandleAsync(HttpContext context, CancellationToken stop)
    {
        string path = context.Request.Path.Value ?? "";
        bool isSocket = context.WebSockets.IsWebSocketRequest;
        if (isSocket && path == ApiDoor.Path) return _apiDoor.HandleAsync(context, stop);
        return isSocket && StreamPath.Parse(path, context.Request.Query) is { } stream
            ? _streamDoor.HandleAsync(context, stream, stop)
            : _rest.HandleAsync(context);
    }

    public void Publish(Timestamp now)
    {
        _countdown.Check(now);
        _killSwitch.Check(now);
        _dated.Check(now);
        _tapes.Flush(now);
        _users.Publish(now);
        _streams.Publish(now);
        _sockets.CutOld();
    }

    public int CutConnections() => _sockets.CutAll();

    private IEnumerable<Route> FuturesRoutes(OrderDoor door)
    {
        ExchangeView view = _market.View;
        FuturesParser parser = new(view, _symbols);
        FuturesAmends amends = new(view, _symbols, door, parser);
        return
        [
            .. _futures.Routes(),
            .. new FuturesPrices(view, _symbols).Routes(),
            .. new AssetIndex(view).Routes(),
            .. new FuturesOrders(view, _symbols, door, parser, amends, _countdown).Routes(),
            .. new FuturesQueries(view, _symbols, door).Routes(),
            .. new FuturesPositions(view, _symbols).Routes(),
            .. new FuturesWallet(view, _symbols).Routes(),
            .. new FuturesSettings(view, _symbols, _limits).Routes(),
        ];
    }

    private IEnumerable<Route> OptionRoutes(OrderDoor door)
    {
        ExchangeView view = _market.View;
        return
        [
            .. new OptionsMarket(view, _symbols, _market.Candles, _limits).Routes(),
            .. new OptionsOrders(view, _symbols, door, _killSwitch).Routes(),
            .. new OptionsQueries(view, _symbols, door).Routes(),
            .. new OptionsAccount(view, _symbols).Routes(),
            .. _killSwitch.Routes(),
        ];
    }
}
