using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange.MarketSources;

/// <summary>
/// What a market source may do to the exchange. Background orders stand in the same books as everybody's, belong to
/// <see cref="Accounts.AccountId.Market"/>, and pay neither margin nor fees.
/// </summary>
public interface IMarketDesk
{
    /// <summary>Lists an instrument (venue and id of the terms are filled in by the exchange).</summary>
    InstrumentId List(in ListingRequest request);

    /// <summary>The spot index of a base coin in USD.</summary>
    void SetIndex(UnderlyingId underlying, double price);

    /// <summary>Mark of a perpetual or dated future, USD; rounded to the tick.</summary>
    void SetMark(InstrumentId instrument, double price);

    /// <summary>The rate that the next funding settlement of a perpetual will use, as it stands.</summary>
    void SetFundingRate(InstrumentId instrument, decimal rate);

    /// <summary>
    /// Options: forward of the expiry (USD) and mark volatility (fraction); mark and Greeks follow from them.
    /// </summary>
    void SetVolatility(InstrumentId instrument, double forward, double volatility);

    /// <summary>
    /// Options, for recorded venues that publish their own figures: overrides what
    /// <see cref="SetVolatility"/> derived until it is called again.
    /// </summary>
    void SetOptionMark(InstrumentId instrument, double mark, in VenueGreeks greeks);

    /// <summary>Adds to the open interest that background participants hold among themselves.</summary>
    void SetOpenInterest(InstrumentId instrument, Quantity openInterest);

    /// <summary>
    /// Makes the background size at a price this much. More is added behind everybody who waits there; less is taken
    /// away from the background orders at the back first. A price that crosses background orders of the other side
    /// removes those; one that crosses an account's order trades with it first, as a maker moving its quote would.
    /// </summary>
    void SetDepth(InstrumentId instrument, Side side, Price price, Quantity quantity);

    /// <summary>Mark and Greeks as they stand.</summary>
    void ReadMark(InstrumentId instrument, out double mark, out VenueGreeks greeks);

    /// <summary>Background size at a price now (what takers have left of it).</summary>
    Quantity DepthAt(InstrumentId instrument, Side side, Price price);

    /// <summary>Best price of a side over everybody's orders; zero when the side is empty.</summary>
    Price Best(InstrumentId instrument, Side side);

    /// <summary>
    /// A background taker: buys or sells up to the quantity no worse than the limit; returns what was filled.
    /// </summary>
    Quantity Take(InstrumentId instrument, Side side, Price limit, Quantity quantity);

    /// <summary>Removes all background orders of one side of a book.</summary>
    void ClearDepth(InstrumentId instrument, Side side);
}
