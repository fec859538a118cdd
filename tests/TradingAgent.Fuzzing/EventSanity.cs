namespace TradingAgent.Fuzzing;

/// <summary>What no event may hold, whatever bytes it was made from.</summary>
internal static class EventSanity
{
    /// <summary>What is wrong with an event; null when nothing is.</summary>
    public static string? Fault(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.QuoteChanged:
                QuoteChanged quote = change.Quote;
                return Prices(quote.Bid, quote.Ask) ?? Sizes(quote.BidSize, quote.AskSize);
            case EventKind.DepthSummaryChanged:
                DepthSummaryChanged depth = change.Depth;
                return Sizes(depth.Bid5, depth.Bid10) ?? Sizes(depth.Bid25, depth.Bid50)
                    ?? Sizes(depth.Ask5, depth.Ask10) ?? Sizes(depth.Ask25, depth.Ask50);
            case EventKind.TradePrinted:
                return Prices(change.Trade.Price) ?? Sizes(change.Trade.Quantity)
                    ?? (change.Trade.Count > 0 ? null : "a count that is not positive");
            case EventKind.LiquidationPrinted:
                return Prices(change.Liquidation.Price) ?? Sizes(change.Liquidation.Quantity);
            case EventKind.MarkChanged:
                return Prices(change.Mark.Mark, change.Mark.Index);
            case EventKind.OptionQuoteChanged:
                OptionQuoteChanged option = change.OptionQuote;
                return Prices(option.Bid, option.Ask) ?? Prices(option.Mark, option.Forward) ?? Prices(option.Index)
                    ?? Sizes(option.BidSize, option.AskSize)
                    ?? Finite(option.BidVolatility, option.AskVolatility, option.MarkVolatility);
            case EventKind.VenueGreeksChanged:
                VenueGreeksChanged greeks = change.VenueGreeks;
                return Finite(greeks.Delta, greeks.Gamma, greeks.VegaPerVolPoint, greeks.ThetaPerDay);
            case EventKind.CoinGreeksReported:
                CoinGreeksReported coin = change.CoinGreeks;
                return Finite(coin.Delta, coin.Gamma, coin.VegaPerVolPoint, coin.ThetaPerDay);
            case EventKind.FundingChanged:
                return Finite(change.Funding.Rate);
            case EventKind.OpenInterestChanged:
                return Finite(change.OpenInterest.Contracts);
            case EventKind.CurrencyRateChanged:
                return Finite(change.CurrencyRate.UsdPerUnit)
                    ?? (change.CurrencyRate.UsdPerUnit > 0 ? null : "a rate that is not positive");
            default:
                return OrderFault(change);
        }
    }

    private static string? OrderFault(in EngineEvent change) => change.Kind switch
    {
        EventKind.OrderFilled => Prices(change.Filled.Price) ?? Sizes(change.Filled.Quantity)
            ?? (change.Filled.Quantity.IsZero ? "a fill of nothing" : null),
        EventKind.OrderAccepted => Prices(change.Accepted.Price) ?? Sizes(change.Accepted.Quantity),
        EventKind.OrderAmended => Prices(change.Amended.Price) ?? Sizes(change.Amended.Quantity),
        EventKind.OrderCancelled => Sizes(change.Cancelled.Filled),
        EventKind.OrderReported => Prices(change.OrderReported.Price)
            ?? Sizes(change.OrderReported.Quantity, change.OrderReported.Filled),
        EventKind.PositionReported => Prices(change.Position.AveragePrice),
        _ => null,
    };

    private static string? Prices(Price one, Price other = default) =>
        one.Raw < 0 || other.Raw < 0 ? "a negative price" : null;

    private static string? Sizes(Quantity one, Quantity other = default) =>
        one.Raw < 0 || other.Raw < 0 ? "a negative quantity" : null;

    private static string? Finite(params ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (!double.IsFinite(value)) return "a number that is not finite";
        return null;
    }
}
