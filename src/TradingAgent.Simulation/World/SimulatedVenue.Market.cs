using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Simulation.World;

/// <content>What everybody is told of the market.</content>
internal sealed partial class SimulatedVenue
{
    private void TellTouch(InstrumentId id)
    {
        var bid = default(BookLevel);
        var ask = default(BookLevel);
        _exchange.CopyDepth(id, Side.Buy, new Span<BookLevel>(ref bid));
        _exchange.CopyDepth(id, Side.Sell, new Span<BookLevel>(ref ask));
        var quote = new QuoteChanged(bid.Price, bid.Quantity, ask.Price, ask.Quantity, _exchange.Sequence(id));
        bool known = _told.TryGetValue(id.Index, out QuoteChanged told);
        if (known && told with { BookSequence = quote.BookSequence } == quote) return;
        _told[id.Index] = quote;
        Add(EventKind.QuoteChanged, id).Quote = quote;
    }

    private void TellTicker(InstrumentId id)
    {
        if (_exchange.Find(id) is not { Status: InstrumentStatus.Trading } listed) return;
        Price mark = PriceOf(_exchange.Mark(id));
        Price index = PriceOf(_exchange.Index(listed.Terms.Underlying));
        if (!listed.Terms.IsOption)
        {
            Add(EventKind.MarkChanged, id).Mark = new MarkChanged(mark, index);
            return;
        }
        _exchange.ReadTicker(id, out TickerSnapshot ticker);
        ref EngineEvent quote = ref Add(EventKind.OptionQuoteChanged, id);
        quote.Flags = EventFlags.MoreFollows;
        quote.OptionQuote = new OptionQuoteChanged(
            ticker.BidPrice, ticker.BidQuantity, ticker.AskPrice, ticker.AskQuantity, mark,
            PriceOf(ticker.UnderlyingPrice), index, ticker.BidVolatility, ticker.AskVolatility, ticker.MarkVolatility);
        VenueGreeks greeks = ticker.Greeks;
        Add(EventKind.VenueGreeksChanged, id).VenueGreeks =
            new VenueGreeksChanged(greeks.Delta, greeks.Gamma, greeks.VegaPerPoint, greeks.ThetaPerDay);
    }

    private static Price PriceOf(double value) =>
        double.IsFinite(value) && value > 0 ? new Price((long)Math.Round(value * FixedPoint.Scale)) : Price.Zero;
}
