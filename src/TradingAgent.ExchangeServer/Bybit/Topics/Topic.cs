using System.Text.Json;
using TradingAgent.ExchangeServer.Bybit.Json;
using TradingAgent.ExchangeServer.Bybit.Sockets;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>A topic with its subscribers: each frame is written once and shared by all of them.</summary>
internal sealed class Topic(string name, ITopicFeed feed, double pace)
{
    private readonly long _interval = (long)(feed.Interval.Nanoseconds * pace);
    private readonly List<SocketSession> _subscribers = [];
    private long _slot;

    public string Name => name;

    public ITopicFeed Feed => feed;

    public bool IsIdle => _subscribers.Count == 0;

    public bool Has(SocketSession session) => _subscribers.Contains(session);

    /// <summary>Brings everybody up to now, then adds a subscriber and sends it the snapshot of that state.</summary>
    public void Add(SocketSession session, FrameWriter writer, Timestamp now)
    {
        bool isFirst = IsIdle;
        if (!isFirst) PublishChange(writer, now);
        if (!Has(session)) _subscribers.Add(session);
        Utf8JsonWriter json = writer.Begin();
        if (!feed.TryWriteSnapshot(json, isFirst, now)) return;
        SharedFrame frame = writer.Finish();
        session.Send(frame);
        frame.Release();
    }

    public void Remove(SocketSession session) => _subscribers.Remove(session);

    /// <summary>
    /// Sends what changed, at most once in each slot of the interval, on a grid that all topics share.
    /// </summary>
    public void Publish(FrameWriter writer, Timestamp now)
    {
        if (_interval > 0)
        {
            long slot = now.Nanoseconds / _interval;
            if (slot == _slot) return;
            _slot = slot;
        }
        PublishChange(writer, now);
    }

    private void PublishChange(FrameWriter writer, Timestamp now)
    {
        if (!feed.TryWriteChange(writer.Begin(), now)) return;
        SharedFrame frame = writer.Finish();
        bool hasCut = false;
        foreach (SocketSession session in _subscribers)
        {
            session.Send(frame);
            hasCut |= session.IsCut;
        }
        frame.Release();
        if (hasCut) _subscribers.RemoveAll(session => session.IsCut);
    }
}
