using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>
/// A row of instruments-info: futures with leverage and funding, options without (their strike is in the symbol).
/// </summary>
internal static class InstrumentRow
{
    public static void Write(Utf8JsonWriter json, ListedInstrument instrument)
    {
        json.WriteStartObject();
        json.WriteString("symbol"u8, instrument.Symbol);
        json.WriteNumber("symbolId"u8, instrument.Id.Index);
        if (instrument.Terms.IsOption) WriteOption(json, instrument);
        else WriteFuture(json, instrument);
        json.WriteEndObject();
    }

    private static void WriteFuture(Utf8JsonWriter json, ListedInstrument instrument)
    {
        InstrumentTerms terms = instrument.Terms;
        ListingTerms listing = instrument.Listing;
        json.WriteString("contractType"u8, Words.Of(terms.Kind));
        WriteCommon(json, instrument);
        json.Moment("deliveryTime"u8, terms.Expiry);
        if (terms.IsPerpetual) json.WriteString("deliveryFeeRate"u8, ""u8);
        else json.Decimal("deliveryFeeRate"u8, listing.DeliveryFeeRate);
        json.WholeText("priceScale"u8, listing.PriceScale);
        json.WriteStartObject("leverageFilter"u8);
        json.WriteString("minLeverage"u8, "1"u8);
        json.Decimal("maxLeverage"u8, FixedPoint.FromDecimal(listing.LeverageMax), 2);
        json.Decimal("leverageStep"u8, listing.LeverageStep);
        json.WriteEndObject();
        WritePriceFilter(json, instrument);
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        json.WriteStartObject("lotSizeFilter"u8);
        json.Decimal("maxOrderQty"u8, terms.QuantityMax.Raw, lot);
        json.Decimal("minOrderQty"u8, terms.QuantityMin.Raw, lot);
        json.Decimal("qtyStep"u8, terms.Lot.Raw, lot);
        json.Decimal("postOnlyMaxOrderQty"u8, terms.QuantityMax.Raw, lot);
        json.Decimal("maxMktOrderQty"u8, listing.MarketQuantityMax.Raw, lot);
        json.Decimal("minNotionalValue"u8, terms.NotionalMin.Raw, 0);
        json.WriteEndObject();
        json.WriteBoolean("unifiedMarginTrade"u8, true);
        json.WriteNumber("fundingInterval"u8, listing.FundingIntervalMinutes);
        json.WriteString("copyTrading"u8, "none"u8);
        json.Decimal("upperFundingRate"u8, listing.FundingRateMax);
        json.Decimal("lowerFundingRate"u8, -listing.FundingRateMax);
        json.WriteBoolean("isPreListing"u8, false);
        json.WriteNull("preListingInfo"u8);
        json.WriteStartObject("riskParameters"u8);
        json.Decimal("priceLimitRatioX"u8, listing.PriceLimitX);
        json.Decimal("priceLimitRatioY"u8, listing.PriceLimitY);
        json.WriteEndObject();
        json.WriteString("displayName"u8, ""u8);
        json.WriteString("symbolType"u8, ""u8);
        json.WriteBoolean("forbidUplWithdrawal"u8, false);
    }

    private static void WriteOption(Utf8JsonWriter json, ListedInstrument instrument)
    {
        InstrumentTerms terms = instrument.Terms;
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        WriteCommon(json, instrument);
        json.WriteString("optionsType"u8, terms.OptionSide == OptionSide.Call ? "Call" : "Put");
        json.Moment("deliveryTime"u8, terms.Expiry);
        json.Decimal("deliveryFeeRate"u8, instrument.Listing.DeliveryFeeRate);
        WritePriceFilter(json, instrument);
        json.WriteStartObject("lotSizeFilter"u8);
        json.Decimal("maxOrderQty"u8, terms.QuantityMax.Raw, 0);
        json.Decimal("minOrderQty"u8, terms.QuantityMin.Raw, lot);
        json.Decimal("qtyStep"u8, terms.Lot.Raw, lot);
        json.WriteEndObject();
        json.WriteString("displayName"u8, instrument.Symbol);
    }

    private static void WriteCommon(Utf8JsonWriter json, ListedInstrument instrument)
    {
        json.WriteString("status"u8, Words.Of(instrument.Status));
        json.WriteString("baseCoin"u8, instrument.Terms.BaseCoin.Code);
        json.WriteString("quoteCoin"u8, instrument.Terms.QuoteCoin.Code);
        json.WriteString("settleCoin"u8, instrument.Terms.SettleCoin.Code);
        json.Moment("launchTime"u8, instrument.Listing.LaunchTime);
    }

    private static void WritePriceFilter(Utf8JsonWriter json, ListedInstrument instrument)
    {
        int decimals = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartObject("priceFilter"u8);
        json.Decimal("minPrice"u8, instrument.Terms.Tick.Raw, decimals);
        json.Decimal("maxPrice"u8, instrument.Listing.PriceMax.Raw, decimals);
        json.Decimal("tickSize"u8, instrument.Terms.Tick.Raw, decimals);
        json.WriteEndObject();
    }
}
