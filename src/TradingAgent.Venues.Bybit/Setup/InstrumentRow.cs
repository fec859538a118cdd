using System.Text;
using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>One row of instruments-info as terms, or why it cannot be used.</summary>
internal static class InstrumentRow
{
    /// <returns>The instrument, or null with the reason in <paramref name="skipped"/>.</returns>
    public static Instrument? Read(JsonElement row, BybitCategory category, VenueId venue, out string skipped)
    {
        string symbol = Text(row, "symbol");
        skipped = "";
        string status = Text(row, "status");
        if (status is not ("Trading" or "")) return Skip(symbol, $"status {status}", out skipped);
        if (!TryCoins(row, out CurrencyId coin, out CurrencyId quote, out CurrencyId settle, out string unknown))
            return Skip(symbol, $"coin {unknown} is not known to this build", out skipped);
        ContractKind kind = KindOf(row, category, coin, settle);
        if (kind == ContractKind.None) return Skip(symbol, $"contract type {Text(row, "contractType")}", out skipped);
        Price strike = default;
        OptionSide side = OptionSide.None;
        if (category == BybitCategory.Option && !OptionSymbol.TryParse(symbol, out strike, out side))
            return Skip(symbol, "no strike in its name", out skipped);
        JsonElement lots = row.GetProperty("lotSizeFilter");
        if (!TryPrice(row.GetProperty("priceFilter"), "tickSize", out Price tick) || tick.IsZero)
            return Skip(symbol, "tick size is missing", out skipped);
        string lotField = lots.TryGetProperty("qtyStep", out _) ? "qtyStep" : "basePrecision";
        if (!TryPrice(lots, lotField, out Price lot) || lot.IsZero)
            return Skip(symbol, "quantity step is missing", out skipped);
        TryPrice(lots, "minOrderQty", out Price least);
        TryPrice(lots, "maxOrderQty", out Price most);
        TryPrice(lots, "minNotionalValue", out Price notional);
        bool perpetual = kind is ContractKind.LinearPerpetual or ContractKind.InversePerpetual;
        long.TryParse(Text(row, "deliveryTime"), out long deliveryMs);
        if (!perpetual && deliveryMs <= 0) return Skip(symbol, "delivery time is missing", out skipped);
        return new Instrument(InstrumentId.None, symbol, new InstrumentTerms
        {
            Kind = kind,
            OptionSide = side,
            Venue = venue,
            BaseCoin = coin,
            QuoteCoin = quote,
            SettleCoin = settle,
            Tick = tick,
            Lot = new Quantity(lot.Raw),
            QuantityMin = new Quantity(least.Raw),
            QuantityMax = new Quantity(most.Raw),
            NotionalMin = notional,
            Multiplier = new Quantity(FixedPoint.Scale),
            Strike = strike,
            Expiry = perpetual ? Timestamp.None : Timestamp.FromMilliseconds(deliveryMs),
        });
    }

    public static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : "";

    private static ContractKind KindOf(JsonElement row, BybitCategory category, CurrencyId coin, CurrencyId settle)
    {
        if (category == BybitCategory.Option)
            return settle == coin ? ContractKind.InverseOption : ContractKind.LinearOption;
        return Text(row, "contractType") switch
        {
            "LinearPerpetual" => ContractKind.LinearPerpetual,
            "LinearFutures" => ContractKind.LinearFuture,
            "InversePerpetual" => ContractKind.InversePerpetual,
            "InverseFutures" => ContractKind.InverseFuture,
            _ => ContractKind.None,
        };
    }

    private static bool TryCoins(
        JsonElement row, out CurrencyId coin, out CurrencyId quote, out CurrencyId settle, out string unknown)
    {
        quote = settle = CurrencyId.None;
        unknown = Text(row, "baseCoin");
        if (!CurrencyId.TryFind(unknown, out coin)) return false;
        unknown = Text(row, "quoteCoin");
        if (!CurrencyId.TryFind(unknown, out quote)) return false;
        unknown = Text(row, "settleCoin");
        return CurrencyId.TryFind(unknown, out settle);
    }

    /// <summary>A value that is absent, unreadable or negative is zero: not said.</summary>
    private static bool TryPrice(JsonElement parent, string name, out Price value)
    {
        if (Price.TryParse(Encoding.ASCII.GetBytes(Text(parent, name)), out value) && value.Raw >= 0) return true;
        value = default;
        return false;
    }

    private static Instrument? Skip(string symbol, string reason, out string skipped)
    {
        skipped = $"{symbol}: {reason}";
        return null;
    }
}
