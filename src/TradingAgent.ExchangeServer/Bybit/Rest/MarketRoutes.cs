using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>Public market queries about what is now: time, instruments, tickers, books, trades and bars.</summary>
internal sealed class MarketRoutes(ExchangeView view, TopicBoard topics)
{
    private readonly FieldMemory _futureRow = new(FutureTicker.FieldCount);
    private readonly FieldMemory _optionRow = new(OptionTicker.FieldCount);

    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/market/time", false, RateGroup.None, Time),
        new("GET", "/v5/market/instruments-info", false, RateGroup.None, Instruments),
        new("GET", "/v5/account/instruments-info", true, RateGroup.None, Instruments),
        new("GET", "/v5/market/tickers", false, RateGroup.None, Tickers),
        new("GET", "/v5/market/orderbook", false, RateGroup.None, Book),
        new("GET", "/v5/market/recent-trade", false, RateGroup.None, Trades),
    ];

    private static Answer Time(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WholeText("timeSecond"u8, call.Now.Nanoseconds / 1_000_000_000);
        call.Json.WholeText("timeNano"u8, call.Now.Nanoseconds);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>Pages by instrument id; options are BTC unless the base coin is said, as at the venue.</summary>
    private Answer Instruments(VenueCall call)
    {
        if (call.Category == Category.None) return Answer.BadCategory;
        int limit = call.Fields.Limit(500, 1000);
        long after = call.Fields.Whole("cursor", 0) ?? 0;
        string? status = call.Fields.Text("status");
        string? baseCoin = OptionCoin(call);
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteString("category"u8, call.Category.NameOf());
        json.WriteStartArray("list"u8);
        int rows = 0;
        long last = 0;
        bool hasMore = false;
        foreach (ListedInstrument instrument in view.Exchange.Instruments)
        {
            if (instrument.Id.Index <= after || !IsShown(instrument, call.Category, status)) continue;
            if (!Selection.Takes(instrument, call.Category, call.Fields.Text("symbol"), baseCoin, null)) continue;
            hasMore = rows == limit;
            if (hasMore) break;
            InstrumentRow.Write(json, instrument);
            last = instrument.Id.Index;
            rows++;
        }
        json.WriteEndArray();
        json.WriteString("nextPageCursor"u8, hasMore ? last.ToString(CultureInfo.InvariantCulture) : "");
        json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Tickers(VenueCall call)
    {
        Category category = call.Category;
        string? symbol = call.Fields.Text("symbol");
        string? baseCoin = call.Fields.Text("baseCoin");
        if (category == Category.None) return Answer.BadCategory;
        if (category == Category.Option && symbol is null && baseCoin is null) return Answer.NoSelection;
        if (symbol is not null && category != Category.Spot && view.Find(symbol, category) is null)
            return Answer.BadSymbol;
        string? expiry = call.Fields.Text("expDate");
        OpenList(call.Json, category);
        foreach (ListedInstrument instrument in view.Exchange.Instruments)
        {
            if (!Selection.Takes(instrument, category, symbol, baseCoin, null)) continue;
            bool isOther = expiry is not null
                && !instrument.Symbol.Contains("-" + expiry + "-", StringComparison.Ordinal);
            if (isOther) continue;
            WriteTicker(call.Json, instrument);
        }
        CloseList(call.Json);
        return Answer.Ok;
    }

    private void WriteTicker(Utf8JsonWriter json, ListedInstrument instrument)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        json.WriteStartObject();
        json.WriteString("symbol"u8, instrument.Symbol);
        FieldMemory row = instrument.Terms.IsOption ? _optionRow : _futureRow;
        row.Begin(json, writesAll: true);
        if (instrument.Terms.IsOption) OptionTicker.Write(row, instrument, ticker, isRest: true);
        else FutureTicker.Write(row, instrument, ticker, isRest: true);
        json.WriteEndObject();
    }

    private Answer Book(VenueCall call)
    {
        bool isOption = call.Category == Category.Option;
        if (view.Find(call.Fields.Text("symbol"), call.Category) is not { } instrument) return Answer.BadSymbol;
        int depth = call.Fields.Limit(isOption ? 1 : 25, isOption ? 25 : 1000);
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteString("s"u8, instrument.Symbol);
        WriteSide(json, "a"u8, instrument, Side.Sell, depth);
        WriteSide(json, "b"u8, instrument, Side.Buy, depth);
        json.WriteNumber("ts"u8, call.Now.Milliseconds);
        json.WriteNumber("u"u8, topics.UpdateOf(instrument, call.Now));
        json.WriteNumber("seq"u8, view.Exchange.Sequence(instrument.Id));
        Timestamp changed = view.Activity.BookTime(instrument.Id);
        json.WriteNumber("cts"u8, (changed.IsNone ? call.Now : changed).Milliseconds);
        json.WriteEndObject();
        return Answer.Ok;
    }

    private void WriteSide(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, ListedInstrument instrument, Side side, int depth)
    {
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        json.WriteStartArray(name);
        foreach (BookLevel level in view.Levels(instrument.Id, side, depth))
        {
            json.WriteStartArray();
            json.DecimalValue(level.Price.Raw, price);
            json.DecimalValue(level.Quantity.Raw, lot);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private Answer Trades(VenueCall call)
    {
        if (call.Category == Category.None) return Answer.BadCategory;
        string? symbol = call.Fields.Text("symbol");
        if (symbol is null && call.Category != Category.Option) return Answer.NoSelection;
        int limit = call.Fields.Limit(call.Category == Category.Spot ? 60 : 500, 1000);
        List<TradePrint> trades = [];
        foreach (ListedInstrument instrument in view.Exchange.Instruments)
            if (Selection.Takes(instrument, call.Category, symbol, OptionCoin(call), null))
                trades.AddRange(view.Exchange.RecentTrades(instrument.Id, limit));
        trades.Sort((left, right) => right.Id.CompareTo(left.Id));
        OpenList(call.Json, call.Category);
        foreach (TradePrint trade in trades.Take(limit))
            TradeRow.WriteRest(call.Json, view.Listed(trade.Instrument), trade);
        CloseList(call.Json);
        return Answer.Ok;
    }

    private static bool IsShown(ListedInstrument instrument, Category category, string? status) => status is null
        ? category == Category.Option || instrument.Status == InstrumentStatus.Trading
        : Words.Of(instrument.Status) == status;

    /// <summary>The base coin to select by: BTC for options when neither symbol nor coin is given.</summary>
    private static string? OptionCoin(VenueCall call)
    {
        bool isOpen = call.Category == Category.Option && !call.Fields.Has("symbol");
        return call.Fields.Text("baseCoin") ?? (isOpen ? "BTC" : null);
    }

    private static void OpenList(Utf8JsonWriter json, Category category)
    {
        json.WriteStartObject();
        json.WriteString("category"u8, category.NameOf());
        json.WriteStartArray("list"u8);
    }

    private static void CloseList(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
