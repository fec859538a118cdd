using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary><c>@aggTrade</c>: the aggregated trades that were finished since the last frame.</summary>
internal sealed class AggregateFeed(string symbol, ListedInstrument instrument, AggregateTape tape) : ITopicFeed
{
    private long _told = tape.LastId;

    public Duration Interval { get; } = Duration.FromMilliseconds(100);

    public bool HasMore => _told < tape.LastId;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (!HasMore) return false;
        int behind = (int)Math.Min(tape.LastId - _told, tape.Done.Count);
        AggregateTrade trade = tape.Done[^behind];
        _told = trade.Id;
        json.WriteStartObject();
        json.WriteString("e"u8, "aggTrade"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, symbol);
        trade.WriteFields(json, instrument);
        Marks.Contract(json, instrument);
        json.WriteEndObject();
        return true;
    }
}
