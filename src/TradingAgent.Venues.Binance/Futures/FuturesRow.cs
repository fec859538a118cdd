using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Binance.Setup;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>A symbol of the futures' exchange information as terms, or why it cannot be used.</summary>
internal static class FuturesRow
{
    /// <returns>The instrument, or null with the reason in <paramref name="skipped"/>.</returns>
    public static Instrument? Read(JsonElement row, out string skipped)
    {
        string symbol = Filters.Text(row, "symbol");
        skipped = "";
        string status = Filters.Text(row, "status");
        if (status != "TRADING") return Skip(symbol, $"status {status}", out skipped);
        if (!Ascii.IsValid(symbol)) return Skip(symbol, "a name that is not ASCII", out skipped);
        if (!TryCoins(row, out CurrencyId coin, out CurrencyId quote, out CurrencyId settle, out string unknown))
            return Skip(symbol, $"coin {unknown} is not known to this build", out skipped);
        if (settle != CurrencyId.Usdt && settle != CurrencyId.Usdc)
            return Skip(symbol, $"margined in {settle}", out skipped);
        string type = Filters.Text(row, "contractType");
        bool isPerpetual = type == "PERPETUAL";
        bool isFuture = type is "CURRENT_MONTH" or "NEXT_MONTH" or "CURRENT_QUARTER" or "NEXT_QUARTER";
        if (!isPerpetual && !isFuture) return Skip(symbol, $"contract type {type}", out skipped);
        long deliveryMs = Filters.Whole(row, "deliveryDate");
        if (isFuture && deliveryMs <= 0) return Skip(symbol, "delivery date is missing", out skipped);
        var filters = new Filters(row);
        Price tick = filters.Value("PRICE_FILTER", "tickSize");
        Price lot = filters.Value("LOT_SIZE", "stepSize");
        if (tick.IsZero) return Skip(symbol, "tick size is missing", out skipped);
        if (lot.IsZero) return Skip(symbol, "quantity step is missing", out skipped);
        return new Instrument(InstrumentId.None, symbol, new InstrumentTerms
        {
            Kind = isPerpetual ? ContractKind.LinearPerpetual : ContractKind.LinearFuture,
            Venue = VenueId.BinanceFutures,
            BaseCoin = coin,
            QuoteCoin = quote,
            SettleCoin = settle,
            Tick = tick,
            Lot = new Quantity(lot.Raw),
            QuantityMin = new Quantity(filters.Value("LOT_SIZE", "minQty").Raw),
            QuantityMax = new Quantity(filters.Value("LOT_SIZE", "maxQty").Raw),
            NotionalMin = filters.Value("MIN_NOTIONAL", "notional"),
            Multiplier = new Quantity(FixedPoint.Scale),
            Expiry = isPerpetual ? Timestamp.None : Timestamp.FromMilliseconds(deliveryMs),
        });
    }

    private static bool TryCoins(
        JsonElement row, out CurrencyId coin, out CurrencyId quote, out CurrencyId settle, out string unknown)
    {
        quote = settle = CurrencyId.None;
        unknown = Filters.Text(row, "baseAsset");
        if (!CurrencyId.TryFind(unknown, out coin)) return false;
        unknown = Filters.Text(row, "quoteAsset");
        if (!CurrencyId.TryFind(unknown, out quote)) return false;
        unknown = Filters.Text(row, "marginAsset");
        return CurrencyId.TryFind(unknown, out settle);
    }

    private static Instrument? Skip(string symbol, string reason, out string skipped)
    {
        skipped = $"{symbol}: {reason}";
        return null;
    }
}
