using Binance.Net.Interfaces;
using Binance.Net.Objects.Models;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Market;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>
/// A book from a snapshot over REST and the stream's changes from the one that straddles it on, each naming the last
/// update of the one before. Changes wait, up to a bound, while a snapshot is on its way. The caller holds the feed's
/// lock.
/// </summary>
internal sealed class BinanceBook(MarketFeed feed)
{
    private const int WaitingMax = 512;

    private readonly Queue<IBinanceFuturesEventOrderBook> _waiting = new();
    private bool _isLinked;

    public MarketFeed Feed => feed;

    /// <summary>A snapshot has been asked for and has not come.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Takes a frame of changes, or keeps it for the snapshot; false means that one was missing.</summary>
    public bool Apply(IBinanceFuturesEventOrderBook change)
    {
        if (!feed.InSync)
        {
            Keep(change);
            return true;
        }
        if (TryTake(change)) return true;
        Keep(change);
        feed.InSync = false;
        return false;
    }

    /// <summary>Takes a snapshot and what waited for it; false when what waits is newer still.</summary>
    public bool OnSnapshot(IBinanceOrderBook snapshot)
    {
        feed.Begin();
        Set(snapshot.Bids, snapshot.Asks);
        feed.LastUpdateId = snapshot.LastUpdateId;
        _isLinked = false;
        foreach (IBinanceFuturesEventOrderBook change in _waiting)
        {
            if (TryTake(change)) continue;
            feed.InSync = false;
            return false;
        }
        _waiting.Clear();
        return true;
    }

    /// <summary>The connection is gone: nothing here may be believed.</summary>
    public void Forget()
    {
        feed.Forget();
        lock (feed.Gate) _waiting.Clear();
    }

    private bool TryTake(IBinanceFuturesEventOrderBook change)
    {
        bool isOld = _isLinked ? change.LastUpdateId <= feed.LastUpdateId : change.LastUpdateId < feed.LastUpdateId;
        if (isOld) return true;
        bool fits = _isLinked
            ? change.LastUpdateIdStream == feed.LastUpdateId
            : (change.FirstUpdateId ?? 0) <= feed.LastUpdateId;
        if (!fits) return false;
        feed.LastUpdateId = change.LastUpdateId;
        _isLinked = true;
        Set(change.Bids, change.Asks);
        return true;
    }

    private void Set(BinanceOrderBookEntry[] bids, BinanceOrderBookEntry[] asks)
    {
        foreach (BinanceOrderBookEntry level in bids) Set(feed.Bids, level);
        foreach (BinanceOrderBookEntry level in asks) Set(feed.Asks, level);
    }

    private void Keep(IBinanceFuturesEventOrderBook change)
    {
        if (_waiting.Count == WaitingMax) _waiting.Dequeue();
        _waiting.Enqueue(change);
    }

    private static void Set(BookSide side, BinanceOrderBookEntry level) => side.Set(
        LibraryNumbers.PriceOf(level.Price).Raw, LibraryNumbers.SizeOf(level.Quantity).Raw);
}
