using System.Collections.Concurrent;
using Binance.Net.Interfaces;
using Binance.Net.Objects.Models.Futures;
using Binance.Net.Objects.Models.Futures.Socket;
using Binance.Net.Objects.Models.Spot.Socket;
using CryptoExchange.Net.Objects.Sockets;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Market;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using B = Binance.Net.Enums;
using Subscribing = System.Threading.Tasks.Task<
    CryptoExchange.Net.Objects.WebSocketResult<CryptoExchange.Net.Objects.Sockets.UpdateSubscription>>;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>What is subscribed of the futures' markets, a contract's topics one by one.</summary>
internal sealed class BinanceMarkets(BinanceClients clients, LibraryReads reads, LibrarySession session)
{
    private const int SnapshotLevels = 500;
    private const int DepthEveryMs = 100;
    private const int MarkEveryMs = 1000;
    private const int UsualFundingMinutes = 480;

    private const long TopMs = 20_000;
    private const long BookMs = 45_000;
    private const long MarkMs = 15_000;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SnapshotWithin = TimeSpan.FromSeconds(60);

    private readonly FeedBoard _feeds = new();
    private readonly ConcurrentDictionary<string, BinanceBook> _books = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _fundingMinutes = new(StringComparer.Ordinal);

    // Snapshots weigh much: one at a time.
    private readonly SemaphoreSlim _snapshots = new(1);

    /// <summary>Contracts whose tickers are wanted.</summary>
    public ConcurrentDictionary<InstrumentId, Instrument> Tickers { get; } = new();

    public MarketDesk Desk => session.Markets;

    public void Forget(Instrument instrument)
    {
        _feeds.Remove(instrument.Symbol);
        _books.TryRemove(instrument.Symbol, out _);
        Tickers.TryRemove(instrument.Id, out _);
    }

    /// <summary>Funding is paid at other intervals than the usual.</summary>
    public void OnFundingMinutes(string symbol, int minutes) => _fundingMinutes[symbol] = minutes;

    /// <summary>Tells what everybody holds of a contract.</summary>
    public void OnOpenInterest(Instrument instrument, double interest, Timestamp venueTime) =>
        _feeds.With(instrument.Symbol, (interest, venueTime), (feed, said) =>
        {
            FundingChanged funding = feed.Funding;
            Desk.Slow(feed, in funding, said.interest, said.venueTime);
        });

    public IEnumerable<(VenueStream Stream, Topic Topic)> Topics(VenueSubscriptions wanted, Timestamp now)
    {
        HashSet<InstrumentId> books = [.. wanted.Books];
        foreach (Instrument instrument in Pick(wanted.Books.Concat(wanted.Tickers).Distinct(), now))
            _feeds.Open(instrument, books.Contains(instrument.Id));
        foreach (Instrument instrument in Pick(wanted.Tickers, now)) Tickers[instrument.Id] = instrument;
        return
        [
            .. Pick(wanted.Books, now).SelectMany(Books).Concat(Pick(wanted.Tickers, now).Select(Mark))
                .Concat(Pick(wanted.Trades, now).SelectMany(Trades))
                .Select(topic => (VenueStream.LinearMarket, topic)),
        ];
    }

    private IEnumerable<Instrument> Pick(IEnumerable<InstrumentId> ids, Timestamp now) =>
        ids.Select(session.Instruments.Find).OfType<Instrument>()
            .Where(i => i.Terms.Venue == VenueId.BinanceFutures && (i.Terms.Expiry.IsNone || i.Terms.Expiry > now));

    private IEnumerable<Topic> Books(Instrument future)
    {
        var data = clients.Market.UsdFuturesApi.ExchangeData;
        yield return Of(
            future, "bookTicker", TopMs,
            (topic, ct) => data.SubscribeToBookTickerUpdatesAsync(
                future.Symbol, topic.Reading<BinanceFuturesStreamBookPrice>(OnTop), ct), isVital: true);
        BinanceBook book = _books.GetOrAdd(
            future.Symbol, _ => new BinanceBook(_feeds.Open(future, hasBook: true)));
        yield return Of(
            future, "depth", BookMs,
            (topic, ct) => data.SubscribeToOrderBookUpdatesAsync(
                future.Symbol, DepthEveryMs,
                topic.Reading<IBinanceFuturesEventOrderBook>(change => OnBook(topic, book, change)), ct),
            lost: book.Forget, fresh: () => Ask(book));
    }

    private Topic Mark(Instrument future) => Of(
        future, "markPrice", MarkMs,
        (topic, ct) => clients.Market.UsdFuturesApi.ExchangeData.SubscribeToMarkPriceUpdatesAsync(
            future.Symbol, MarkEveryMs, topic.Reading<BinanceFuturesUsdtStreamMarkPrice>(data =>
                _feeds.With(data.Data.Symbol, data.Data, OnMark)), ct));

    private IEnumerable<Topic> Trades(Instrument future)
    {
        var data = clients.Market.UsdFuturesApi.ExchangeData;
        yield return Of(
            future, "aggTrade", 0,
            (topic, ct) => data.SubscribeToAggregatedTradeUpdatesAsync(
                future.Symbol, topic.Reading<BinanceStreamAggregatedTrade>(trade => OnTrade(future.Id, trade.Data)),
                ct));
        yield return Of(
            future, "forceOrder", 0,
            (topic, ct) => data.SubscribeToLiquidationUpdatesAsync(
                future.Symbol,
                topic.Reading<BinanceFuturesStreamLiquidation>(print => OnLiquidation(future.Id, print.Data)), ct));
    }

