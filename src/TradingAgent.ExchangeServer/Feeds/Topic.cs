using System.Text.Json;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Feeds;

/// <summary>A topic with its subscribers: each frame is written once and shared by all of them.</summary>
internal sealed class Topic(string name, ITopicFeed feed, double pace)
{
    private readonly long _interval = (long)(feed.Interval.Nanoseconds * pace);
    private readonly List<SocketLink> _subscribers = [];
    private long _slot;

    public string Name => name;

    public ITopicFeed Feed => feed;

    public bool IsIdle => _subscribers.Count == 0;

    public bool Has(SocketLink link) => _subscribers.Contains(link);

    /// <summary>Brings everybody up to now, then adds a subscriber and sends it the snapshot of that state.</summary>
    public void Add(SocketLink link, FrameWriter writer, Timestamp now)
    {
        bool isFirst = IsIdle;
        if (!isFirst) PublishChange(writer, now);
        if (!Has(link)) _subscribers.Add(link);
        Utf8JsonWriter json = writer.Begin();
        if (!feed.TryWriteSnapshot(json, isFirst, now)) return;
        SharedFrame frame = writer.Finish();
        link.Tell(frame, isAccount: false);
        frame.Release();
    }

    /// <summary>Brings everybody up to now, whenever the next frame would have been due.</summary>
    public void BringUp(FrameWriter writer, Timestamp now) => PublishChange(writer, now);

    public void Remove(SocketLink link) => _subscribers.Remove(link);

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
        do
        {
            if (!feed.TryWriteChange(writer.Begin(), now)) return;
            SendAll(writer);
        }
        while (feed.HasMore);
    }

    private void SendAll(FrameWriter writer)
    {
        SharedFrame frame = writer.Finish();
        bool hasCut = false;
        foreach (SocketLink link in _subscribers)
        {
            link.Tell(frame, isAccount: false);
            hasCut |= link.IsCut;
        }
        frame.Release();
        if (hasCut) _subscribers.RemoveAll(link => link.IsCut);
    }
}
