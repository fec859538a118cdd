using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>
/// Public market queries about rules and settlements: funding, open interest, tiers, bands, deliveries.
/// </summary>
internal sealed class HistoryRoutes(ExchangeView view, InterestHistory interest)
{
    private const int TiersPageMax = 15;

    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/market/funding/history", false, RateGroup.None, Funding),
        new("GET", "/v5/market/open-interest", false, RateGroup.None, OpenInterest),
        new("GET", "/v5/market/risk-limit", false, RateGroup.None, RiskLimits),
        new("GET", "/v5/market/price-limit", false, RateGroup.None, PriceLimit),
        new("GET", "/v5/market/delivery-price", false, RateGroup.None, Deliveries),
        new("GET", "/v5/market/new-delivery-price", false, RateGroup.None, DeliveryPrices),
        new("GET", "/v5/system/status", false, RateGroup.None, SystemStatus),
    ];

    private Answer Funding(VenueCall call)
    {
        if (view.Find(call.Fields.Text("symbol"), call.Category) is not { } instrument) return Answer.BadSymbol;
        if (call.Fields.Has("startTime") && !call.Fields.Has("endTime")) return Answer.BadParameter("endTime");
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        Open(call);
        int left = call.Fields.Limit(200, 200);
        foreach (FundingSettlement row in view.Exchange.FundingHistory(instrument.Id).Reverse())
        {
            if (!span.Takes(row.Time) || left-- <= 0) continue;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, instrument.Symbol);
            call.Json.Decimal("fundingRate"u8, row.Rate);
            call.Json.Moment("fundingRateTimestamp"u8, row.Time);
            call.Json.WriteEndObject();
        }
        return Close(call);
    }

    /// <summary>A page ends with the moment before which the next one goes on.</summary>
    private Answer OpenInterest(VenueCall call)
    {
        if (view.Find(call.Fields.Text("symbol"), call.Category) is not { } instrument) return Answer.BadSymbol;
        if (IntervalMinutes(call.Fields.Text("intervalTime")) is not { } minutes)
            return Answer.BadParameter("intervalTime");
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        long before = call.Fields.Whole("cursor", long.MaxValue) ?? long.MaxValue;
        int left = call.Fields.Limit(50, 200);
        long last = 0;
        bool hasMore = false;
        call.Json.WriteStartObject();
        call.Json.WriteString("symbol"u8, instrument.Symbol);
        call.Json.WriteString("category"u8, call.Category.NameOf());
        call.Json.WriteStartArray("list"u8);
        foreach (InterestLook look in interest.Newest(instrument.Id, minutes * 60_000L))
        {
            if (look.Milliseconds >= before || !span.Takes(Timestamp.FromMilliseconds(look.Milliseconds))) continue;
            hasMore = left-- == 0;
            if (hasMore) break;
            last = look.Milliseconds;
            call.Json.WriteStartObject();
            call.Json.Decimal("openInterest"u8, look.Interest.Raw, 8);
            call.Json.Decimal("singleOpenInterest"u8, look.Interest.Raw, 0);
            call.Json.WholeText("timestamp"u8, look.Milliseconds);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        call.Json.WriteString("nextPageCursor"u8, hasMore ? last.ToString(CultureInfo.InvariantCulture) : "");
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>All tiers of fifteen contracts a page.</summary>
    private Answer RiskLimits(VenueCall call)
    {
        if (call.Category is not (Category.Linear or Category.Inverse)) return Answer.BadCategory;
        string? symbol = call.Fields.Text("symbol");
        long after = call.Fields.Whole("cursor", 0) ?? 0;
        long last = 0;
        int contracts = 0;
        bool hasMore = false;
        Open(call);
        foreach (ListedInstrument instrument in view.Exchange.Instruments)
        {
            bool isWanted = instrument.Id.Index > after
                && Selection.Takes(instrument, call.Category, symbol, null, null);
            if (!isWanted) continue;
            hasMore = contracts++ == TiersPageMax;
            if (hasMore) break;
            last = instrument.Id.Index;
            IReadOnlyList<RiskLimit> tiers = instrument.Listing.RiskLimits;
            for (int i = 0; i < tiers.Count; i++) WriteTier(call.Json, instrument, tiers[i], i == 0);
        }
        call.Json.WriteEndArray();
        call.Json.WriteString("nextPageCursor"u8, hasMore ? last.ToString(CultureInfo.InvariantCulture) : "");
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static void WriteTier(Utf8JsonWriter json, ListedInstrument instrument, RiskLimit tier, bool isLowest)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, tier.Id);
        json.WriteString("symbol"u8, instrument.Symbol);
        json.Decimal("riskLimitValue"u8, tier.Limit);
        json.Decimal("maintenanceMargin"u8, tier.MaintenanceRate);
        json.Decimal("initialMargin"u8, tier.InitialRate);
        json.WriteNumber("isLowestRisk"u8, isLowest ? 1 : 0);
        json.Decimal("maxLeverage"u8, FixedPoint.FromDecimal(tier.LeverageMax), 2);
        json.WriteString("mmDeduction"u8, ""u8);
        json.WriteEndObject();
    }

    private Answer PriceLimit(VenueCall call)
    {
        Category category = call.Category == Category.None ? Category.Linear : call.Category;
        if (view.Find(call.Fields.Text("symbol"), category) is not { } instrument) return Answer.BadSymbol;
        (Price buyMax, Price sellMin) = view.Exchange.PriceBand(instrument.Id);
        int decimals = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        call.Json.WriteStartObject();
        call.Json.WriteString("symbol"u8, instrument.Symbol);
        call.Json.Decimal("buyLmt"u8, buyMax.Raw, decimals);
        call.Json.Decimal("sellLmt"u8, sellMin.Raw, decimals);
        call.Json.Moment("ts"u8, call.Now);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>Options are USDC-settled unless the settle coin or the symbol is said, as at the venue.</summary>
    private Answer Deliveries(VenueCall call)
    {
        if (call.Category == Category.None) return Answer.BadCategory;
        string? symbol = call.Fields.Text("symbol");
        bool isOpenOption = call.Category == Category.Option && symbol is null;
        string? settle = call.Fields.Text("settleCoin") ?? (isOpenOption ? "USDC" : null);
        int left = call.Fields.Limit(50, 200);
        long after = call.Fields.Whole("cursor", 0) ?? 0;
        int last = 0;
        bool hasMore = false;
        Open(call);
        foreach (DeliverySettlement row in view.Exchange.Deliveries().Reverse())
        {
            // A contract is delivered once, so that it marks the place where the page before ended.
            bool isShown = after != 0;
            if (row.Instrument.Index == after) after = 0;
            if (isShown) continue;
            ListedInstrument instrument = view.Listed(row.Instrument);
            if (!Selection.Takes(instrument, call.Category, symbol, call.Fields.Text("baseCoin"), settle)) continue;
            hasMore = left-- == 0;
            if (hasMore) break;
            last = row.Instrument.Index;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, instrument.Symbol);
            call.Json.Decimal("deliveryPrice"u8, row.DeliveryPrice);
            call.Json.Moment("deliveryTime"u8, row.Time);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        call.Json.WriteString("nextPageCursor"u8, hasMore ? last.ToString(CultureInfo.InvariantCulture) : "");
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>One price for each delivery time of a coin; USDT-settled unless said.</summary>
    private Answer DeliveryPrices(VenueCall call)
    {
        if (call.Category != Category.Option) return Answer.BadCategory;
        if (call.Fields.Text("baseCoin") is not { } baseCoin) return Answer.BadParameter("baseCoin");
        string settle = call.Fields.Text("settleCoin") ?? "USDT";
        HashSet<Timestamp> seen = [];
        Open(call);
        foreach (DeliverySettlement row in view.Exchange.Deliveries().Reverse())
        {
            if (!Selection.Takes(view.Listed(row.Instrument), call.Category, null, baseCoin, settle)) continue;
            if (seen.Count == 50 || !seen.Add(row.Time)) continue;
            call.Json.WriteStartObject();
            call.Json.Decimal("deliveryPrice"u8, row.DeliveryPrice);
            call.Json.Moment("deliveryTime"u8, row.Time);
            call.Json.WriteEndObject();
        }
        return Close(call);
    }

    private static Answer SystemStatus(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        return Close(call);
    }

    /// <summary>Length of an interval as statistics name it; null for any other name.</summary>
    public static int? IntervalMinutes(string? interval) => interval switch
    {
        "5min" => 5,
        "15min" => 15,
        "30min" => 30,
        "1h" => 60,
        "4h" => 240,
        "1d" => 1440,
        _ => null,
    };

    private static void Open(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("category"u8, call.Category.NameOf());
        call.Json.WriteStartArray("list"u8);
    }

    private static Answer Close(VenueCall call)
    {
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
