using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Orders;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>Reads option orders and fills back, oldest first.</summary>
internal sealed class OptionsQueries(ExchangeView view, SymbolBook symbols, OrderDoor door)
{
    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/eapi/v1/order", Access.Signed, 1, One),
        new("GET", "/eapi/v1/openOrders", Access.Signed, 1, Open)
        {
            WeightOf = fields => fields.Has("symbol") ? 1 : 40,
        },
        new("GET", "/eapi/v1/historyOrders", Access.Signed, 3, History),
        new("GET", "/eapi/v1/userTrades", Access.Signed, 5, Trades),
    ];

    private Answer One(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument option) is { IsOk: false } refusal) return refusal;
        if (!OrderFields.TryKey(call.Fields, option, "clientOrderId", out OrderKey key))
            return Answer.OneOf("clientOrderId", "orderId");
        if (!door.TryFind(call.Account, option, key, out OrderSnapshot order)) return Answer.NoSuchOrder;
        OptionOrderRow.Write(call.Json, symbols.NameOf(option.Id), option, order);
        return Answer.Ok;
    }

    private Answer Open(BinanceCall call) => Many(call, view.Exchange.OpenOrders(call.Account), isSymbolNeeded: false);

    private Answer History(BinanceCall call) =>
        Many(call, view.Exchange.RecentOrders(call.Account), isSymbolNeeded: true);

    private Answer Many(BinanceCall call, IReadOnlyList<OrderSnapshot> orders, bool isSymbolNeeded)
    {
        string? symbol = call.Fields.Text("symbol");
        ListedInstrument? option = symbols.Find(symbol, Product.Options);
        if (symbol is null && isSymbolNeeded) return Answer.Missing("symbol");
        if (symbol is not null && option is null) return Answer.BadSymbol;
        Page page = Page.Of(call.Fields, 100, 1000, "orderId");
        bool hasId = call.Fields.Has("orderId") && option is not null;
        long from = hasId ? OrderNumbers.Parse(option!, call.Fields.Text("orderId")!).Value : 0;
        List<OrderSnapshot> rows =
        [
            .. orders.Where(order => Takes(order.Instrument, option) && order.Id.Value >= from
                && page.Span.Takes(order.CreatedAt))
                .OrderBy(order => order.Id.Value),
        ];
        call.Json.WriteStartArray();
        foreach (OrderSnapshot order in page.Choose(rows))
            OptionOrderRow.Write(
                call.Json, symbols.NameOf(order.Instrument), view.Listed(order.Instrument), order);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Trades(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        ListedInstrument? option = symbols.Find(symbol, Product.Options);
        if (symbol is not null && option is null) return Answer.BadSymbol;
        Page page = Page.Of(call.Fields, 100, 1000, "fromId");
        long from = call.Fields.Whole("fromId", 0) ?? 0;
        List<ExecutionSnapshot> rows =
        [
            .. view.Exchange.Executions(call.Account).Where(row =>
                row.Type == ExecutionType.Trade && Takes(row.Instrument, option) && row.Id >= from
                && page.Span.Takes(row.Time)),
        ];
        call.Json.WriteStartArray();
        foreach (ExecutionSnapshot row in page.Choose(rows)) WriteTrade(call, row);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    /// <summary>A fee that was paid is negative here.</summary>
    private void WriteTrade(BinanceCall call, in ExecutionSnapshot row)
    {
        ListedInstrument option = view.Listed(row.Instrument);
        call.Json.WriteStartObject();
        call.Json.WriteNumber("id"u8, row.Id);
        call.Json.WriteNumber("tradeId"u8, row.Id);
        call.Json.WriteNumber("orderId"u8, OrderNumbers.Of(option, row.Order));
        call.Json.WriteString("symbol"u8, symbols.NameOf(option.Id));
        call.Json.Decimal("price"u8, row.Price.Raw, 0);
        call.Json.Decimal("quantity"u8, row.Quantity.Raw, 0);
        call.Json.Decimal("fee"u8, -row.Fee);
        call.Json.Decimal("realizedProfit"u8, row.RealisedPnl);
        call.Json.WriteString("side"u8, Words.Of(row.Side));
        call.Json.WriteString("type"u8, Words.Of(row.OrderKind));
        call.Json.WriteString("liquidity"u8, row.IsMaker ? "MAKER"u8 : "TAKER"u8);
        call.Json.WriteNumber("time"u8, row.Time.Milliseconds);
        call.Json.WriteNumber("priceScale"u8, JsonText.DecimalsOf(option.Terms.Tick.Raw));
        call.Json.WriteNumber("quantityScale"u8, JsonText.DecimalsOf(option.Terms.Lot.Raw));
        call.Json.WriteString("optionSide"u8, option.Terms.OptionSide == OptionSide.Call ? "CALL"u8 : "PUT"u8);
        call.Json.WriteString("quoteAsset"u8, option.Terms.QuoteCoin.Code);
        call.Json.WriteEndObject();
    }

    private bool Takes(InstrumentId instrument, ListedInstrument? only) =>
        only is null ? symbols.NameOf(instrument).Length > 0 : instrument == only.Id;
}
