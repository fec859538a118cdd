using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>A connection to a room, and what it asked for. Subscriptions belong to the exchange thread.</summary>
internal sealed class StreamSession(SocketLink link, StreamPath path, int messagesPerSecondMax)
{
    private long _second;
    private int _messages;

    public SocketLink Link => link;

    public StreamRoom Room => path.Room;

    /// <summary>True: payloads come wrapped; may be changed by the client.</summary>
    public bool IsCombined { get; set; } = path.IsCombined;

    /// <summary>Everything asked for, in order, whether or not it is served here.</summary>
    public List<string> Names { get; } = [];

    /// <summary>False when this is one message too many in a second.</summary>
    public bool TryMessage(long nowMilliseconds)
    {
        long second = nowMilliseconds / 1000;
        if (second != _second) _messages = 0;
        _second = second;
        return ++_messages <= messagesPerSecondMax;
    }
}
