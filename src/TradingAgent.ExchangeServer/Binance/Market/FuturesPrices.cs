using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>Public queries about what futures are worth: marks, funding, open interest, tickers.</summary>
internal sealed class FuturesPrices(ExchangeView view, SymbolBook symbols)
{
    private delegate void RowWriter(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now);

    public IEnumerable<Route> Routes() =>
    [
        Rows("/fapi/v1/premiumIndex", 1, 10, Premium),
        Rows("/fapi/v1/ticker/24hr", 1, 40, Day),
        Rows("/fapi/v1/ticker/price", 1, 2, Last),
        Rows("/fapi/v2/ticker/price", 1, 2, Last),
        Rows("/fapi/v1/ticker/bookTicker", 2, 5, Touch),
        new("GET", "/fapi/v1/fundingRate", Access.Anybody, 0, FundingHistory),
        new("GET", "/fapi/v1/fundingInfo", Access.Anybody, 0, FundingRules),
        new("GET", "/fapi/v1/openInterest", Access.Anybody, 1, OpenInterest),
    ];

    /// <summary>Mark, index and funding, with the names of the premium index.</summary>
    private void Premium(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
        json.Padded("markPrice"u8, ticker.MarkPrice, 8);
        json.Padded("indexPrice"u8, ticker.IndexPrice, 8);
        json.Padded("estimatedSettlePrice"u8, SettlementOf(ticker), 8);
        json.Padded("lastFundingRate"u8, (double)ticker.FundingRate, 8);
        json.WriteString("interestRate"u8, "0.00010000"u8);
        json.WriteNumber("nextFundingTime"u8, ticker.NextFundingTime.IsNone ? 0 : ticker.NextFundingTime.Milliseconds);
        json.WriteNumber("time"u8, now.Milliseconds);
    }

    /// <summary>The average of the last half hour while it runs, and the index before.</summary>
    public static double SettlementOf(in TickerSnapshot ticker) =>
        ticker.PredictedDeliveryPrice > 0 ? ticker.PredictedDeliveryPrice : ticker.IndexPrice;

    private void Day(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        DayFigures day = DayFigures.Of(ticker, view.Exchange.RecentTrades(instrument.Id, 1));
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
        json.Decimal("priceChange"u8, day.Change.Raw, price);
        json.Padded("priceChangePercent"u8, day.ChangePercent, 3);
        json.Padded("weightedAvgPrice"u8, day.Average, price);
        json.Decimal("lastPrice"u8, ticker.LastPrice.Raw, price);
        json.Decimal("lastQty"u8, day.LastQuantity.Raw, 0);
        json.Decimal("openPrice"u8, ticker.PreviousPrice24h.Raw, price);
        json.Decimal("highPrice"u8, ticker.HighPrice24h.Raw, price);
        json.Decimal("lowPrice"u8, ticker.LowPrice24h.Raw, price);
        json.Decimal("volume"u8, ticker.Volume24h);
        json.Decimal("quoteVolume"u8, decimal.Round(ticker.Turnover24h, 8));
        json.WriteNumber("openTime"u8, now.Milliseconds - DayFigures.DayMilliseconds);
        json.WriteNumber("closeTime"u8, now.Milliseconds);
        json.WriteNumber("firstId"u8, ticker.FirstTrade24h);
        json.WriteNumber("lastId"u8, day.LastTrade);
        json.WriteNumber("count"u8, ticker.TradeCount24h);
    }

    private void Last(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
        json.Decimal("price"u8, ticker.LastPrice.Raw, JsonText.DecimalsOf(instrument.Terms.Tick.Raw));
        json.WriteNumber("time"u8, now.Milliseconds);
    }

    private void Touch(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        json.WriteNumber("lastUpdateId"u8, BookRows.UpdateId(view, instrument.Id));
        json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
        json.Decimal("bidPrice"u8, ticker.BidPrice.Raw, price);
        json.Decimal("bidQty"u8, ticker.BidQuantity.Raw, lot);
        json.Decimal("askPrice"u8, ticker.AskPrice.Raw, price);
        json.Decimal("askQty"u8, ticker.AskQuantity.Raw, lot);
        json.WriteNumber("time"u8, now.Milliseconds);
    }

    private Answer FundingHistory(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        if (symbol is not null && symbols.Find(symbol, Product.Futures) is null) return Answer.BadSymbol;
        Page page = Page.Of(call.Fields, 100, 1000);
        List<FundingSettlement> rows = [];
        foreach (ListedInstrument instrument in Chosen(symbol))
            rows.AddRange(view.Exchange.FundingHistory(instrument.Id).Where(row => page.Span.Takes(row.Time)));
        rows.Sort((left, right) => left.Time.CompareTo(right.Time));
        call.Json.WriteStartArray();
        foreach (FundingSettlement row in page.Choose(rows))
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, symbols.NameOf(row.Instrument));
            call.Json.Padded("fundingRate"u8, (double)row.Rate, 8);
            call.Json.WriteNumber("fundingTime"u8, row.Time.Milliseconds);
            call.Json.Padded("markPrice"u8, row.MarkPrice, 8);
            call.Json.WriteString("rateType"u8, "Regular"u8);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer FundingRules(BinanceCall call)
    {
        call.Json.WriteStartArray();
        foreach (ListedInstrument instrument in symbols.Listed(Product.Futures))
        {
            if (instrument.Listing.FundingIntervalMinutes == 0) continue;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
            call.Json.Padded("adjustedFundingRateCap"u8, (double)instrument.Listing.FundingRateMax, 8);
            call.Json.Padded("adjustedFundingRateFloor"u8, -(double)instrument.Listing.FundingRateMax, 8);
            call.Json.WriteNumber("fundingIntervalHours"u8, instrument.Listing.FundingIntervalMinutes / 60);
            call.Json.WriteBoolean("disclaimer"u8, false);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer OpenInterest(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        call.Json.WriteStartObject();
        call.Json.Decimal("openInterest"u8, ticker.OpenInterest.Raw, JsonText.DecimalsOf(instrument.Terms.Lot.Raw));
        call.Json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
        call.Json.WriteNumber("time"u8, call.Now.Milliseconds);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>One object with a symbol, the array of all without.</summary>
    private Route Rows(string path, int weight, int weightOfAll, RowWriter writer) =>
        new("GET", path, Access.Anybody, weight, call =>
        {
            string? symbol = call.Fields.Text("symbol");
            bool isTraded = symbol is null
                || symbols.Find(symbol, Product.Futures) is { Status: InstrumentStatus.Trading };
            if (!isTraded) return Answer.BadSymbol;
            if (symbol is null) call.Json.WriteStartArray();
            foreach (ListedInstrument instrument in Chosen(symbol))
            {
                if (instrument.Status != InstrumentStatus.Trading) continue;
                call.Json.WriteStartObject();
                writer(call.Json, instrument, call.Now);
                call.Json.WriteEndObject();
            }
            if (symbol is null) call.Json.WriteEndArray();
            return Answer.Ok;
        })
        {
            WeightOf = fields => fields.Has("symbol") ? weight : weightOfAll,
        };

    private IEnumerable<ListedInstrument> Chosen(string? symbol) => symbol is null
        ? symbols.Listed(Product.Futures)
        : symbols.Find(symbol, Product.Futures) is { } one ? [one] : [];
}
