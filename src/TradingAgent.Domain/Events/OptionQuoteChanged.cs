using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>
/// An option's ticker, whole: quotes, mark and the forward the venue prices it on. Volatilities are per year, 0.5 is 50
/// %; NaN never enters: an absent one is 0 with an absent quote.
/// </summary>
/// <param name="Bid">Best bid; zero when there is none.</param>
/// <param name="BidSize">Size at the bid.</param>
/// <param name="Ask">Best ask; zero when there is none.</param>
/// <param name="AskSize">Size at the ask.</param>
/// <param name="Mark">Venue mark.</param>
/// <param name="Forward">
/// What the venue prices this expiry on: its forward, or at some venues the spot index; zero when missing.
/// </param>
/// <param name="Index">Index; zero when missing.</param>
/// <param name="BidVolatility">Implied by the bid; 0 when absent.</param>
/// <param name="AskVolatility">Implied by the ask; 0 when absent.</param>
/// <param name="MarkVolatility">Implied by the mark; 0 when absent.</param>
public readonly record struct OptionQuoteChanged(
    Price Bid,
    Quantity BidSize,
    Price Ask,
    Quantity AskSize,
    Price Mark,
    Price Forward,
    Price Index,
    double BidVolatility,
    double AskVolatility,
    double MarkVolatility);
