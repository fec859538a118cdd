using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Accounts;

/// <summary>Positions and their settings. Positions are one-way.</summary>
internal sealed class PositionRoutes(ExchangeView view)
{
    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/position/list", true, RateGroup.Positions, List),
        new("POST", "/v5/position/set-leverage", true, RateGroup.PositionSettings, SetLeverage),
        new("POST", "/v5/position/switch-mode", true, RateGroup.PositionSettings, SwitchMode),
        new("POST", "/v5/position/trading-stop", true, RateGroup.PositionSettings, SetStops),
        new("POST", "/v5/position/set-risk-limit", true, RateGroup.PositionSettings, SetRiskLimit),
        new("POST", "/v5/position/switch-isolated", true, RateGroup.PositionSettings, OldAccountsOnly),
        new("POST", "/v5/position/set-tpsl-mode", true, RateGroup.PositionSettings, OldAccountsOnly),
        new("POST", "/v5/position/set-auto-add-margin", true, RateGroup.PositionSettings, IsolatedOnly),
        new("POST", "/v5/position/add-margin", true, RateGroup.PositionSettings, IsolatedOnly),
        new("POST", "/v5/position/confirm-pending-mmr", true, RateGroup.PositionSettings, NothingPending),
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
            PositionRow.Write(call.Json, instrument, position, isStream: false, view.Liquidation(position));
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

    /// <summary>Take-profit, stop-loss and trailing stop of a position.</summary>
    private Answer SetStops(VenueCall call)
    {
        if (call.Category is Category.None or Category.Spot) return Answer.BadCategory;
        if (view.Find(call.Fields.Text("symbol"), call.Category) is not { } instrument) return Answer.BadSymbol;
        if (call.Fields.Text("positionIdx") is not (null or "0")) return Answer.BadPositionMode;
        Answer parsed = StopParser.Position(call.Fields, out PositionStops stops);
        if (!parsed.IsOk) return parsed;
        CommandResult result = view.Exchange.SetStops(call.Account, instrument.Id, stops);
        if (result == CommandResult.NotModified) return Answer.SameStops;
        return result == CommandResult.Accepted
            ? Empty(call)
            : CommandAnswers.Of(result, instrument.Terms.IsOption, Side.None);
    }

    /// <summary>Tiers follow the position's size by themselves; what is asked for is only said back.</summary>
    private Answer SetRiskLimit(VenueCall call)
    {
        if (call.Category is not (Category.Linear or Category.Inverse)) return Answer.BadCategory;
        if (view.Find(call.Fields.Text("symbol"), call.Category) is not { } instrument) return Answer.BadSymbol;
        foreach (RiskLimit tier in instrument.Listing.RiskLimits)
        {
            if (call.Fields.Whole("riskId", 0) != tier.Id) continue;
            call.Json.WriteStartObject();
            call.Json.WriteString("category"u8, call.Category.NameOf());
            call.Json.WriteNumber("riskId"u8, tier.Id);
            call.Json.Decimal("riskLimitValue"u8, tier.Limit);
            call.Json.WriteEndObject();
            return Answer.Ok;
        }
        return Answer.BadParameter("riskId");
    }

    private static Answer OldAccountsOnly(VenueCall call) => Answer.UnifiedOnly;

    private static Answer IsolatedOnly(VenueCall call) => call.Category == Category.None
        ? Answer.BadCategory
        : new Answer(110040, "Only isolated margin allows this; the account is in cross margin.");

    private static Answer NothingPending(VenueCall call) => Empty(call);

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
