using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Binance.Setup;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>A contract of the options' exchange information as terms, or why it cannot be used.</summary>
internal static class OptionRow
{
    /// <summary>Coins of one contract; the venue lists 1, and more than this is no number to count with.</summary>
    private const long UnitMax = 1_000_000;

    /// <returns>The instrument, or null with the reason in <paramref name="skipped"/>.</returns>
    /// <param name="row">The contract.</param>
    /// <param name="coin">Its base coin.</param>
    /// <param name="skipped">Why it is left out; empty when it is not.</param>
    public static Instrument? Read(JsonElement row, CurrencyId coin, out string skipped)
    {
        string symbol = Filters.Text(row, "symbol");
        skipped = "";
        string status = Filters.Text(row, "status");
        if (status is not ("TRADING" or "")) return Skip(symbol, $"status {status}", out skipped);
        if (!CurrencyId.TryFind(Filters.Text(row, "quoteAsset"), out CurrencyId quote))
            return Skip(symbol, $"coin {Filters.Text(row, "quoteAsset")} is not known to this build", out skipped);
        OptionSide side = Filters.Text(row, "side") switch
        {
            "CALL" => OptionSide.Call,
            "PUT" => OptionSide.Put,
            _ => OptionSide.None,
        };
        if (side == OptionSide.None) return Skip(symbol, "neither call nor put", out skipped);
        byte[] strikeText = Encoding.ASCII.GetBytes(Filters.Text(row, "strikePrice"));
        if (!Price.TryParse(strikeText, out Price strike) || strike <= Price.Zero)
            return Skip(symbol, "strike is missing", out skipped);
        long expiryMs = Filters.Whole(row, "expiryDate");
        if (expiryMs <= 0) return Skip(symbol, "expiry is missing", out skipped);
        long unit = Filters.Whole(row, "unit");
        if (unit is <= 0 or > UnitMax) return Skip(symbol, "unit is missing or absurd", out skipped);
        var filters = new Filters(row);
        Price tick = filters.Value("PRICE_FILTER", "tickSize");
        Price lot = filters.Value("LOT_SIZE", "stepSize");
        if (tick.IsZero) return Skip(symbol, "tick size is missing", out skipped);
        if (lot.IsZero) return Skip(symbol, "quantity step is missing", out skipped);
        return new Instrument(InstrumentId.None, symbol, new InstrumentTerms
        {
            Kind = ContractKind.LinearOption,
            OptionSide = side,
            Venue = VenueId.BinanceOptions,
            BaseCoin = coin,
            QuoteCoin = quote,
            SettleCoin = quote,
            Tick = tick,
            Lot = new Quantity(lot.Raw),
            QuantityMin = new Quantity(filters.Value("LOT_SIZE", "minQty").Raw),
            QuantityMax = new Quantity(filters.Value("LOT_SIZE", "maxQty").Raw),
            Multiplier = new Quantity(unit * FixedPoint.Scale),
            Strike = strike,
            Expiry = Timestamp.FromMilliseconds(expiryMs),
        });
    }

    private static Instrument? Skip(string symbol, string reason, out string skipped)
    {
        skipped = $"{symbol}: {reason}";
        return null;
    }
}
