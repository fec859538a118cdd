using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>
/// A contract of the options' exchangeInfo. The margin ratios are those that the exchange counts with.
/// </summary>
internal static class OptionSymbolRow
{
    public static void Write(Utf8JsonWriter json, string symbol, ListedInstrument option)
    {
        InstrumentTerms terms = option.Terms;
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        json.WriteStartObject();
        json.WriteNumber("expiryDate"u8, terms.Expiry.Milliseconds);
        json.WriteStartArray("filters"u8);
        json.WriteStartObject();
        json.WriteString("filterType"u8, "PRICE_FILTER"u8);
        json.Decimal("minPrice"u8, terms.Tick.Raw, price);
        json.Decimal("maxPrice"u8, option.Listing.PriceMax.Raw, price);
        json.Decimal("tickSize"u8, terms.Tick.Raw, price);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("filterType"u8, "LOT_SIZE"u8);
        json.Decimal("minQty"u8, terms.QuantityMin.Raw, lot);
        json.Decimal("maxQty"u8, terms.QuantityMax.Raw, 0);
        json.Decimal("stepSize"u8, terms.Lot.Raw, lot);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("symbol"u8, symbol);
        json.WriteString("side"u8, terms.OptionSide == OptionSide.Call ? "CALL"u8 : "PUT"u8);
        json.Decimal("strikePrice"u8, terms.Strike.Raw, 0);
        json.WriteString("underlying"u8, SymbolBook.PairOf(option));
        json.WriteNumber("unit"u8, 1);
        json.WriteString("liquidationFeeRate"u8, "0.0019000"u8);
        json.Decimal("minQty"u8, terms.QuantityMin.Raw, lot);
        json.Decimal("maxQty"u8, terms.QuantityMax.Raw, 0);
        json.WriteString("initialMargin"u8, "0.15"u8);
        json.WriteString("maintenanceMargin"u8, "0.075"u8);
        json.WriteString("minInitialMargin"u8, "0.1"u8);
        json.WriteString("minMaintenanceMargin"u8, "0.05"u8);
        json.WriteNumber("priceScale"u8, price);
        json.WriteNumber("quantityScale"u8, lot);
        json.WriteString("quoteAsset"u8, terms.QuoteCoin.Code);
        json.WriteString("contractType"u8, "CRYPTO_OPTIONS"u8);
        json.WriteString("underlyingType"u8, "CRYPTO"u8);
        json.WriteBoolean("nakedSell"u8, true);
        json.WriteString("status"u8, ExchangeInfoRow.StatusOf(option));
        json.WriteEndObject();
    }
}
