using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>A symbol of the futures' exchangeInfo, with the filters that orders are really checked against.</summary>
internal static class ExchangeInfoRow
{
    /// <summary>What the venue writes for a contract that never ends: 2100-12-25 08:00 UTC.</summary>
    private const long Never = 4_133_404_800_000;

    /// <param name="json">Where to.</param>
    /// <param name="symbol">The venue's symbol.</param>
    /// <param name="instrument">The contract.</param>
    /// <param name="contractType">PERPETUAL, CURRENT_QUARTER, ...</param>
    /// <param name="ordersMax">Open orders of one account.</param>
    public static void Write(
        Utf8JsonWriter json, string symbol, ListedInstrument instrument, string contractType, int ordersMax)
    {
        InstrumentTerms terms = instrument.Terms;
        json.WriteStartObject();
        json.WriteString("symbol"u8, symbol);
        json.WriteString("pair"u8, SymbolBook.PairOf(instrument));
        json.WriteString("contractType"u8, contractType);
        json.WriteNumber("deliveryDate"u8, DeliveryOf(terms));
        json.WriteNumber("onboardDate"u8, instrument.Listing.LaunchTime.Milliseconds);
        json.WriteString("status"u8, StatusOf(instrument));
        json.WriteString("maintMarginPercent"u8, "2.5000"u8);
        json.WriteString("requiredMarginPercent"u8, "5.0000"u8);
        json.WriteString("baseAsset"u8, terms.BaseCoin.Code);
        json.WriteString("quoteAsset"u8, terms.QuoteCoin.Code);
        json.WriteString("marginAsset"u8, terms.SettleCoin.Code);
        json.WriteNumber("pricePrecision"u8, JsonText.DecimalsOf(terms.Tick.Raw));
        json.WriteNumber("quantityPrecision"u8, JsonText.DecimalsOf(terms.Lot.Raw));
        json.WriteNumber("baseAssetPrecision"u8, 8);
        json.WriteNumber("quotePrecision"u8, 8);
        json.WriteString("underlyingType"u8, "COIN"u8);
        json.WriteStartArray("underlyingSubType"u8);
        json.WriteEndArray();
        json.WriteNumber("settlePlan"u8, 0);
        json.WriteString("triggerProtect"u8, "0.0500"u8);
        json.WriteString("liquidationFee"u8, "0.012500"u8);
        json.Padded("marketTakeBound"u8, (double)instrument.Listing.PriceLimitX, 2);
        json.WriteNumber("maxMoveOrderLimit"u8, 10_000);
        WriteFilters(json, instrument, ordersMax);
        WriteList(json, "orderTypes"u8, ["LIMIT", "MARKET"]);
        WriteList(json, "timeInForce"u8, ["GTC", "IOC", "FOK", "GTX", "GTD"]);
        WriteList(json, "permissionSets"u8, ["GRID"]);
        json.WriteEndObject();
    }

    public static string StatusOf(ListedInstrument instrument) => instrument.Status switch
    {
        InstrumentStatus.Trading => "TRADING",
        InstrumentStatus.Closed => "CLOSE",
        _ => "DELIVERING",
    };

    public static long DeliveryOf(in InstrumentTerms terms) => terms.IsPerpetual ? Never : terms.Expiry.Milliseconds;

    private static void WriteFilters(Utf8JsonWriter json, ListedInstrument instrument, int ordersMax)
    {
        InstrumentTerms terms = instrument.Terms;
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        json.WriteStartArray("filters"u8);
        Open(json, "PRICE_FILTER"u8);
        json.Decimal("minPrice"u8, terms.Tick.Raw, price);
        json.Decimal("maxPrice"u8, instrument.Listing.PriceMax.Raw, price);
        json.Decimal("tickSize"u8, terms.Tick.Raw, price);
        json.WriteEndObject();
        WriteLot(json, "LOT_SIZE"u8, terms, terms.QuantityMax);
        WriteLot(json, "MARKET_LOT_SIZE"u8, terms, instrument.Listing.MarketQuantityMax);
        Open(json, "MAX_NUM_ORDERS"u8);
        json.WriteNumber("limit"u8, ordersMax);
        json.WriteEndObject();
        Open(json, "MIN_NOTIONAL"u8);
        json.Decimal("notional"u8, terms.NotionalMin.Raw, 0);
        json.WriteEndObject();
        Open(json, "PERCENT_PRICE"u8);
        json.Padded("multiplierUp"u8, (double)(1 + instrument.Listing.PriceLimitX), 4);
        json.Padded("multiplierDown"u8, (double)(1 - instrument.Listing.PriceLimitX), 4);
        json.WriteString("multiplierDecimal"u8, "4"u8);
        json.WriteEndObject();
        Open(json, "POSITION_RISK_CONTROL"u8);
        json.WriteString("positionControlSide"u8, "NONE"u8);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLot(Utf8JsonWriter json, ReadOnlySpan<byte> type, in InstrumentTerms terms, Quantity max)
    {
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        Open(json, type);
        json.Decimal("minQty"u8, terms.QuantityMin.Raw, lot);
        json.Decimal("maxQty"u8, max.Raw, 0);
        json.Decimal("stepSize"u8, terms.Lot.Raw, lot);
        json.WriteEndObject();
    }

    private static void Open(Utf8JsonWriter json, ReadOnlySpan<byte> type)
    {
        json.WriteStartObject();
        json.WriteString("filterType"u8, type);
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, string[] words)
    {
        json.WriteStartArray(name);
        foreach (string word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
