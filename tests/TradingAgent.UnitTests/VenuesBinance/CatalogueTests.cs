using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class CatalogueTests
{
    private static readonly VenueScope Everything = new(["BTC"], true, true, true);

    private readonly ScriptedHttp _http = new();

    private static string Future(
        string symbol, string type, string status = "TRADING", string margin = "USDT", string coin = "BTC") =>
        $$"""
        {"symbol":"{{symbol}}","pair":"BTCUSDT","contractType":"{{type}}","deliveryDate":1790240400000,
        "onboardDate":1569398400000,"status":"{{status}}","baseAsset":"{{coin}}","quoteAsset":"USDT",
        "marginAsset":"{{margin}}","pricePrecision":2,"quantityPrecision":3,"filters":[{"filterType":"PRICE_FILTER",
        "minPrice":"556.80","maxPrice":"4529764","tickSize":"0.10"},{"filterType":"LOT_SIZE","minQty":"0.001",
        "maxQty":"1000","stepSize":"0.001"},{"filterType":"MIN_NOTIONAL","notional":"50"},
        {"filterType":"PERCENT_PRICE","multiplierUp":"1.05","multiplierDown":"0.95","multiplierDecimal":"4"}]}
        """;

    private static string Option(string symbol, string side, string unit = "1", string strike = "70000.00000000") =>
        $$"""
        {"expiryDate":1790236800000,"filters":[{"filterType":"PRICE_FILTER","minPrice":"0.001","maxPrice":"80000",
        "tickSize":"5"},{"filterType":"LOT_SIZE","minQty":"0.01","maxQty":"100","stepSize":"0.01"}],
        "symbol":"{{symbol}}","side":"{{side}}","strikePrice":"{{strike}}","underlying":"BTCUSDT","unit":{{unit}},
        "priceScale":1,"quantityScale":2,"quoteAsset":"USDT","status":"TRADING","nakedSell":false}
        """;

    [Fact]
    public async Task Futures_have_the_steps_of_their_filters_and_what_cannot_be_used_is_said()
    {
        string[] rows =
        [
            Future("BTCUSDT", "PERPETUAL"), Future("BTCUSDT_260925", "CURRENT_QUARTER"),
            Future("BTCUSDC", "PERPETUAL", "SETTLING"), Future("BTCBFUSD", "PERPETUAL", margin: "BFUSD"),
            Future("BTCX", "TRADIFI_PERPETUAL"), Future("ETHUSDT", "PERPETUAL", coin: "ETH"),
        ];
        _http.On("/fapi/v1/exchangeInfo",
            """
            {"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,
            "limit":6000},{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,
            "limit":200}],"symbols":[
            """
            + string.Join(',', rows) + "]}");
        ExchangeLimits limits = default;
        VenueCatalog catalog = await new FuturesProduct().LoadAsync(
            _http.Rest(), Everything, l => limits = l, CancellationToken.None);
        Assert.Equal(["BTCUSDT", "BTCUSDT_260925"], catalog.Instruments.Select(i => i.Symbol));
        InstrumentTerms perpetual = catalog.Instruments[0].Terms;
        Assert.Equal(ContractKind.LinearPerpetual, perpetual.Kind);
        Assert.Equal(Price.From(0.1m), perpetual.Tick);
        Assert.Equal(Quantity.From(0.001m), perpetual.Lot);
        Assert.Equal(Price.From(50), perpetual.NotionalMin);
        Assert.True(perpetual.Expiry.IsNone);
        Assert.Equal(Timestamp.FromMilliseconds(1790240400000), catalog.Instruments[1].Terms.Expiry);
        Assert.Equal(3, catalog.Skipped.Count);
        Assert.Equal(new ExchangeLimits(6000, 200, 0), limits);
    }

    [Fact]
    public async Task Options_are_linear_with_their_unit_and_settle_in_their_quote_coin()
    {
        string[] rows =
        [
            Option("BTC-260925-70000-C", "CALL"), Option("BTC-260925-70000-P", "PUT", unit: "2"),
            Option("BTC-260925-1-C", "BOTH"),
            Option("BTC-260925-2-C", "CALL", unit: "0"), Option("BTC-260925-5-C", "CALL", unit: "9223372036854775807"),
            Option("BTC-260925-3-C", "CALL", strike: "0"), Option("BTC-260925-4-C", "CALL", strike: "-1"),
        ];
        _http.On("/eapi/v1/exchangeInfo",
            """
            {"optionContracts":[{"baseAsset":"BTC","quoteAsset":"USDT","underlying":"BTCUSDT",
            "settleAsset":"USDT"}],"optionSymbols":[
            """
            + string.Join(',', rows) + "]}");
        VenueCatalog catalog = await new OptionsProduct().LoadAsync(
            _http.Rest(), Everything, _ => { }, CancellationToken.None);
        Assert.Equal(2, catalog.Instruments.Count);
        InstrumentTerms call = catalog.Instruments[0].Terms;
        Assert.Equal(ContractKind.LinearOption, call.Kind);
        Assert.Equal(OptionSide.Call, call.OptionSide);
        Assert.Equal(Price.From(70_000), call.Strike);
        Assert.Equal(CurrencyId.Usdt, call.SettleCoin);
        Assert.Equal(Timestamp.FromMilliseconds(1790236800000), call.Expiry);
        Assert.Equal(Quantity.From(2), catalog.Instruments[1].Terms.Multiplier);
        Assert.Equal(5, catalog.Skipped.Count);
    }
}