    private void OnTop(DataEvent<BinanceFuturesStreamBookPrice> data) =>
        _feeds.With(data.Data.Symbol, data.Data, (feed, top) =>
        {
            (Price bid, Quantity bidSize) = MarketDesk.Best(top.BestBidPrice, top.BestBidQuantity);
            (Price ask, Quantity askSize) = MarketDesk.Best(top.BestAskPrice, top.BestAskQuantity);
            Desk.Quote(
                feed, new QuoteChanged(bid, bidSize, ask, askSize, top.UpdateId),
                LibraryNumbers.TimeOf(top.TransactionTime));
        });

    private void OnBook(Topic topic, BinanceBook book, DataEvent<IBinanceFuturesEventOrderBook> data)
    {
        lock (book.Feed.Gate)
        {
            if (!book.Apply(data.Data)) topic.CountGap();
            if (book.Feed.InSync)
            {
                Desk.Book(
                    book.Feed, data.Data.LastUpdateId, tellsQuote: false,
                    LibraryNumbers.TimeOf(data.Data.TransactionTime));
                return;
            }
        }
        Ask(book);
    }

    /// <summary>Asks for a snapshot, unless one is on its way.</summary>
    private void Ask(BinanceBook book)
    {
        lock (book.Feed.Gate)
        {
            if (book.IsAsked) return;
            book.IsAsked = true;
        }
        // Not on the thread that reads the socket.
        _ = Task.Run(() => AskSnapshotAsync(book));
    }

    private async Task AskSnapshotAsync(BinanceBook book)
    {
        using var limit = new CancellationTokenSource(SnapshotWithin);
        CancellationToken ct = limit.Token;
        bool holdsTurn = false;
        try
        {
            await _snapshots.WaitAsync(ct).ConfigureAwait(false);
            holdsTurn = true;
            BinanceFuturesOrderBook snapshot = await reads.AskAsync(
                "a book", token => clients.Rest.UsdFuturesApi.ExchangeData.GetOrderBookAsync(
                    book.Feed.Instrument.Symbol, SnapshotLevels, token), ct).ConfigureAwait(false);
            bool fits;
            lock (book.Feed.Gate)
            {
                fits = book.OnSnapshot(snapshot);
                if (fits)
                    Desk.Book(
                        book.Feed, snapshot.LastUpdateId, tellsQuote: false,
                        LibraryNumbers.TimeOf(snapshot.TransactionTime));
            }
            if (!fits) await Task.Delay(AgainAfter, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is VenueUnreachableException or OperationCanceledException
            || VenueFrames.IsBadFrame(e))
        {
            // The next change of the book asks again.
        }
        finally
        {
            if (holdsTurn) _snapshots.Release();
            lock (book.Feed.Gate) book.IsAsked = false;
        }
    }

    private void OnMark(MarketFeed feed, BinanceFuturesUsdtStreamMarkPrice mark)
    {
        Timestamp at = LibraryNumbers.TimeOf(mark.EventTime);
        Desk.Mark(feed, mark.MarkPrice, mark.IndexPrice, at);
        // Delivery contracts carry an empty rate, or one without a next payment.
        if (mark.FundingRate is not { } rate) return;
        var funding = new FundingChanged(
            (double)rate, LibraryNumbers.TimeOf(mark.NextFundingTime),
            _fundingMinutes.GetValueOrDefault(feed.Instrument.Symbol, UsualFundingMinutes));
        Desk.Slow(feed, in funding, feed.OpenInterest, at);
    }

    private void OnTrade(InstrumentId future, BinanceStreamAggregatedTrade trade) => Desk.Trade(
        future,
        new TradePrinted(
            LibraryNumbers.PriceOf(trade.Price), LibraryNumbers.SizeOf(trade.Quantity),
            // The buyer is the maker: then a seller took.
            trade.BuyerIsMaker ? Side.Sell : Side.Buy, 1),
        LibraryNumbers.TimeOf(trade.TradeTime));

    /// <summary>The venue names the order's side: a sell closed a long.</summary>
    private void OnLiquidation(InstrumentId future, BinanceFuturesStreamLiquidation print) => Desk.Liquidation(
        future,
        new LiquidationPrinted(
            print.Side == B.OrderSide.Sell ? Side.Buy : Side.Sell,
            LibraryNumbers.PriceOf(print.AveragePrice > 0 ? print.AveragePrice : print.Price),
            LibraryNumbers.SizeOf(print.Quantity)),
        LibraryNumbers.TimeOf(print.Timestamp));

    private static Topic Of(
        Instrument future, string what, long rateMs, Func<Topic, CancellationToken, Subscribing> subscribe,
        bool isVital = false, Action? lost = null, Action? fresh = null) =>
        new($"{what} of {future.Symbol}", rateMs, isVital, subscribe)
        {
            Instruments = new HashSet<InstrumentId> { future.Id },
            Lost = lost,
            Fresh = fresh,
        };
}
