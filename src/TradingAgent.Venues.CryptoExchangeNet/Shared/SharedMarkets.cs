using System.Collections.Concurrent;
using CryptoExchange.Net.Interfaces;
using CryptoExchange.Net.Objects.Sockets;
using CryptoExchange.Net.SharedApis;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Market;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using TradingMode = CryptoExchange.Net.SharedApis.TradingMode;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>
/// What the shared interfaces tell of a market: quotes, books as whole snapshots, trades. Marks and funding have no
/// stream among them and are asked for every few seconds.
/// </summary>
internal sealed class SharedMarkets(SharedExchange exchange, LibraryReads reads, LibrarySession session)
{
    private const long QuoteMs = 30_000;
    private const int UsualFundingMinutes = 480;

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(3);

    private readonly FeedBoard _feeds = new();
    private readonly ConcurrentDictionary<InstrumentId, Instrument> _tickers = new();

    public void Forget(Instrument instrument)
    {
        _feeds.Remove(instrument.Symbol);
        _tickers.TryRemove(instrument.Id, out _);
    }

    public IEnumerable<(VenueStream Stream, Topic Topic)> Topics(VenueSubscriptions wanted, Timestamp now)
    {
        HashSet<InstrumentId> books = [.. wanted.Books];
        foreach (Instrument instrument in Pick(wanted.Books.Concat(wanted.Tickers).Distinct(), now))
            _feeds.Open(instrument, books.Contains(instrument.Id));
        foreach (Instrument instrument in Pick(wanted.Tickers, now)) _tickers[instrument.Id] = instrument;
        return
        [
            .. Pick(wanted.Books, now).SelectMany(Books).Concat(Pick(wanted.Trades, now).SelectMany(Trades))
                .Select(topic => (VenueStream.LinearMarket, topic)),
        ];
    }

    /// <summary>Asks for marks and funding until cancelled.</summary>
    public async Task PollAsync(CancellationToken ct)
    {
        if (exchange.Tickers is not { } tickers)
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(false);
            return;
        }
        using var timer = new PeriodicTimer(PollEvery);
        do
        {
            try
            {
                foreach (TradingMode mode in exchange.Modes)
                {
                    SharedFuturesTicker[] rows = await reads.AskAsync(
                        "marks", token => tickers.GetFuturesTickersAsync(new GetTickersRequest(mode), token), ct)
                        .ConfigureAwait(false);
                    foreach (SharedFuturesTicker row in rows) _feeds.With(row.Symbol, row, OnTicker);
                }
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the next turn asks again.
            }
        }
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false));
    }

    private IEnumerable<Instrument> Pick(IEnumerable<InstrumentId> ids, Timestamp now) =>
        ids.Select(session.Instruments.Find).OfType<Instrument>()
            .Where(i => i.Terms.Venue == exchange.Venue && (i.Terms.Expiry.IsNone || i.Terms.Expiry > now));

    private IEnumerable<Topic> Books(Instrument future)
    {
        SharedSymbol symbol = SharedInstruments.SymbolOf(future);
        MarketFeed feed = _feeds.Open(future, hasBook: true);
        if (exchange.Quotes is { } quotes)
            yield return Of(future, "quotes", QuoteMs, (topic, ct) => quotes.SubscribeToBookTickerUpdatesAsync(
                new SubscribeBookTickerRequest(symbol),
                topic.Reading<SharedBookTicker>(data => OnQuote(feed, data)), ct));
        if (exchange.Books is { } books)
            yield return Of(future, "book", QuoteMs, (topic, ct) => books.SubscribeToOrderBookUpdatesAsync(
                new SubscribeOrderBookRequest(symbol),
                topic.Reading<SharedOrderBook>(data => OnBook(feed, data)), ct));
    }

    private IEnumerable<Topic> Trades(Instrument future)
    {
        if (exchange.Trades is not { } trades) yield break;
        yield return Of(future, "trades", 0, (topic, ct) => trades.SubscribeToTradeUpdatesAsync(
            new SubscribeTradeRequest(SharedInstruments.SymbolOf(future)),
            topic.Reading<SharedTrade[]>(data =>
            {
                foreach (SharedTrade trade in data.Data) OnTrade(future.Id, trade);
            }), ct));
    }

    private void OnQuote(MarketFeed feed, DataEvent<SharedBookTicker> data)
    {
        (Price bid, Quantity bidSize) = MarketDesk.Best(data.Data.BestBidPrice, data.Data.BestBidQuantity);
        (Price ask, Quantity askSize) = MarketDesk.Best(data.Data.BestAskPrice, data.Data.BestAskQuantity);
        var quote = new QuoteChanged(bid, bidSize, ask, askSize, data.SequenceNumber ?? 0);
        lock (feed.Gate) session.Markets.Quote(feed, in quote, LibraryNumbers.TimeOf(data.DataTime));
    }

    /// <summary>Every book is whole.</summary>
    private void OnBook(MarketFeed feed, DataEvent<SharedOrderBook> data)
    {
        lock (feed.Gate)
        {
            feed.Begin();
            Set(feed.Bids, data.Data.Bids);
            Set(feed.Asks, data.Data.Asks);
            session.Markets.Book(
                feed, data.SequenceNumber ?? 0, tellsQuote: exchange.Quotes is null,
                LibraryNumbers.TimeOf(data.DataTime));
        }
    }

    private void OnTrade(InstrumentId future, SharedTrade trade)
    {
        if (trade.Side is not { } side) return;
        session.Markets.Trade(
            future,
            new TradePrinted(
                LibraryNumbers.PriceOf(trade.Price), LibraryNumbers.SizeOf(trade.Quantity), SharedRows.SideOf(side), 1),
            LibraryNumbers.TimeOf(trade.Timestamp));
    }

    private void OnTicker(MarketFeed feed, SharedFuturesTicker ticker)
    {
        if (!_tickers.ContainsKey(feed.Instrument.Id) || ticker.MarkPrice is null) return;
        session.Markets.Mark(feed, ticker.MarkPrice, ticker.IndexPrice, Timestamp.None);
        if (ticker.FundingRate is not { } rate) return;
        var funding = new FundingChanged(
            (double)rate, LibraryNumbers.TimeOf(ticker.NextFundingTime), UsualFundingMinutes);
        session.Markets.Slow(feed, in funding, double.NaN, Timestamp.None);
    }

    private static void Set(BookSide side, ISymbolOrderBookEntry[] levels)
    {
        foreach (ISymbolOrderBookEntry level in levels)
            side.Set(LibraryNumbers.PriceOf(level.Price).Raw, LibraryNumbers.SizeOf(level.Quantity).Raw);
    }

    private static Topic Of(
        Instrument future, string what, long rateMs,
        Func<Topic, CancellationToken,
            Task<CryptoExchange.Net.Objects.WebSocketResult<UpdateSubscription>>> subscribe) =>
        new($"{what} of {future.Symbol}", rateMs, isVital: rateMs > 0, subscribe)
        {
            Instruments = new HashSet<InstrumentId> { future.Id },
        };
}
