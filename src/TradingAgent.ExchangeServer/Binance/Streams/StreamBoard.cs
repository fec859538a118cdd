using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>
/// All public streams that somebody listens to, raw and wrapped apart. A stream lives from its first subscriber to its
/// last. Exchange thread only.
/// </summary>
internal sealed class StreamBoard(FeedMaker maker, double pace)
{
    private readonly Dictionary<(StreamRoom Room, string Name, bool IsWrapped), Topic> _topics = [];
    private readonly List<Topic> _order = [];
    private readonly List<IStreamEar> _ears = [];
    private readonly FrameWriter _writer = new();

    public void Subscribe(StreamSession session, string name, Timestamp now)
    {
        (StreamRoom, string, bool) key = (session.Room, name, session.IsCombined);
        if (!_topics.TryGetValue(key, out Topic? topic))
        {
            // What is not served in this room is accepted all the same, and stays silent, as at the venue.
            if (!StreamName.TryParse(name, out StreamName parsed)) return;
            if (maker.Make(session.Room, parsed) is not { } feed) return;
            if (feed is IStreamEar ear) _ears.Add(ear);
            topic = new Topic(name, session.IsCombined ? new WrappedFeed(name, feed) : feed, pace);
            _topics.Add(key, topic);
            _order.Add(topic);
        }
        topic.Add(session.Link, _writer, now);
    }

    public void Unsubscribe(StreamSession session, string name)
    {
        foreach (bool isWrapped in (ReadOnlySpan<bool>)[false, true])
        {
            (StreamRoom, string, bool) key = (session.Room, name, isWrapped);
            if (!_topics.TryGetValue(key, out Topic? topic)) continue;
            topic.Remove(session.Link);
            if (topic.IsIdle) Drop(key, topic);
        }
    }

    public void Forget(StreamSession session)
    {
        foreach (string name in session.Names) Unsubscribe(session, name);
    }

    public void Publish(Timestamp now)
    {
        foreach (Topic topic in _order) topic.Publish(_writer, now);
    }

    public void OnTrade(in TradePrint trade)
    {
        foreach (IStreamEar ear in _ears) ear.OnTrade(trade);
    }

    public void OnDepth(in DepthChange change)
    {
        foreach (IStreamEar ear in _ears) ear.OnDepth(change);
    }

    public void OnForced(in ExecutionSnapshot execution)
    {
        foreach (IStreamEar ear in _ears) ear.OnForced(execution);
    }

    public void OnListed(ListedInstrument instrument)
    {
        foreach (IStreamEar ear in _ears) ear.OnListed(instrument);
        if (instrument.Status != InstrumentStatus.Closed) return;
        foreach (((StreamRoom, string Name, bool) key, Topic topic) in _topics.ToArray())
        {
            bool isAbout = StreamName.TryParse(key.Name, out StreamName parsed)
                && maker.IsAbout(parsed, instrument);
            if (isAbout) Drop(key, topic);
        }
    }

    private void Drop((StreamRoom, string, bool) key, Topic topic)
    {
        _topics.Remove(key);
        _order.Remove(topic);
        ITopicFeed feed = topic.Feed is WrappedFeed wrapped ? wrapped.Inner : topic.Feed;
        if (feed is IStreamEar ear) _ears.Remove(ear);
    }
}
