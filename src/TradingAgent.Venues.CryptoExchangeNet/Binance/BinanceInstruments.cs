using Binance.Net.Objects.Models.Futures;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Binance.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>The library's futures symbols as terms, or why they cannot be used.</summary>
internal static class BinanceInstruments
{
    /// <returns>The instrument, or null with the reason in <paramref name="skipped"/>.</returns>
    public static Instrument? Read(BinanceFuturesUsdtSymbol row, out string skipped)
    {
        bool isPerpetual = row.ContractType == B.ContractType.Perpetual;
        bool isFuture = row.ContractType is B.ContractType.CurrentMonth or B.ContractType.NextMonth
            or B.ContractType.CurrentQuarter or B.ContractType.NextQuarter;
        if (row.Status != B.SymbolStatus.Trading) return Skip(row.Name, $"status {row.Status}", out skipped);
        if (!System.Text.Ascii.IsValid(row.Name)) return Skip(row.Name, "a name that is not ASCII", out skipped);
        if (!isPerpetual && !isFuture) return Skip(row.Name, $"contract type {row.ContractType}", out skipped);
        if (!CurrencyId.TryFind(row.BaseAsset, out CurrencyId coin))
            return Skip(row.Name, $"coin {row.BaseAsset} is not known to this build", out skipped);
        if (!CurrencyId.TryFind(row.QuoteAsset, out CurrencyId quote))
            return Skip(row.Name, $"coin {row.QuoteAsset} is not known to this build", out skipped);
        bool isKnown = CurrencyId.TryFind(row.MarginAsset, out CurrencyId settle);
        if (!isKnown || (settle != CurrencyId.Usdt && settle != CurrencyId.Usdc))
            return Skip(row.Name, $"margined in {row.MarginAsset}", out skipped);
        if (row.PriceFilter is not { TickSize: > 0 } prices || row.LotSizeFilter is not { StepSize: > 0 } lots)
            return Skip(row.Name, "tick size or quantity step is missing", out skipped);
        Timestamp expiry = isPerpetual ? Timestamp.None : LibraryNumbers.TimeOf(row.DeliveryDate);
        if (isFuture && expiry.IsNone) return Skip(row.Name, "delivery date is missing", out skipped);
        skipped = "";
        return new Instrument(InstrumentId.None, row.Name, new InstrumentTerms
        {
            Kind = isPerpetual ? ContractKind.LinearPerpetual : ContractKind.LinearFuture,
            Venue = VenueId.BinanceFutures,
            BaseCoin = coin,
            QuoteCoin = quote,
            SettleCoin = settle,
            Tick = LibraryNumbers.PriceOf(prices.TickSize),
            Lot = LibraryNumbers.SizeOf(lots.StepSize),
            QuantityMin = LibraryNumbers.SizeOf(lots.MinQuantity),
            QuantityMax = LibraryNumbers.SizeOf(lots.MaxQuantity),
            NotionalMin = LibraryNumbers.PriceOf(row.MinNotionalFilter?.MinNotional),
            Multiplier = new Quantity(FixedPoint.Scale),
            Expiry = expiry,
        });
    }

    private static Instrument? Skip(string symbol, string reason, out string skipped)
    {
        skipped = $"{symbol}: {reason}";
        return null;
    }
}
