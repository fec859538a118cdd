using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>Turns decoded market frames into events. Nothing here allocates.</summary>
internal sealed class MarketPublisher(VenueId venue, IEventSink events, CurrencyRates rates)
{
    private const uint MarkMask = (1u << (int)TickerField.Mark) | (1u << (int)TickerField.Index);
    private const uint FundingMask = (1u << (int)TickerField.FundingRate) | (1u << (int)TickerField.NextFunding);
    private const uint OpenInterestMask = 1u << (int)TickerField.OpenInterest;
    private const uint QuoteMask = (1u << (int)TickerField.Bid) | (1u << (int)TickerField.BidSize)
        | (1u << (int)TickerField.Ask) | (1u << (int)TickerField.AskSize);

    private const uint GreekMask = (1u << (int)TickerField.Delta) | (1u << (int)TickerField.Gamma)
        | (1u << (int)TickerField.Vega) | (1u << (int)TickerField.Theta);

    private static readonly Duration DepthInterval = Duration.FromMilliseconds(100);
    private static readonly Duration QuoteRepeat = Duration.FromSeconds(1);
    private static readonly Duration SlowRepeat = Duration.FromSeconds(5);

    private readonly EngineEvent[] _frame = new EngineEvent[4];

    /// <summary>A level-1 frame: whole when a snapshot, otherwise the sides it names.</summary>
    public void Top(InstrumentFeed feed, BookFrame frame, bool isSnapshot, Timestamp receivedAt, Timestamp venueTime)
    {
        QuoteChanged last = isSnapshot ? default : feed.Quote;
        Price bid = last.Bid, ask = last.Ask;
        Quantity bidSize = last.BidSize, askSize = last.AskSize;
        if (frame.Bids > 0) (bid, bidSize) = Best(frame.BidPrices[0], frame.BidSizes[0]);
        if (frame.Asks > 0) (ask, askSize) = Best(frame.AskPrices[0], frame.AskSizes[0]);
        Publish(feed, new QuoteChanged(bid, bidSize, ask, askSize, frame.Sequence), receivedAt, venueTime);
    }

    /// <summary>
    /// A book in sync changed: depth at most ten times a second, and the quote where no top topic gives it.
    /// </summary>
    public void Book(InstrumentFeed feed, BybitBook book, Timestamp receivedAt, Timestamp venueTime)
    {
        if (feed.Instrument.Terms.IsOption)
        {
            (Price bid, Quantity bidSize) = Best(book.Bids.BestPrice, book.Bids.BestSize);
            (Price ask, Quantity askSize) = Best(book.Asks.BestPrice, book.Asks.BestSize);
            var quote = new QuoteChanged(bid, bidSize, ask, askSize, book.Sequence);
            if (receivedAt - feed.QuoteAt >= QuoteRepeat || !SameTop(quote, feed.Quote))
                Publish(feed, quote, receivedAt, venueTime);
        }
        if (receivedAt - feed.DepthAt < DepthInterval) return;
        feed.DepthAt = receivedAt;
        EngineEvent change = VenueEvent.Of(
            EventKind.DepthSummaryChanged, venue, feed.Instrument.Id, receivedAt, venueTime);
        change.Depth = DepthSummary.Of(book.Bids, book.Asks);
        events.Publish(in change);
    }

    /// <summary>A futures ticker: marks as they come, funding and open interest when they change.</summary>
    public void FutureTicker(
        InstrumentFeed feed, uint named, uint changed, long sequence, Timestamp receivedAt, Timestamp venueTime)
    {
        ref readonly TickerValues ticker = ref feed.Ticker;
        InstrumentTerms terms = feed.Instrument.Terms;
        int count = 0;
        if ((named & MarkMask) != 0 && ticker[TickerField.Mark] > 0)
        {
            ref EngineEvent mark = ref Next(ref count, EventKind.MarkChanged, feed, receivedAt, venueTime);
            mark.Mark = new MarkChanged(new Price(ticker[TickerField.Mark]), new Price(ticker[TickerField.Index]));
            rates.OnIndex(terms.BaseCoin, terms.QuoteCoin, new Price(ticker[TickerField.Index]), receivedAt);
        }
        bool repeat = receivedAt - feed.SlowAt >= SlowRepeat;
        if (repeat) feed.SlowAt = receivedAt;
        if (terms.IsPerpetual && (repeat || (changed & FundingMask) != 0) && ticker.Has(FundingMask))
        {
            ref EngineEvent funding = ref Next(ref count, EventKind.FundingChanged, feed, receivedAt, venueTime);
            funding.Funding = new FundingChanged(
                ticker.Number(TickerField.FundingRate),
                new Timestamp(ticker[TickerField.NextFunding]),
                (int)(ticker.Number(TickerField.FundingIntervalHours) * 60));
        }
        if ((repeat || (changed & OpenInterestMask) != 0) && ticker.Has(OpenInterestMask))
        {
            ref EngineEvent interest = ref Next(ref count, EventKind.OpenInterestChanged, feed, receivedAt, venueTime);
            interest.OpenInterest = new OpenInterestChanged(ticker.Number(TickerField.OpenInterest));
        }
        if (!feed.QuotesFromBook && (named & QuoteMask) != 0)
        {
            ref EngineEvent quote = ref Next(ref count, EventKind.QuoteChanged, feed, receivedAt, venueTime);
            (Price bid, Quantity bidSize) = Best(ticker[TickerField.Bid], ticker[TickerField.BidSize]);
            (Price ask, Quantity askSize) = Best(ticker[TickerField.Ask], ticker[TickerField.AskSize]);
            quote.Quote = new QuoteChanged(bid, bidSize, ask, askSize, sequence);
        }
        if (count > 0) events.PublishFrame(_frame.AsSpan(0, count));
    }

