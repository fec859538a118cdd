using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>Reads orders and executions back, newest first; a cursor is the number of the last row shown.</summary>
internal sealed class OrderQueries(ExchangeView view)
{
    private const int ClosedMax = 500;

    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/order/realtime", true, RateGroup.OrderRealtime, Realtime),
        new("GET", "/v5/order/history", true, RateGroup.OrderHistory, History),
        new("GET", "/v5/execution/list", true, RateGroup.Executions, Executions),
    ];

    /// <summary>Open orders; with an id closed ones too; with openOnly=1 the last closed ones.</summary>
    private Answer Realtime(VenueCall call)
    {
        RequestFields fields = call.Fields;
        if (call.Category == Category.None) return Answer.BadCategory;
        if (OrderParser.TryKey(fields, out OrderKey key)) return One(call, key, includesOpen: true);
        bool isOpen = !fields.Has("symbol") && !fields.Has("baseCoin") && !fields.Has("settleCoin");
        if (call.Category == Category.Linear && isOpen) return Answer.NoSelection;
        IReadOnlyList<OrderSnapshot> orders = fields.Text("openOnly") is "1" or "2"
            ? [.. view.Exchange.RecentOrders(call.Account).TakeLast(ClosedMax)]
            : view.Exchange.OpenOrders(call.Account);
        return Many(call, orders);
    }

    private Answer History(VenueCall call)
    {
        if (call.Category == Category.None) return Answer.BadCategory;
        return OrderParser.TryKey(call.Fields, out OrderKey key)
            ? One(call, key, includesOpen: false)
            : Many(call, [.. view.Exchange.RecentOrders(call.Account).Where(order => IsKept(order, call.Now))]);
    }

    /// <summary>What ended without any fill is forgotten after a day.</summary>
    private static bool IsKept(in OrderSnapshot order, Timestamp now) =>
        !order.Filled.IsZero || now - order.UpdatedAt < Duration.FromSeconds(86_400);

    private Answer One(VenueCall call, OrderKey key, bool includesOpen)
    {
        Open(call.Json);
        if (view.Exchange.TryFindOrder(call.Account, key, out OrderSnapshot order) && (includesOpen || !order.IsOpen))
        {
            ListedInstrument instrument = view.Listed(order.Instrument);
            bool isWanted = Selection.Takes(instrument, call.Category, call.Fields.Text("symbol"), null, null);
            if (isWanted) OrderRow.Write(call.Json, instrument, order, isStream: false);
        }
        return Close(call, 0);
    }

    private Answer Many(VenueCall call, IReadOnlyList<OrderSnapshot> orders)
    {
        int limit = call.Fields.Limit(20, 50);
        long before = Cursor(call.Fields);
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        string? status = call.Fields.Text("orderStatus");
        string? filter = call.Fields.Text("orderFilter");
        if (span.IsLong) return Answer.SpanTooLong;
        long last = 0;
        int rows = 0;
        Open(call.Json);
        foreach (OrderSnapshot order in orders.OrderByDescending(order => order.Id.Value))
        {
            ListedInstrument instrument = view.Listed(order.Instrument);
            if (order.Id.Value >= before || !span.Takes(order.CreatedAt)) continue;
            if (!Selection.Takes(instrument, call)) continue;
            if (status is not null && Words.Of(order.Status) != status) continue;
            if (!Selection.Takes(order, filter)) continue;
            if (rows == limit) return Close(call, last);
            OrderRow.Write(call.Json, instrument, order, isStream: false);
            last = order.Id.Value;
            rows++;
        }
        return Close(call, 0);
    }

    /// <summary>Options are BTC unless symbol, coin or order is said, as at the venue.</summary>
    private Answer Executions(VenueCall call)
    {
        RequestFields fields = call.Fields;
        if (call.Category == Category.None) return Answer.BadCategory;
        int limit = fields.Limit(50, 100);
        long before = Cursor(fields);
        TimeSpanFilter span = TimeSpanFilter.Of(fields);
        if (span.IsLong) return Answer.SpanTooLong;
        bool hasOrder = OrderParser.TryKey(fields, out OrderKey key);
        bool isOpenOption = call.Category == Category.Option && !hasOrder && !fields.Has("symbol");
        string? baseCoin = fields.Text("baseCoin") ?? (isOpenOption ? "BTC" : null);
        string? type = fields.Text("execType");
        long last = 0;
        int rows = 0;
        Open(call.Json);
        foreach (ExecutionSnapshot execution in view.Exchange.Executions(call.Account).Reverse())
        {
            ListedInstrument instrument = view.Listed(execution.Instrument);
            if (execution.Id >= before || !span.Takes(execution.Time)) continue;
            if (!Selection.Takes(instrument, call.Category, fields.Text("symbol"), baseCoin, null)) continue;
            if (hasOrder && !IsOf(execution, key)) continue;
            bool isCoinFuture = instrument.Terms.IsInverse && !instrument.Terms.IsOption;
            if (type is not null && Words.Of(execution.Type, isCoinFuture) != type) continue;
            if (rows == limit) return Close(call, last);
            ExecutionRow.Write(call.Json, instrument, execution, isStream: false);
            last = execution.Id;
            rows++;
        }
        return Close(call, 0);
    }

    private static bool IsOf(in ExecutionSnapshot execution, in OrderKey key) =>
        key.Id.IsNone ? execution.ClientId == key.ClientId : execution.Order == key.Id;

    /// <summary>Rows below this number are shown.</summary>
    private static long Cursor(RequestFields fields) =>
        fields.Whole("cursor", long.MaxValue) ?? long.MaxValue;

    private static void Open(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("list"u8);
    }

    private static Answer Close(VenueCall call, long cursor)
    {
        call.Json.WriteEndArray();
        string next = cursor == 0 ? "" : cursor.ToString(CultureInfo.InvariantCulture);
        call.Json.WriteString("nextPageCursor"u8, next);
        call.Json.WriteString("category"u8, call.Category.NameOf());
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
