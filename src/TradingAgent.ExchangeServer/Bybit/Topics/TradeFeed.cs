using System.Text.Json;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary><c>publicTrade.*</c>: the trades since the last frame, oldest first; options come by base coin.</summary>
internal sealed class TradeFeed(string topic, bool isOption, ExchangeView view) : ITopicFeed
{
    /// <summary>Trades in one frame at most; the rest of a burst follows in the next ones.</summary>
    private const int FrameMax = 1024;

    private readonly List<TradePrint> _waiting = [];

    public Duration Interval => Duration.Zero;

    public void OnTrade(in TradePrint trade)
    {
        _waiting.Add(trade);
    }

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now)
    {
        if (isFirst) _waiting.Clear();
        return false;
    }

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (_waiting.Count == 0) return false;
        json.WriteStartObject();
        int count = Math.Min(_waiting.Count, FrameMax);
        if (isOption) json.WriteString("id"u8, topic + "-" + _waiting[count - 1].Sequence + "-" + now.Milliseconds);
        json.WriteString("topic"u8, topic);
        json.WriteString("type"u8, "snapshot"u8);
        json.WriteNumber("ts"u8, now.Milliseconds);
        json.WriteStartArray("data"u8);
        for (int i = 0; i < count; i++)
            TradeRow.WriteStream(json, view.Listed(_waiting[i].Instrument), _waiting[i]);
        json.WriteEndArray();
        json.WriteEndObject();
        _waiting.RemoveRange(0, count);
        return true;
    }
}
