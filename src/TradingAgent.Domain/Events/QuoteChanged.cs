using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>The best bid and ask of an instrument, whole. A side that is empty has size zero and price zero.</summary>
/// <param name="Bid">Best bid.</param>
/// <param name="BidSize">Size at the bid; 0 when the side is empty.</param>
/// <param name="Ask">Best ask.</param>
/// <param name="AskSize">Size at the ask; 0 when the side is empty.</param>
/// <param name="BookSequence">The venue's own sequence, for humans.</param>
public readonly record struct QuoteChanged(
    Price Bid,
    Quantity BidSize,
    Price Ask,
    Quantity AskSize,
    long BookSequence);
