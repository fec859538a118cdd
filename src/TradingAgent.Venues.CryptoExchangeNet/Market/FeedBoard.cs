using System.Collections.Concurrent;

namespace TradingAgent.Venues.CryptoExchangeNet.Market;

/// <summary>The feeds of a run by the venue's symbol. Thread-safe.</summary>
internal sealed class FeedBoard
{
    private readonly ConcurrentDictionary<string, MarketFeed> _feeds = new(StringComparer.Ordinal);

    /// <summary>The feed of an instrument, new or known.</summary>
    public MarketFeed Open(Instrument instrument, bool hasBook) =>
        _feeds.GetOrAdd(instrument.Symbol, _ => new MarketFeed(instrument, hasBook));

    /// <summary>Does something with a symbol's feed, alone; nothing for a symbol nobody asked for.</summary>
    public void With<TState>(string symbol, TState state, Action<MarketFeed, TState> act)
    {
        if (!_feeds.TryGetValue(symbol, out MarketFeed? feed)) return;
        lock (feed.Gate) act(feed, state);
    }

    public MarketFeed? Find(string symbol) => _feeds.GetValueOrDefault(symbol);

    public void Remove(string symbol) => _feeds.TryRemove(symbol, out _);
}
