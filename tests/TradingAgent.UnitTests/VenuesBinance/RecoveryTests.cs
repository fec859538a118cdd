using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>From which moment on a recovery asks.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly Timestamp Start = Now - Duration.FromSeconds(3600);

    private readonly RecordingSink _sink = new();
    private readonly ScriptedHttp _http = new();

    public void Dispose() => _http.Dispose();

    private ProductSession Session(bool ofOptions)
    {
        ProductDialect dialect = ofOptions ? ProductDialect.Options : ProductDialect.Futures;
        IProduct product = ofOptions ? new OptionsProduct() : new FuturesProduct();
        AccountDesk desk = Desk(_sink, product.Venue);
        BinanceRest rest = _http.Rest();
        var trades = new TradeReader(
            rest, dialect.Prefix, new BinanceRows(desk.Context, dialect.FeeSign), desk, Clock());
        desk.RecoveredThrough = Start;
        return new ProductSession
        {
            Options = Options,
            Product = product,
            Rest = rest,
            Clock = Clock(),
            Instruments = desk.Context.Instruments,
            Wanted = new VenueSubscriptions([Perpetual, Put], [], [], true),
            Events = _sink,
            Sources = null!,
            Dollars = null!,
            Desk = desk,
            Outcomes = new CommandEvents(product.Venue, _sink),
            Trades = trades,
            Orders = new OrderReader(
                rest, dialect, new BinanceRows(desk.Context, dialect.FeeSign), desk, trades, Clock()),
            RestOrders = null!,
            Search = null!,
            Loggers = NullLoggerFactory.Instance,
        };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_recovery_that_came_to_its_end_moves_the_moment_from_which_is_asked(bool ofOptions)
    {
        ProductSession session = Session(ofOptions);
        IProductAccount account = session.Product.Account(session);
        string prefix = session.Product.Dialect.Prefix;
        string symbol = ofOptions ? "BTC-270326-70000-P" : "BTCUSDT";
        _http.On("/", "[]");
        _http.On("/eapi/v1/marginAccount", "{}").On("/fapi/v3/account", "{}");
        _http.On(prefix + "/order", OrderRow(symbol));
        _http.On(prefix + $"/userTrades?symbol={symbol}", $"[{Trade(symbol)}]");
        _http.On(prefix + "/openOrders", """{"code":-1000,"msg":"no"}""", 400);
        await Assert.ThrowsAsync<VenueUnreachableException>(() => account.RecoverAsync(CancellationToken.None));
        Assert.Single(_sink.Of(EventKind.OrderFilled));
        Assert.Equal(Start, session.Desk.RecoveredThrough);

        _http.On(prefix + "/openOrders", "[]");
        await account.RecoverAsync(CancellationToken.None);
        long from = (Start - Duration.FromSeconds(60)).Milliseconds;
        Assert.Equal(2, _http.Count($"/userTrades?symbol={symbol}&startTime={from}&"));
        Assert.Equal(Now, session.Desk.RecoveredThrough);
    }

    private static string Trade(string symbol) =>
        $$"""
        {"id":9,"orderId":5,"symbol":"{{symbol}}","price":"60","qty":"0.1","quantity":"0.1","fee":"0.05","side":"BUY",
        "commission":"0.05","commissionAsset":"USDT","buyer":true,"maker":true,"positionSide":"BOTH",
        "liquidity":"MAKER","time":1790000000100}
        """;

    private static string OrderRow(string symbol) =>
        $$"""
        {"orderId":5,"symbol":"{{symbol}}","status":"NEW","clientOrderId":"tax1-7-1","price":"60","origQty":"0.25",
        "executedQty":"0.1","timeInForce":"GTX","type":"LIMIT","side":"BUY","time":1789999999000,
        "updateTime":1790000000000}
        """;
}
