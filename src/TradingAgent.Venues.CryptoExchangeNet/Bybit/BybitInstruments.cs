using Bybit.Net.Objects.Models.V5;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>The library's instrument rows as terms, or why they cannot be used.</summary>
internal static class BybitInstruments
{
    /// <returns>The instrument, or null with the reason in <paramref name="skipped"/>.</returns>
    public static Instrument? Read(BybitLinearInverseSymbol row, out string skipped)
    {
        ContractKind kind = row.ContractType switch
        {
            B.ContractTypeV5.LinearPerpetual => ContractKind.LinearPerpetual,
            B.ContractTypeV5.LinearFutures => ContractKind.LinearFuture,
            B.ContractTypeV5.InversePerpetual => ContractKind.InversePerpetual,
            B.ContractTypeV5.InverseFutures => ContractKind.InverseFuture,
            _ => ContractKind.None,
        };
        bool isPerpetual = kind is ContractKind.LinearPerpetual or ContractKind.InversePerpetual;
        Timestamp expiry = isPerpetual ? Timestamp.None : LibraryNumbers.TimeOf(row.DeliveryTime);
        if (row.Status != B.SymbolStatus.Trading) return Skip(row.Name, $"status {row.Status}", out skipped);
        if (kind == ContractKind.None) return Skip(row.Name, $"contract type {row.ContractType}", out skipped);
        if (row.PriceFilter is not { TickSize: > 0 } prices || row.LotSizeFilter is not { QuantityStep: > 0 } lots)
            return Skip(row.Name, "tick size or quantity step is missing", out skipped);
        if (!isPerpetual && expiry.IsNone) return Skip(row.Name, "delivery time is missing", out skipped);
        if (!TryCoins(row.BaseAsset, row.QuoteAsset, row.SettleAsset, out InstrumentTerms terms, out string coin))
            return Skip(row.Name, $"coin {coin} is not known to this build", out skipped);
        skipped = "";
        return new Instrument(InstrumentId.None, row.Name, terms with
        {
            Kind = kind,
            Tick = LibraryNumbers.PriceOf(prices.TickSize),
            Lot = LibraryNumbers.SizeOf(lots.QuantityStep),
            QuantityMin = LibraryNumbers.SizeOf(lots.MinOrderQuantity),
            QuantityMax = LibraryNumbers.SizeOf(lots.MaxOrderQuantity),
            NotionalMin = LibraryNumbers.PriceOf(lots.MinNotionalValue),
            Expiry = expiry,
        });
    }

    /// <inheritdoc cref="Read(BybitLinearInverseSymbol, out string)"/>
    public static Instrument? Read(BybitOptionSymbol row, out string skipped)
    {
        if (row.Status != B.SymbolStatus.Trading) return Skip(row.Name, $"status {row.Status}", out skipped);
        if (!OptionSymbol.TryParse(row.Name, out Price strike, out OptionSide side))
            return Skip(row.Name, "no strike in its name", out skipped);
        if (row.PriceFilter is not { TickSize: > 0 } prices || row.LotSizeFilter is not { QuantityStep: > 0 } lots)
            return Skip(row.Name, "tick size or quantity step is missing", out skipped);
        if (!TryCoins(row.BaseAsset, row.QuoteAsset, row.SettleAsset, out InstrumentTerms terms, out string coin))
            return Skip(row.Name, $"coin {coin} is not known to this build", out skipped);
        skipped = "";
        return new Instrument(InstrumentId.None, row.Name, terms with
        {
            Kind = terms.SettleCoin == terms.BaseCoin ? ContractKind.InverseOption : ContractKind.LinearOption,
            OptionSide = side,
            Strike = strike,
            Tick = LibraryNumbers.PriceOf(prices.TickSize),
            Lot = LibraryNumbers.SizeOf(lots.QuantityStep),
            QuantityMin = LibraryNumbers.SizeOf(lots.MinOrderQuantity),
            QuantityMax = LibraryNumbers.SizeOf(lots.MaxOrderQuantity),
            Expiry = LibraryNumbers.TimeOf(row.DeliveryTime),
        });
    }

    private static bool TryCoins(
        string coin, string quote, string settle, out InstrumentTerms terms, out string unknown)
    {
        terms = default;
        unknown = coin;
        if (!CurrencyId.TryFind(coin, out CurrencyId coinId)) return false;
        unknown = quote;
        if (!CurrencyId.TryFind(quote, out CurrencyId quoteId)) return false;
        unknown = settle;
        if (!CurrencyId.TryFind(settle, out CurrencyId settleId)) return false;
        terms = new InstrumentTerms
        {
            Venue = VenueId.Bybit,
            BaseCoin = coinId,
            QuoteCoin = quoteId,
            SettleCoin = settleId,
            Multiplier = new Quantity(FixedPoint.Scale),
        };
        return true;
    }

    private static Instrument? Skip(string symbol, string reason, out string skipped)
    {
        skipped = $"{symbol}: {reason}";
        return null;
    }
}
