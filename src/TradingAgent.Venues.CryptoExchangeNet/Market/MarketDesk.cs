using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Market;

/// <summary>
/// Turns what the library's models say of a market into events, at the pace of the native adapters: depth ten times a
/// second, funding and open interest when they change and every five seconds. The caller holds the feed's lock.
/// </summary>
internal sealed class MarketDesk(VenueId venue, VenueClock clock, IEventSink events, CurrencyRates rates)
{
    private static readonly Duration DepthInterval = Duration.FromMilliseconds(100);
    private static readonly Duration QuoteRepeat = Duration.FromSeconds(1);
    private static readonly Duration SlowRepeat = Duration.FromSeconds(5);

    public CurrencyRates Rates => rates;

    public void Quote(MarketFeed feed, in QuoteChanged quote, Timestamp venueTime)
    {
        feed.Quote = quote;
        feed.QuoteAt = clock.Now;
        EngineEvent change = Of(EventKind.QuoteChanged, feed, venueTime);
        change.Quote = quote;
        events.Publish(in change);
    }

    /// <summary>A book in sync changed; its touch is told too where no other topic does.</summary>
    public void Book(MarketFeed feed, long sequence, bool tellsQuote, Timestamp venueTime)
    {
        if (tellsQuote)
        {
            QuoteChanged touch = TouchOf(feed, sequence);
            bool isSame = touch with { BookSequence = feed.Quote.BookSequence } == feed.Quote;
            if (!isSame || clock.Now - feed.QuoteAt >= QuoteRepeat) Quote(feed, in touch, venueTime);
        }
        if (clock.Now - feed.DepthAt < DepthInterval) return;
        feed.DepthAt = clock.Now;
        EngineEvent change = Of(EventKind.DepthSummaryChanged, feed, venueTime);
        change.Depth = DepthSummary.Of(feed.Bids, feed.Asks);
        events.Publish(in change);
    }

    /// <summary>The mark, the index, or both; what is not said stays.</summary>
    public void Mark(MarketFeed feed, decimal? mark, decimal? index, Timestamp venueTime)
    {
        if (mark is not null) feed.Mark = LibraryNumbers.PriceOf(mark);
        if (index is not null) feed.Index = LibraryNumbers.PriceOf(index);
        if (feed.Mark.IsZero) return;
        EngineEvent change = Of(EventKind.MarkChanged, feed, venueTime);
        change.Mark = new MarkChanged(feed.Mark, feed.Index);
        events.Publish(in change);
        InstrumentTerms terms = feed.Instrument.Terms;
        rates.OnIndex(terms.BaseCoin, terms.QuoteCoin, feed.Index, clock.Now);
    }

    /// <summary>Funding and open interest, as far as they are known by now.</summary>
    public void Slow(MarketFeed feed, in FundingChanged funding, double openInterest, Timestamp venueTime)
    {
        bool isRepeat = clock.Now - feed.SlowAt >= SlowRepeat;
        if (isRepeat) feed.SlowAt = clock.Now;
        bool tellsFunding = feed.Instrument.Terms.IsPerpetual && !funding.NextAt.IsNone
            && (isRepeat || funding != feed.Funding);
        feed.Funding = funding;
        if (tellsFunding)
        {
            EngineEvent change = Of(EventKind.FundingChanged, feed, venueTime);
            change.Funding = funding;
            events.Publish(in change);
        }
        bool tellsInterest = double.IsFinite(openInterest) && (isRepeat || openInterest != feed.OpenInterest);
        feed.OpenInterest = openInterest;
        if (!tellsInterest) return;
        EngineEvent interest = Of(EventKind.OpenInterestChanged, feed, venueTime);
        interest.OpenInterest = new OpenInterestChanged(openInterest);
        events.Publish(in interest);
    }

    /// <summary>An option's ticker and the venue's Greeks, as one frame.</summary>
    public void Option(
        MarketFeed feed, in OptionQuoteChanged quote, in VenueGreeksChanged greeks, Timestamp venueTime)
    {
        EngineEvent[] frame =
        [
            Of(EventKind.OptionQuoteChanged, feed, venueTime), Of(EventKind.VenueGreeksChanged, feed, venueTime),
        ];
        frame[0].OptionQuote = quote;
        frame[1].VenueGreeks = greeks;
        events.PublishFrame(frame);
    }

    public void Trade(InstrumentId instrument, in TradePrinted trade, Timestamp venueTime)
    {
        EngineEvent change = VenueEvent.Of(EventKind.TradePrinted, venue, instrument, clock.Now, venueTime);
        change.Trade = trade;
        events.Publish(in change);
    }

    public void Liquidation(InstrumentId instrument, in LiquidationPrinted print, Timestamp venueTime)
    {
        EngineEvent change = VenueEvent.Of(EventKind.LiquidationPrinted, venue, instrument, clock.Now, venueTime);
        change.Liquidation = print;
        events.Publish(in change);
    }

    /// <summary>A price with a size, or nothing at all.</summary>
    public static (Price Price, Quantity Size) Best(decimal? price, decimal? size) => price > 0 && size > 0
        ? (LibraryNumbers.PriceOf(price), LibraryNumbers.SizeOf(size))
        : (Price.Zero, Quantity.Zero);

    private static QuoteChanged TouchOf(MarketFeed feed, long sequence) => new(
        new Price(feed.Bids.BestPrice), new Quantity(feed.Bids.BestSize),
        new Price(feed.Asks.BestPrice), new Quantity(feed.Asks.BestSize), sequence);

    private EngineEvent Of(EventKind kind, MarketFeed feed, Timestamp venueTime) =>
        VenueEvent.Of(kind, venue, feed.Instrument.Id, clock.Now, venueTime);
}
