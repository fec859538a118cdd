using System.Text.Json;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>A feed whose payloads come with the name of their stream.</summary>
internal sealed class WrappedFeed(string name, ITopicFeed inner) : ITopicFeed
{
    public ITopicFeed Inner => inner;

    public Duration Interval => inner.Interval;

    public bool HasMore => inner.HasMore;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now)
    {
        Open(json);
        if (!inner.TryWriteSnapshot(json, isFirst, now)) return false;
        json.WriteEndObject();
        return true;
    }

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        Open(json);
        if (!inner.TryWriteChange(json, now)) return false;
        json.WriteEndObject();
        return true;
    }

    private void Open(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("stream"u8, name);
        json.WritePropertyName("data"u8);
    }
}
