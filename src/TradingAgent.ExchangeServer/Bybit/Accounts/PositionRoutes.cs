using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Bybit.Rows;

namespace TradingAgent.ExchangeServer.Bybit.Accounts;

/// <summary>Positions and their settings. Positions are one-way.</summary>
internal sealed class PositionRoutes(ExchangeView view)
{
    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/position/list", true, RateGroup.Positions, List),
        new("POST", "/v5/position/set-leverage", true, RateGroup.PositionSettings, SetLeverage),
        new("POST", "/v5/position/switch-mode", true, RateGroup.PositionSettings, SwitchMode),
    ];

    /// <summary>With a symbol a row even when flat; otherwise what is held.</summary>
    private Answer List(VenueCall call)
    {
        RequestFields fields = call.Fields;
        if (call.Category is Category.None or Category.Spot) return Answer.BadCategory;
        string? symbol = fields.Text("symbol");
        if (call.Category == Category.Linear && symbol is null && !fields.Has("settleCoin")) return Answer.NoSelection;
        ListedInstrument? one = symbol is null ? null : view.Find(symbol, call.Category);
        if (symbol is not null && one is null) return Answer.BadSymbol;
        int limit = fields.Limit(20, 200);
        long after = fields.Whole("cursor", 0) ?? 0;
        long last = 0;
        int rows = 0;
        bool hasMore = false;
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        IEnumerable<PositionSnapshot> positions = one is null
            ? view.Exchange.Positions(call.Account).OrderBy(row => row.Instrument.Index)
            : [view.Position(call.Account, one.Id)];
        foreach (PositionSnapshot position in positions)
        {
            ListedInstrument instrument = view.Listed(position.Instrument);
            if (position.Instrument.Index <= after || !Selection.Takes(instrument, call)) continue;
            hasMore = rows == limit;
            if (hasMore) break;
            PositionRow.Write(call.Json, instrument, position, isStream: false);
            last = position.Instrument.Index;
            rows++;
        }
        call.Json.WriteEndArray();
        string next = hasMore ? last.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        call.Json.WriteString("nextPageCursor"u8, next);
        call.Json.WriteString("category"u8, call.Category.NameOf());
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer SetLeverage(VenueCall call)
    {
        if (call.Category is not (Category.Linear or Category.Inverse)) return Answer.BadCategory;
        if (view.Find(call.Fields.Text("symbol"), call.Category) is not { } instrument) return Answer.BadSymbol;
        bool hasBoth = call.Fields.TryDecimal("buyLeverage", out long buy)
            & call.Fields.TryDecimal("sellLeverage", out long sell);
        if (!hasBoth || buy != sell) return Answer.BadParameter("buyLeverage and sellLeverage");
        CommandResult result = view.Exchange.SetLeverage(call.Account, instrument.Id, FixedPoint.ToDecimal(buy));
        if (result == CommandResult.NotModified) return Answer.SameLeverage;
        if (result != CommandResult.Accepted) return CommandAnswers.Of(result, isOption: false, Side.None);
        return Empty(call);
    }

    private static Answer SwitchMode(VenueCall call)
    {
        if (call.Category == Category.None) return Answer.BadCategory;
        return call.Fields.Text("mode") switch
        {
            "0" => Answer.SameMode,
            "3" => Answer.NoHedgeMode,
            _ => Answer.BadParameter("mode"),
        };
    }

    private static Answer Empty(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
