using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>Reads orders and fills of futures back, oldest first.</summary>
internal sealed class FuturesQueries(ExchangeView view, SymbolBook symbols, OrderDoor door)
{
    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/fapi/v1/order", Access.Signed, 1, call => One(call, mustBeOpen: false)),
        new("GET", "/fapi/v1/openOrder", Access.Signed, 1, call => One(call, mustBeOpen: true)),
        new("GET", "/fapi/v1/openOrders", Access.Signed, 1, Open)
        {
            WeightOf = fields => fields.Has("symbol") ? 1 : 40,
        },
        new("GET", "/fapi/v1/allOrders", Access.Signed, 5, All),
        new("GET", "/fapi/v1/userTrades", Access.Signed, 5, Trades),
        new("GET", "/fapi/v1/openAlgoOrders", Access.Signed, 1, NoAlgoOrders),
        new("GET", "/fapi/v1/allAlgoOrders", Access.Signed, 5, NoAlgoOrders),
        new("POST", "/fapi/v1/algoOrder", Access.ToTrade, 0, _ => Answer.NotServed),
        new("DELETE", "/fapi/v1/algoOrder", Access.ToTrade, 1, _ => Answer.CancelUnknown),
        new("GET", "/fapi/v1/algoOrder", Access.Signed, 1, _ => Answer.NoSuchOrder),
        new("DELETE", "/fapi/v1/algoOpenOrders", Access.ToTrade, 1, call =>
            call.Success("The operation of cancel all open order is done.")),
    ];

    private Answer One(BinanceCall call, bool mustBeOpen)
    {
        if (symbols.Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        if (!OrderFields.TryKey(call.Fields, instrument, "origClientOrderId", out OrderKey key))
            return Answer.OneOf("origClientOrderId", "orderId");
        bool isKnown = door.TryFind(call.Account, instrument, key, out OrderSnapshot order);
        if (!isKnown || (mustBeOpen && !order.IsOpen)) return Answer.NoSuchOrder;
        Write(call, order);
        return Answer.Ok;
    }

    private Answer Open(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        if (symbol is not null && symbols.Find(symbol, Product.Futures) is null) return Answer.BadSymbol;
        call.Json.WriteStartArray();
        foreach (OrderSnapshot order in view.Exchange.OpenOrders(call.Account))
            if (Takes(order.Instrument, symbol)) Write(call, order);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer All(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        ListedInstrument? instrument = symbols.Find(symbol, Product.Futures);
        if (symbol is not null && instrument is null) return Answer.BadSymbol;
        Page page = Page.Of(call.Fields, 500, 1000, "orderId");
        bool hasId = call.Fields.Has("orderId") && instrument is not null;
        long from = hasId ? OrderNumbers.Parse(instrument!, call.Fields.Text("orderId")!).Value : 0;
        List<OrderSnapshot> rows =
        [
            .. view.Exchange.RecentOrders(call.Account)
                .Concat(view.Exchange.OpenOrders(call.Account))
                .Where(order => Takes(order.Instrument, symbol) && order.Id.Value >= from
                    && page.Span.Takes(order.CreatedAt))
                .OrderBy(order => order.Id.Value),
        ];
        call.Json.WriteStartArray();
        foreach (OrderSnapshot order in page.Choose(rows)) Write(call, order);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Trades(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        ListedInstrument? instrument = symbols.Find(symbol, Product.Futures);
        if (symbol is not null && instrument is null) return Answer.BadSymbol;
        Page page = Page.Of(call.Fields, 500, 1000, "fromId");
        long from = call.Fields.Whole("fromId", 0) ?? 0;
        bool hasOrder = call.Fields.Has("orderId") && instrument is not null;
        OrderId only = hasOrder ? OrderNumbers.Parse(instrument!, call.Fields.Text("orderId")!) : OrderId.None;
        List<ExecutionSnapshot> rows =
        [
            .. view.Exchange.Executions(call.Account).Where(row =>
                row.Type != ExecutionType.Funding && Takes(row.Instrument, symbol) && row.Id >= from
                && page.Span.Takes(row.Time) && (!hasOrder || row.Order == only)),
        ];
        call.Json.WriteStartArray();
        foreach (ExecutionSnapshot row in page.Choose(rows)) WriteTrade(call, row);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private void WriteTrade(BinanceCall call, in ExecutionSnapshot row)
    {
        ListedInstrument instrument = view.Listed(row.Instrument);
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        call.Json.WriteStartObject();
        call.Json.WriteBoolean("buyer"u8, row.Side == Side.Buy);
        call.Json.Decimal("commission"u8, row.Fee);
        call.Json.WriteString("commissionAsset"u8, row.FeeCurrency.Code);
        call.Json.WriteNumber("id"u8, row.Id);
        call.Json.WriteBoolean("maker"u8, row.IsMaker);
        call.Json.WriteNumber("orderId"u8, OrderNumbers.Of(instrument, row.Order));
        call.Json.Decimal("price"u8, row.Price.Raw, price);
        call.Json.Decimal("qty"u8, row.Quantity.Raw, JsonText.DecimalsOf(instrument.Terms.Lot.Raw));
        call.Json.Decimal("quoteQty"u8, row.Value);
        call.Json.Decimal("realizedPnl"u8, row.RealisedPnl);
        call.Json.WriteString("side"u8, Words.Of(row.Side));
        call.Json.WriteString("positionSide"u8, "BOTH"u8);
        call.Json.WriteString("symbol"u8, symbols.NameOf(row.Instrument));
        call.Json.WriteNumber("time"u8, row.Time.Milliseconds);
        call.Json.WriteEndObject();
    }

    private void Write(BinanceCall call, in OrderSnapshot order) => FuturesOrderRow.WriteFull(
        call.Json, symbols.NameOf(order.Instrument), view.Listed(order.Instrument), order, door.Notes.Of(order.Id));

    private bool Takes(InstrumentId instrument, string? symbol) =>
        symbols.NameOf(instrument) is { Length: > 0 } name && (symbol is null || name == symbol);

    /// <summary>Conditional orders are not offered, so that there never are any.</summary>
    private static Answer NoAlgoOrders(BinanceCall call)
    {
        call.Json.WriteStartArray();
        call.Json.WriteEndArray();
        return Answer.Ok;
    }
}
