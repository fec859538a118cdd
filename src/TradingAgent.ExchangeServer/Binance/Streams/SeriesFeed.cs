using System.Text.Json;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>Several feeds as one stream, each payload a frame of its own: <c>!bookTicker</c> is one.</summary>
internal sealed class SeriesFeed(IReadOnlyList<ITopicFeed> parts, Duration interval) : ITopicFeed
{
    private int _next;

    public Duration Interval => interval;

    public bool HasMore => _next > 0;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        while (_next < parts.Count)
            if (parts[_next++].TryWriteChange(json, now)) return true;
        _next = 0;
        return false;
    }
}
