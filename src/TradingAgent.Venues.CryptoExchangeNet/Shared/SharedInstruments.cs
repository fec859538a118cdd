using CryptoExchange.Net.SharedApis;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingMode = CryptoExchange.Net.SharedApis.TradingMode;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>The family's symbols as terms, or why they cannot be used.</summary>
internal static class SharedInstruments
{
    private const decimal Unlimited = 1_000_000_000;

    /// <param name="row">As shared.</param>
    /// <param name="venue">Whose.</param>
    /// <param name="lastPrice">Finds the step where significant figures are counted; null when not known.</param>
    /// <param name="skipped">The reason when it cannot be used.</param>
    public static Instrument? Read(SharedFuturesSymbol row, VenueId venue, decimal? lastPrice, out string skipped)
    {
        bool isPerpetual = row.TradingMode == TradingMode.PerpetualLinear;
        if (!isPerpetual && row.TradingMode != TradingMode.DeliveryLinear)
            return Skip(row.Name, $"trading mode {row.TradingMode}", out skipped);
        if (!row.Trading) return Skip(row.Name, "it is not trading", out skipped);
        if (!System.Text.Ascii.IsValid(row.Name)) return Skip(row.Name, "a name that is not ASCII", out skipped);
        if (row.ContractSize is { } size && size != 1)
            return Skip(row.Name, "its sizes are in contracts, not in coins", out skipped);
        if (!CurrencyId.TryFind(row.BaseAsset, out CurrencyId coin))
            return Skip(row.Name, $"coin {row.BaseAsset} is not known to this build", out skipped);
        if (!CurrencyId.TryFind(row.QuoteAsset, out CurrencyId quote))
            return Skip(row.Name, $"coin {row.QuoteAsset} is not known to this build", out skipped);
        Timestamp expiry = isPerpetual ? Timestamp.None : LibraryNumbers.TimeOf(row.DeliveryTime);
        if (!isPerpetual && expiry.IsNone) return Skip(row.Name, "delivery time is missing", out skipped);
        decimal tick = TickOf(row, lastPrice);
        decimal lot = row.QuantityStep ?? StepOf(row.QuantityDecimals);
        if (tick <= 0 || lot <= 0) return Skip(row.Name, "tick size or quantity step is missing", out skipped);
        skipped = "";
        return new Instrument(InstrumentId.None, row.Name, new InstrumentTerms
        {
            Kind = isPerpetual ? ContractKind.LinearPerpetual : ContractKind.LinearFuture,
            Venue = venue,
            BaseCoin = coin,
            QuoteCoin = quote,
            SettleCoin = quote,
            Tick = LibraryNumbers.PriceOf(tick),
            Lot = LibraryNumbers.SizeOf(lot),
            QuantityMin = LibraryNumbers.SizeOf(row.MinTradeQuantity ?? lot),
            QuantityMax = LibraryNumbers.SizeOf(Math.Min(row.MaxTradeQuantity ?? Unlimited, Unlimited)),
            NotionalMin = LibraryNumbers.PriceOf(row.MinNotionalValue),
            Multiplier = new Quantity(FixedPoint.Scale),
            Expiry = expiry,
        });
    }

    /// <summary>An instrument as the family's requests name it.</summary>
    public static SharedSymbol SymbolOf(Instrument instrument) => new(
        instrument.Terms.IsPerpetual ? TradingMode.PerpetualLinear : TradingMode.DeliveryLinear,
        instrument.Terms.BaseCoin.Code, instrument.Terms.QuoteCoin.Code, instrument.Symbol);

    private static decimal TickOf(SharedFuturesSymbol row, decimal? lastPrice)
    {
        decimal finest = row.PriceStep ?? StepOf(row.PriceDecimals);
        if (row.PriceSignificantFigures is not { } figures || lastPrice is not > 0) return finest;
        // Steps of a price of so many figures: one price range up is coarser, which is taken when it gets there.
        decimal step = 1;
        for (decimal bound = Pow10(figures); lastPrice >= bound; bound *= 10) step *= 10;
        for (decimal bound = Pow10(figures - 1); lastPrice < bound; bound /= 10) step /= 10;
        return Math.Max(step, finest);
    }

    private static decimal StepOf(int? decimals) => decimals is >= 0 and <= 8 ? 1 / Pow10(decimals.Value) : 0;

    private static decimal Pow10(int exponent)
    {
        decimal power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    private static Instrument? Skip(string symbol, string reason, out string skipped)
    {
        skipped = $"{symbol}: {reason}";
        return null;
    }
}
