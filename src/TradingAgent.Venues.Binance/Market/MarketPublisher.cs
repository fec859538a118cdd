using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>Turns decoded market frames into events. Nothing here allocates.</summary>
internal sealed class MarketPublisher(VenueId venue, IEventSink events, CurrencyRates rates)
{
    /// <summary>An array of marks enters in pieces, of which all but the last say that more follows.</summary>
    private const int PieceMax = 64;

    private static readonly Duration DepthInterval = Duration.FromMilliseconds(100);
    private static readonly Duration FundingRepeat = Duration.FromSeconds(5);

    private readonly EngineEvent[] _frame = new EngineEvent[PieceMax];
    private int _count;

    public void Top(InstrumentId instrument, in TopRow row, Timestamp receivedAt)
    {
        (Price bid, Quantity bidSize) = Best(row.Bid, row.BidSize);
        (Price ask, Quantity askSize) = Best(row.Ask, row.AskSize);
        EngineEvent change = VenueEvent.Of(EventKind.QuoteChanged, venue, instrument, receivedAt, row.At);
        change.Quote = new QuoteChanged(bid, bidSize, ask, askSize, row.UpdateId);
        events.Publish(in change);
    }

    /// <summary>A book in sync changed: its depth, at most ten times a second.</summary>
    public void Depth(MarketFeed feed, DepthBook book, Timestamp receivedAt, Timestamp venueTime)
    {
        if (receivedAt - feed.DepthAt < DepthInterval) return;
        feed.DepthAt = receivedAt;
        EngineEvent change = VenueEvent.Of(
            EventKind.DepthSummaryChanged, venue, feed.Instrument.Id, receivedAt, venueTime);
        change.Depth = DepthSummary.Of(book.Bids, book.Asks);
        events.Publish(in change);
    }

    public void Trade(InstrumentId instrument, in TradeRow row, Timestamp receivedAt)
    {
        if (row.IsForeign || row.Aggressor == Side.None || row.Price == 0 || row.Size == 0) return;
        EngineEvent change = VenueEvent.Of(EventKind.TradePrinted, venue, instrument, receivedAt, row.At);
        change.Trade = new TradePrinted(new Price(row.Price), new Quantity(row.Size), row.Aggressor, 1);
        events.Publish(in change);
    }

    /// <summary>The venue names the order's side: a sell closed a long, which is what is said here too.</summary>
    public void Liquidation(InstrumentId instrument, in LiquidationRow row, Timestamp receivedAt)
    {
        long price = row.AveragePrice > 0 ? row.AveragePrice : row.Price;
        if (row.Side == Side.None || price == 0 || row.Size == 0) return;
        EngineEvent change = VenueEvent.Of(EventKind.LiquidationPrinted, venue, instrument, receivedAt, row.At);
        change.Liquidation = new LiquidationPrinted(
            row.Side == Side.Sell ? Side.Buy : Side.Sell, new Price(price), new Quantity(row.Size));
        events.Publish(in change);
    }

    /// <summary>A future's mark, and its funding when that changed or was not said for a while.</summary>
    public void Mark(MarketFeed feed, in MarkRow row, int fundingMinutes, Timestamp receivedAt)
    {
        InstrumentTerms terms = feed.Instrument.Terms;
        if (row.Mark > 0)
        {
            ref EngineEvent mark = ref Next(EventKind.MarkChanged, feed.Instrument.Id, receivedAt, row.At);
            mark.Mark = new MarkChanged(new Price(row.Mark), new Price(row.Index));
            rates.OnIndex(terms.BaseCoin, terms.QuoteCoin, new Price(row.Index), receivedAt);
        }
        // Delivery contracts carry an empty rate, or one without a next payment.
        if (terms.IsPerpetual && double.IsFinite(row.FundingRate) && !row.NextFundingAt.IsNone)
        {
            var funding = new FundingChanged(row.FundingRate, row.NextFundingAt, fundingMinutes);
            if (funding != feed.Funding || receivedAt - feed.FundingAt >= FundingRepeat)
            {
                feed.Funding = funding;
                feed.FundingAt = receivedAt;
                Next(EventKind.FundingChanged, feed.Instrument.Id, receivedAt, row.At).Funding = funding;
            }
        }
        Flush();
    }

    /// <summary>
    /// One option of an array: quotes and mark, and the venue's Greeks right behind. The venue prices on its index.
    /// </summary>
    public void OptionMark(InstrumentId instrument, in OptionMarkRow row, Timestamp receivedAt)
    {
        if (_count > PieceMax - 2) FlushPiece();
        (Price bid, Quantity bidSize) = Best(row.Bid, row.BidSize);
        (Price ask, Quantity askSize) = Best(row.Ask, row.AskSize);
        ref EngineEvent quote = ref Next(EventKind.OptionQuoteChanged, instrument, receivedAt, row.At);
        quote.OptionQuote = new OptionQuoteChanged(
            bid, bidSize, ask, askSize, new Price(row.Mark), new Price(row.Index), new Price(row.Index),
            bid.IsZero ? 0 : Volatility(row.BidVolatility),
            ask.IsZero ? 0 : Volatility(row.AskVolatility),
            Volatility(row.MarkVolatility));
        if (!double.IsFinite(row.Delta + row.Gamma + row.Vega + row.Theta)) return;
        Next(EventKind.VenueGreeksChanged, instrument, receivedAt, row.At).VenueGreeks =
            new VenueGreeksChanged(row.Delta, row.Gamma, row.Vega, row.Theta);
    }

    /// <summary>Ends a frame: the engine may decide after what was published last.</summary>
    public void Flush()
    {
        if (_count > 0) events.PublishFrame(_frame.AsSpan(0, _count));
        _count = 0;
    }

    private void FlushPiece()
    {
        _frame[_count - 1].Flags |= EventFlags.MoreFollows;
        Flush();
    }

    private static double Volatility(double value) => value > 0 ? value : 0;

    private static (Price Price, Quantity Size) Best(long price, long size) =>
        price > 0 && size > 0 ? (new Price(price), new Quantity(size)) : (Price.Zero, Quantity.Zero);

    private ref EngineEvent Next(
        EventKind kind, InstrumentId instrument, Timestamp receivedAt, Timestamp venueTime)
    {
        ref EngineEvent slot = ref _frame[_count++];
        slot = VenueEvent.Of(kind, venue, instrument, receivedAt, venueTime);
        return ref slot;
    }
}