    /// <summary>An option ticker: quotes and marks, and the venue's Greeks right behind as one frame.</summary>
    public void OptionTicker(InstrumentFeed feed, Timestamp receivedAt, Timestamp venueTime)
    {
        ref readonly TickerValues ticker = ref feed.Ticker;
        (Price bid, Quantity bidSize) = Best(ticker[TickerField.Bid], ticker[TickerField.BidSize]);
        (Price ask, Quantity askSize) = Best(ticker[TickerField.Ask], ticker[TickerField.AskSize]);
        int count = 0;
        ref EngineEvent quote = ref Next(ref count, EventKind.OptionQuoteChanged, feed, receivedAt, venueTime);
        quote.OptionQuote = new OptionQuoteChanged(
            bid, bidSize, ask, askSize,
            new Price(ticker[TickerField.Mark]),
            new Price(ticker[TickerField.Forward]),
            new Price(ticker[TickerField.Index]),
            bid.IsZero ? 0 : ticker.Number(TickerField.BidVolatility),
            ask.IsZero ? 0 : ticker.Number(TickerField.AskVolatility),
            ticker.Number(TickerField.MarkVolatility));
        ref EngineEvent greeks = ref Next(ref count, EventKind.VenueGreeksChanged, feed, receivedAt, venueTime);
        greeks.VenueGreeks = new VenueGreeksChanged(
            ticker.Number(TickerField.Delta),
            ticker.Number(TickerField.Gamma),
            ticker.Number(TickerField.Vega),
            ticker.Number(TickerField.Theta));
        if (!ticker.Has(GreekMask)) count = 1;
        events.PublishFrame(_frame.AsSpan(0, count));
    }

    public void Trade(InstrumentId instrument, in TradePrinted trade, Timestamp receivedAt, Timestamp venueTime)
    {
        EngineEvent change = VenueEvent.Of(EventKind.TradePrinted, venue, instrument, receivedAt, venueTime);
        change.Trade = trade;
        events.Publish(in change);
    }

    public void Liquidation(
        InstrumentId instrument, in LiquidationPrinted print, Timestamp receivedAt, Timestamp venueTime)
    {
        EngineEvent change = VenueEvent.Of(EventKind.LiquidationPrinted, venue, instrument, receivedAt, venueTime);
        change.Liquidation = print;
        events.Publish(in change);
    }

    private static bool SameTop(in QuoteChanged left, in QuoteChanged right) =>
        left.Bid == right.Bid && left.BidSize == right.BidSize && left.Ask == right.Ask
            && left.AskSize == right.AskSize;

    private static (Price Price, Quantity Size) Best(long price, long size) =>
        price > 0 && size > 0 ? (new Price(price), new Quantity(size)) : (Price.Zero, Quantity.Zero);

    private void Publish(InstrumentFeed feed, in QuoteChanged quote, Timestamp receivedAt, Timestamp venueTime)
    {
        feed.Quote = quote;
        feed.QuoteAt = receivedAt;
        EngineEvent change = VenueEvent.Of(EventKind.QuoteChanged, venue, feed.Instrument.Id, receivedAt, venueTime);
        change.Quote = quote;
        events.Publish(in change);
    }

    private ref EngineEvent Next(
        ref int count, EventKind kind, InstrumentFeed feed, Timestamp receivedAt, Timestamp venueTime)
    {
        ref EngineEvent slot = ref _frame[count++];
        slot = VenueEvent.Of(kind, venue, feed.Instrument.Id, receivedAt, venueTime);
        return ref slot;
    }
}
