using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Binance.Streams;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>Public queries about options.</summary>
internal sealed class OptionsMarket(
    ExchangeView view, SymbolBook symbols, CandleBook candles, BinanceFrontOptions options)
{
    private readonly BarRows _bars = new(candles);

    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/eapi/v1/ping", Access.Anybody, 1, call => call.Empty()),
        new("GET", "/eapi/v1/time", Access.Anybody, 1, FuturesMarket.Time),
        new("GET", "/eapi/v1/exchangeInfo", Access.Anybody, 1, Rules),
        new("GET", "/eapi/v1/depth", Access.Anybody, 5, Depth) { WeightOf = DepthWeight },
        new("GET", "/eapi/v1/trades", Access.Anybody, 5, Trades),
        new("GET", "/eapi/v1/klines", Access.Anybody, 1, Bars),
        new("GET", "/eapi/v1/mark", Access.Anybody, 5, Marks),
        new("GET", "/eapi/v1/ticker", Access.Anybody, 5, Tickers),
        new("GET", "/eapi/v1/index", Access.Anybody, 1, Index),
        new("GET", "/eapi/v1/openInterest", Access.Anybody, 0, OpenInterest),
        new("GET", "/eapi/v1/exerciseHistory", Access.Anybody, 3, Exercises),
        new("GET", "/eapi/v1/blockTrades", Access.Anybody, 5, NoBlocks),
    ];

    private static int DepthWeight(RequestFields fields) => fields.Whole("limit", 100) switch
    {
        <= 50 => 1,
        <= 100 => 5,
        <= 500 => 10,
        _ => 20,
    };

    private Answer Rules(BinanceCall call)
    {
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteString("timezone"u8, "UTC"u8);
        json.WriteNumber("serverTime"u8, call.Now.Milliseconds);
        List<ListedInstrument> listed = [.. symbols.Listed(Product.Options)];
        json.WriteStartArray("optionContracts"u8);
        foreach (ListedInstrument one in listed.DistinctBy(option => option.Terms.BaseCoin))
        {
            json.WriteStartObject();
            json.WriteString("baseAsset"u8, one.Terms.BaseCoin.Code);
            json.WriteString("quoteAsset"u8, one.Terms.QuoteCoin.Code);
            json.WriteString("underlying"u8, SymbolBook.PairOf(one));
            json.WriteString("settleAsset"u8, one.Terms.SettleCoin.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("optionAssets"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, "USDT"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("optionSymbols"u8);
        foreach (ListedInstrument one in listed) OptionSymbolRow.Write(json, symbols.NameOf(one.Id), one);
        json.WriteEndArray();
        RateLimitRows.Write(json, options);
        json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Depth(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument option) is { IsOk: false } refusal) return refusal;
        return BookRows.LimitOf(call.Fields, 100) is { } limit
            ? BookRows.Snapshot(call, view, option, limit)
            : Answer.BadValue("limit");
    }

    private Answer Trades(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument option) is { IsOk: false } refusal) return refusal;
        int limit = call.Fields.Limit(100, 500);
        call.Json.WriteStartArray();
        foreach (TradePrint trade in view.Exchange.RecentTrades(option.Id, limit).Reverse())
        {
            call.Json.WriteStartObject();
            call.Json.WriteNumber("id"u8, trade.Id);
            call.Json.WriteNumber("tradeId"u8, trade.Id);
            call.Json.WriteString("symbol"u8, symbols.NameOf(option.Id));
            call.Json.Decimal("price"u8, trade.Price.Raw, 0);
            call.Json.Decimal("qty"u8, trade.Quantity.Raw, 0);
            call.Json.Decimal("quoteQty"u8, trade.Price.ToDecimal() * trade.Quantity.ToDecimal());
            call.Json.WriteNumber("side"u8, trade.TakerSide == Side.Buy ? 1 : -1);
            call.Json.WriteNumber("time"u8, trade.Time.Milliseconds);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Bars(BinanceCall call) => symbols.Find(call, out ListedInstrument option) is { IsOk: false } refusal
        ? refusal
        : _bars.Write(call, option, CandleKind.Trade);

    private Answer Marks(BinanceCall call) => Rows(call, (option, now) =>
    {
        OptionQuote quote = OptionQuote.Of(view, option, now);
        call.Json.WriteString("symbol"u8, symbols.NameOf(option.Id));
        call.Json.Padded("markPrice"u8, quote.Ticker.MarkPrice, 8);
        OptionRows.Volatility(call.Json, "bidIV"u8, quote.Ticker.BidVolatility);
        OptionRows.Volatility(call.Json, "askIV"u8, quote.Ticker.AskVolatility);
        call.Json.Padded("markIV"u8, quote.Ticker.MarkVolatility, 8);
        call.Json.Padded("delta"u8, quote.Delta, 8);
        call.Json.Padded("theta"u8, quote.Theta, 8);
        call.Json.Padded("gamma"u8, quote.Gamma, 8);
        call.Json.Padded("vega"u8, quote.Vega, 8);
        call.Json.Decimal("highPriceLimit"u8, quote.High.Raw, 0);
        call.Json.Decimal("lowPriceLimit"u8, quote.Low.Raw, 0);
        call.Json.WriteString("riskFreeInterest"u8, "0.0"u8);
    });

    private Answer Tickers(BinanceCall call) => Rows(call, (option, now) =>
    {
        view.Exchange.ReadTicker(option.Id, out TickerSnapshot ticker);
        DayFigures day = DayFigures.Of(ticker, view.Exchange.RecentTrades(option.Id, 1));
        Utf8JsonWriter json = call.Json;
        json.WriteString("symbol"u8, symbols.NameOf(option.Id));
        json.Decimal("priceChange"u8, day.Change.Raw, 0);
        json.Padded("priceChangePercent"u8, day.ChangePercent / 100, 4);
        json.Decimal("lastPrice"u8, ticker.LastPrice.Raw, 0);
        json.Decimal("lastQty"u8, day.LastQuantity.Raw, 0);
        json.Decimal("open"u8, ticker.PreviousPrice24h.Raw, 0);
        json.Decimal("high"u8, ticker.HighPrice24h.Raw, 0);
        json.Decimal("low"u8, ticker.LowPrice24h.Raw, 0);
        json.Decimal("volume"u8, ticker.Volume24h);
        json.Decimal("amount"u8, decimal.Round(ticker.Turnover24h, 8));
        json.Decimal("bidPrice"u8, ticker.BidPrice.Raw, 0);
        json.Decimal("askPrice"u8, ticker.AskPrice.Raw, 0);
        json.WriteNumber("openTime"u8, now.Milliseconds - DayFigures.DayMilliseconds);
        json.WriteNumber("closeTime"u8, now.Milliseconds);
        json.WriteNumber("firstTradeId"u8, ticker.FirstTrade24h);
        json.WriteNumber("tradeCount"u8, ticker.TradeCount24h);
        json.Decimal("strikePrice"u8, option.Terms.Strike.Raw, 0);
        json.Padded("exercisePrice"u8, ticker.IndexPrice, 8);
    });

    private Answer Index(BinanceCall call)
    {
        if (call.Fields.Text("underlying") is not { } underlying) return Answer.Missing("underlying");
        ListedInstrument? one = symbols.OptionsOf(underlying).FirstOrDefault();
        if (one is null) return Answer.BadSymbol;
        call.Json.WriteStartObject();
        call.Json.WriteNumber("time"u8, call.Now.Milliseconds);
        call.Json.Padded("indexPrice"u8, view.Exchange.Index(one.Terms.Underlying), 8);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer OpenInterest(BinanceCall call)
    {
        if (call.Fields.Text("underlyingAsset") is not { } coin) return Answer.Missing("underlyingAsset");
        if (call.Fields.Text("expiration") is not { } day) return Answer.Missing("expiration");
        call.Json.WriteStartArray();
        foreach (ListedInstrument option in symbols.Listed(Product.Options))
        {
            bool isMeant = option.Terms.BaseCoin.Code == coin && SymbolBook.DayOf(option.Terms.Expiry) == day
                && option.Status == InstrumentStatus.Trading;
            if (!isMeant) continue;
            view.Exchange.ReadTicker(option.Id, out TickerSnapshot ticker);
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, symbols.NameOf(option.Id));
            call.Json.Decimal("sumOpenInterest"u8, ticker.OpenInterest.Raw, 0);
            double worth = ticker.OpenInterest.ToDouble() * ticker.IndexPrice;
            call.Json.Padded("sumOpenInterestUsd"u8, worth, 8);
            call.Json.WholeText("timestamp"u8, call.Now.Milliseconds);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Exercises(BinanceCall call)
    {
        string? underlying = call.Fields.Text("underlying");
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        int left = call.Fields.Limit(100, 100);
        call.Json.WriteStartArray();
        foreach (DeliverySettlement row in view.Exchange.Deliveries().Reverse())
        {
            ListedInstrument option = view.Listed(row.Instrument);
            bool isMeant = SymbolBook.ProductOf(option) == Product.Options
                && (underlying is null || SymbolBook.PairOf(option) == underlying)
                && span.Takes(row.Time);
            if (!isMeant || left-- <= 0) continue;
            decimal strike = option.Terms.Strike.ToDecimal();
            bool isCall = option.Terms.OptionSide == OptionSide.Call;
            bool isWorth = isCall ? row.DeliveryPrice > strike : row.DeliveryPrice < strike;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, symbols.NameOf(option.Id));
            call.Json.Decimal("strikePrice"u8, strike);
            call.Json.Decimal("realStrikePrice"u8, row.DeliveryPrice);
            call.Json.WriteNumber("expiryDate"u8, row.Time.Milliseconds);
            call.Json.WriteString(
                "strikeResult"u8, isWorth ? "REALISTIC_VALUE_STRICKEN"u8 : "EXTRINSIC_VALUE_EXPIRED"u8);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private static Answer NoBlocks(BinanceCall call)
    {
        call.Json.WriteStartArray();
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    /// <summary>An array in either case: of one with a symbol, of all without.</summary>
    private Answer Rows(BinanceCall call, Action<ListedInstrument, Timestamp> write)
    {
        string? symbol = call.Fields.Text("symbol");
        ListedInstrument? only = symbols.Find(symbol, Product.Options);
        if (symbol is not null && only is null) return Answer.BadSymbol;
        call.Json.WriteStartArray();
        foreach (ListedInstrument option in only is null ? symbols.Listed(Product.Options) : [only])
        {
            if (option.Status != InstrumentStatus.Trading) continue;
            call.Json.WriteStartObject();
            write(option, call.Now);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }
}
