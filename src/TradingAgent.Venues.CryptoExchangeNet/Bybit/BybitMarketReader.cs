using Bybit.Net.Objects.Models.V5;
using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Sockets;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Market;
using TradingAgent.Venues.CryptoExchangeNet.Streams;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>Reads the library's market models into the desk. The caller holds the feed's lock.</summary>
internal sealed class BybitMarketReader(MarketDesk desk)
{
    /// <summary>How long a fresh book may take before it is asked for again.</summary>
    private const long FreshWithinMs = 3_000;

    /// <summary>Level one: whole when a snapshot, otherwise the sides it names.</summary>
    public void Top(MarketFeed feed, DataEvent<BybitOrderbook> data)
    {
        BybitOrderbook book = data.Data;
        QuoteChanged last = data.UpdateType == SocketUpdateType.Snapshot ? default : feed.Quote;
        (Price bid, Quantity bidSize) = BestOf(book.Bids, last.Bid, last.BidSize);
        (Price ask, Quantity askSize) = BestOf(book.Asks, last.Ask, last.AskSize);
        desk.Quote(
            feed, new QuoteChanged(bid, bidSize, ask, askSize, book.Sequence ?? 0),
            LibraryNumbers.TimeOf(data.DataTime));
    }

    /// <summary>A book, or its changes, numbered without a gap; after one it says nothing until it is whole.</summary>
    public void Book(Topic topic, MarketFeed feed, DataEvent<BybitOrderbook> data)
    {
        BybitOrderbook book = data.Data;
        // Update id 1 means that the venue's service restarted: a whole book whatever the frame calls itself.
        if (data.UpdateType == SocketUpdateType.Snapshot || book.UpdateId == 1)
        {
            feed.Begin();
        }
        else if (!feed.InSync)
        {
            if (Environment.TickCount64 - feed.OutOfSyncMs < FreshWithinMs) return;
            feed.OutOfSyncMs = Environment.TickCount64;
            topic.Renew();
            return;
        }
        else if (book.UpdateId != feed.LastUpdateId + 1)
        {
            feed.InSync = false;
            feed.OutOfSyncMs = Environment.TickCount64;
            topic.CountGap();
            topic.Renew();
            return;
        }
        feed.LastUpdateId = book.UpdateId;
        foreach (BybitOrderbookEntry level in book.Bids) Set(feed.Bids, level);
        foreach (BybitOrderbookEntry level in book.Asks) Set(feed.Asks, level);
        desk.Book(
            feed, book.Sequence ?? 0, feed.Instrument.Terms.IsOption, LibraryNumbers.TimeOf(data.DataTime));
    }

    /// <summary>A future's ticker, which tells only what changed.</summary>
    public void Ticker(MarketFeed feed, DataEvent<BybitLinearTickerUpdate> data)
    {
        BybitLinearTickerUpdate ticker = data.Data;
        Timestamp at = LibraryNumbers.TimeOf(data.DataTime);
        if (ticker.MarkPrice is not null || ticker.IndexPrice is not null)
            desk.Mark(feed, ticker.MarkPrice, ticker.IndexPrice, at);
        FundingChanged known = feed.Funding;
        var funding = new FundingChanged(
            ticker.FundingRate is { } rate ? (double)rate : known.Rate,
            ticker.NextFundingTime is { } next ? LibraryNumbers.TimeOf(next) : known.NextAt,
            ticker.FundingInterval is { } hours ? hours * 60 : known.IntervalMinutes);
        double interest = ticker.OpenInterest is { } open ? (double)open : feed.OpenInterest;
        desk.Slow(feed, in funding, interest, at);
        if (feed.HasBook || (ticker.BestBidPrice is null && ticker.BestAskPrice is null)) return;
        (Price bid, Quantity bidSize) = ticker.BestBidPrice is null
            ? (feed.Quote.Bid, feed.Quote.BidSize)
            : MarketDesk.Best(ticker.BestBidPrice, ticker.BestBidQuantity);
        (Price ask, Quantity askSize) = ticker.BestAskPrice is null
            ? (feed.Quote.Ask, feed.Quote.AskSize)
            : MarketDesk.Best(ticker.BestAskPrice, ticker.BestAskQuantity);
        desk.Quote(feed, new QuoteChanged(bid, bidSize, ask, askSize, 0), at);
    }

    /// <summary>An option's ticker, which is always whole.</summary>
    public void OptionTicker(MarketFeed feed, DataEvent<BybitOptionTickerUpdate> data)
    {
        BybitOptionTickerUpdate ticker = data.Data;
        (Price bid, Quantity bidSize) = MarketDesk.Best(ticker.BestBidPrice, ticker.BestBidQuantity);
        (Price ask, Quantity askSize) = MarketDesk.Best(ticker.BestAskPrice, ticker.BestAskQuantity);
        desk.Option(
            feed,
            new OptionQuoteChanged(
                bid, bidSize, ask, askSize,
                LibraryNumbers.PriceOf(ticker.MarkPrice), LibraryNumbers.PriceOf(ticker.UnderlyingPrice),
                LibraryNumbers.PriceOf(ticker.IndexPrice),
                bid.IsZero ? 0 : (double)ticker.BidIv, ask.IsZero ? 0 : (double)ticker.AskIv,
                (double)ticker.MarkPriceIv),
            new VenueGreeksChanged(
                (double)ticker.Delta, (double)ticker.Gamma, (double)ticker.Vega, (double)ticker.Theta),
            LibraryNumbers.TimeOf(data.DataTime));
    }

    public void Trade(InstrumentId instrument, BybitTrade trade) => desk.Trade(
        instrument,
        new TradePrinted(
            LibraryNumbers.PriceOf(trade.Price), LibraryNumbers.SizeOf(trade.Quantity), BybitRows.SideOf(trade.Side),
            1),
        LibraryNumbers.TimeOf(trade.Timestamp));

    public void Liquidations(InstrumentId instrument, IEnumerable<BybitLiquidationUpdate> prints)
    {
        foreach (BybitLiquidationUpdate print in prints)
            desk.Liquidation(
                instrument,
                new LiquidationPrinted(
                    BybitRows.SideOf(print.Side), LibraryNumbers.PriceOf(print.Price),
                    LibraryNumbers.SizeOf(print.Quantity)),
                LibraryNumbers.TimeOf(print.UpdateTime));
    }

    private static (Price, Quantity) BestOf(BybitOrderbookEntry[] levels, Price lastPrice, Quantity lastSize) =>
        levels.Length > 0 ? MarketDesk.Best(levels[0].Price, levels[0].Quantity) : (lastPrice, lastSize);

    private static void Set(BookSide side, BybitOrderbookEntry level) => side.Set(
        LibraryNumbers.PriceOf(level.Price).Raw, LibraryNumbers.SizeOf(level.Quantity).Raw);
}
