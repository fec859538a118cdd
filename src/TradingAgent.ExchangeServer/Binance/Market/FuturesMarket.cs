using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>Public queries about futures: the rules, books, trades and bars.</summary>
internal sealed class FuturesMarket(
    ExchangeView view, SymbolBook symbols, TradeTapes tapes, CandleBook candles, BinanceFrontOptions options)
{
    /// <summary>The exchange's own limit; the venue has 200.</summary>
    private const int OrdersMax = 500;

    private readonly BarRows _bars = new(candles);

    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/fapi/v1/ping", Access.Anybody, 1, call => call.Empty()),
        new("GET", "/fapi/v1/time", Access.Anybody, 1, Time),
        new("GET", "/fapi/v1/exchangeInfo", Access.Anybody, 1, Rules),
        new("GET", "/fapi/v1/depth", Access.Anybody, 10, Depth) { WeightOf = DepthWeight },
        new("GET", "/fapi/v1/trades", Access.Anybody, 5, Trades),
        new("GET", "/fapi/v1/historicalTrades", Access.WithKey, 20, Trades),
        new("GET", "/fapi/v1/aggTrades", Access.Anybody, 20, Aggregates),
        Bars("/fapi/v1/klines", "symbol", CandleKind.Trade),
        Bars("/fapi/v1/continuousKlines", "pair", CandleKind.Trade),
        Bars("/fapi/v1/markPriceKlines", "symbol", CandleKind.Mark),
        Bars("/fapi/v1/indexPriceKlines", "pair", CandleKind.Index),
        Bars("/fapi/v1/premiumIndexKlines", "symbol", CandleKind.Premium),
    ];

    public static Answer Time(BinanceCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteNumber("serverTime"u8, call.Now.Milliseconds);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    public static int DepthWeight(RequestFields fields) => fields.Whole("limit", 500) switch
    {
        <= 50 => 2,
        <= 100 => 5,
        <= 500 => 10,
        _ => 20,
    };

    /// <summary>PERPETUAL, or the quarter by its place among the dated contracts of the coin.</summary>
    public string ContractType(ListedInstrument instrument)
    {
        if (instrument.Terms.IsPerpetual) return "PERPETUAL";
        int earlier = symbols.Listed(Product.Futures).Count(other => !other.Terms.IsPerpetual
            && other.Terms.BaseCoin == instrument.Terms.BaseCoin && other.Terms.Expiry < instrument.Terms.Expiry);
        return earlier == 0 ? "CURRENT_QUARTER" : "NEXT_QUARTER";
    }

    private Answer Rules(BinanceCall call)
    {
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteString("timezone"u8, "UTC"u8);
        json.WriteNumber("serverTime"u8, call.Now.Milliseconds);
        json.WriteString("futuresType"u8, "U_MARGINED"u8);
        RateLimitRows.Write(json, options);
        json.WriteStartArray("exchangeFilters"u8);
        json.WriteEndArray();
        json.WriteStartArray("assets"u8);
        json.WriteStartObject();
        json.WriteString("asset"u8, "USDT"u8);
        json.WriteBoolean("marginAvailable"u8, true);
        json.WriteString("autoAssetExchange"u8, "0"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("symbols"u8);
        foreach (ListedInstrument instrument in symbols.Listed(Product.Futures))
            ExchangeInfoRow.Write(
                json, symbols.NameOf(instrument.Id), instrument, ContractType(instrument), OrdersMax);
        json.WriteEndArray();
        json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Depth(BinanceCall call)
    {
        if (Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        return BookRows.LimitOf(call.Fields, 500) is { } limit
            ? BookRows.Snapshot(call, view, instrument, limit)
            : Answer.BadValue("limit");
    }

    private Answer Trades(BinanceCall call)
    {
        if (Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        long from = call.Fields.Whole("fromId", 0) ?? 0;
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        IEnumerable<TradePrint> trades = view.Exchange.RecentTrades(instrument.Id, from > 0 ? 1000 : Limit(call))
            .Reverse().Where(trade => trade.Id >= from).Take(Limit(call));
        call.Json.WriteStartArray();
        foreach (TradePrint trade in trades)
        {
            decimal value = trade.Price.ToDecimal() * trade.Quantity.ToDecimal();
            call.Json.WriteStartObject();
            call.Json.WriteNumber("id"u8, trade.Id);
            call.Json.Decimal("price"u8, trade.Price.Raw, JsonText.DecimalsOf(instrument.Terms.Tick.Raw));
            call.Json.Decimal("qty"u8, trade.Quantity.Raw, lot);
            call.Json.Decimal("quoteQty"u8, value);
            call.Json.WriteNumber("time"u8, trade.Time.Milliseconds);
            call.Json.WriteBoolean("isBuyerMaker"u8, trade.TakerSide == Side.Sell);
            call.Json.WriteBoolean("isRPITrade"u8, false);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Aggregates(BinanceCall call)
    {
        if (Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        long from = call.Fields.Whole("fromId", 0) ?? 0;
        Page page = Page.Of(call.Fields, 500, 1000, "fromId");
        List<AggregateTrade> rows =
            [.. tapes.Of(instrument.Id).Done.Where(trade => trade.Id >= from && page.Span.Takes(trade.Time))];
        call.Json.WriteStartArray();
        foreach (AggregateTrade trade in page.Choose(rows))
        {
            call.Json.WriteStartObject();
            trade.WriteFields(call.Json, instrument);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Route Bars(string path, string name, CandleKind kind) =>
        new("GET", path, Access.Anybody, 5, call =>
        {
            if (call.Fields.Text(name) is not { } symbol) return Answer.Missing(name);
            return symbols.Find(symbol, Product.Futures) is { } instrument
                ? _bars.Write(call, instrument, kind)
                : Answer.BadSymbol;
        })
        {
            WeightOf = fields => fields.Whole("limit", 500) switch
            {
                < 100 => 1,
                < 500 => 2,
                <= 1000 => 5,
                _ => 10,
            },
        };

    private Answer Find(BinanceCall call, out ListedInstrument instrument) => symbols.Find(call, out instrument);

    private static int Limit(BinanceCall call) => call.Fields.Limit(500, 1000);
}
