using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Accounts;

/// <summary>
/// What has been closed: a row for each order that took a position down and for each delivery, made from the executions
/// remembered, newest first. Prices are averages of cost, as at the venue, not fills.
/// </summary>
internal sealed class ClosedRoutes(ExchangeView view)
{
    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/position/closed-pnl", true, RateGroup.Positions, ClosedPnl),
        new("GET", "/v5/position/get-closed-positions", true, RateGroup.Positions, ClosedOptions),
        new("GET", "/v5/asset/delivery-record", true, RateGroup.None, Deliveries),
        new("GET", "/v5/asset/settlement-record", true, RateGroup.Asset, SessionSettlements),
    ];

    private Answer ClosedPnl(VenueCall call)
    {
        if (call.Category is Category.None or Category.Spot) return Answer.BadCategory;
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        if (span.IsLong) return Answer.SpanTooLong;
        return Pages(call, span, (json, instrument, closing) =>
            ClosedRow.Write(json, instrument, closing, view.Position(call.Account, instrument.Id).Leverage));
    }

    private Answer ClosedOptions(VenueCall call)
    {
        if (call.Category != Category.Option) return Answer.BadCategory;
        return Pages(call, TimeSpanFilter.Of(call.Fields), ClosedRow.WriteOption);
    }

    private Answer Deliveries(VenueCall call)
    {
        if (call.Category is Category.None or Category.Spot) return Answer.BadCategory;
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        if (span.IsLongerThan(days: 30)) return Answer.SpanOverMonth;
        return Pages(call, span, ClosedRow.WriteDelivery, isDelivery: true);
    }

    /// <summary>Only contracts settled in USDC have sessions, and none of those is listed.</summary>
    private static Answer SessionSettlements(VenueCall call)
    {
        if (call.Category is Category.None or Category.Spot) return Answer.BadCategory;
        call.Json.WriteStartObject();
        call.Json.WriteString("nextPageCursor"u8, ""u8);
        call.Json.WriteString("category"u8, call.Category.NameOf());
        call.Json.WriteStartArray("list"u8);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Pages(
        VenueCall call, TimeSpanFilter span, Action<Utf8JsonWriter, ListedInstrument, ClosedLot> write,
        bool isDelivery = false)
    {
        int limit = isDelivery ? call.Fields.Limit(20, 50) : call.Fields.Limit(50, 100);
        long before = call.Fields.Whole("cursor", long.MaxValue) ?? long.MaxValue;
        string? symbol = call.Fields.Text("symbol");
        long last = 0;
        int rows = 0;
        bool hasMore = false;
        call.Json.WriteStartObject();
        call.Json.WriteString("category"u8, call.Category.NameOf());
        call.Json.WriteStartArray("list"u8);
        foreach (ClosedLot lot in ClosedLot.From(view.Exchange.Executions(call.Account)))
        {
            if (isDelivery && lot.First.Type != ExecutionType.Delivery) continue;
            ListedInstrument instrument = view.Listed(lot.Instrument);
            if (lot.LastExecution >= before || !span.Takes(lot.UpdatedAt)) continue;
            if (!Selection.Takes(instrument, call.Category, symbol, null, null)) continue;
            hasMore = rows == limit;
            if (hasMore) break;
            write(call.Json, instrument, lot);
            last = lot.LastExecution;
            rows++;
        }
        call.Json.WriteEndArray();
        string next = hasMore ? last.ToString(CultureInfo.InvariantCulture) : "";
        call.Json.WriteString("nextPageCursor"u8, next);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
