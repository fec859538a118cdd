using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// One public stream: subscribes its topics, keeps books and tickers whole, and publishes what changed. Frames are read
/// in one pass whatever the order of their keys; only a frame that names its topic after its data is read twice.
/// </summary>
internal sealed partial class BybitMarketProtocol : IMarketProtocol
{
    private const long PingEveryMs = 20_000;
    private const long ResyncPatienceMs = 10_000;
    private const int BadFramesBeforeReconnect = 3;

    private static readonly byte[] Ping = Encoding.ASCII.GetBytes("""{"req_id":"ping","op":"ping"}""");

    private readonly VenueId _venue;
    private readonly BybitCategory _category;
    private readonly InstrumentTable _instruments;
    private readonly FrameQuarantine _quarantine;
    private readonly ILogger _logger;
    private readonly MarketPublisher _publisher;
    private readonly TradeFrame _trades;
    private readonly SubscriptionDesk _desk;
    private readonly SilenceWatch _silence;
    private readonly BookFrame _book = new();
    private readonly TopicAge?[] _coinTrades = new TopicAge?[CurrencyId.Capacity];
    private InstrumentFeed?[] _feeds;
    private TickerValues _ticker;
    private long _pingedMs;
    private int _badFrames;

    public BybitMarketProtocol(
        VenueId venue,
        StreamPlan<BybitCategory> plan,
        InstrumentTable instruments,
        IEventSink events,
        CurrencyRates rates,
        FrameQuarantine quarantine,
        ILogger logger)
    {
        _venue = venue;
        _category = plan.Road;
        _instruments = instruments;
        _quarantine = quarantine;
        _logger = logger;
        _publisher = new MarketPublisher(venue, events, rates);
        _trades = new TradeFrame(venue, instruments, _publisher);
        _desk = new SubscriptionDesk(plan.Topics);
        _silence = new SilenceWatch(
            SubscriptionDesk.Renew,
            (count, topic, seconds) => LogSilent(_logger, _category.Text(), count, topic, seconds),
            topic => LogGivenUp(_logger, _category.Text(), topic));
        _feeds = new InstrumentFeed?[instruments.Capacity];
        foreach (string topic in plan.Topics) Prepare(topic);
    }

    /// <summary>Frames about symbols that are not in the table.</summary>
    public long UnknownSymbols { get; private set; }

    /// <summary>Frames that the quick road left to the general reader: control, and the unusual.</summary>
    public long GeneralFrames { get; private set; }

    /// <summary>Gaps found in books.</summary>
    public long Gaps { get; private set; }

    /// <summary>Subscribes more while the connection lives.</summary>
    public void Add(IReadOnlyList<string> topics, WireTime time, IWire wire)
    {
        foreach (string topic in topics) Prepare(topic, time.WallMilliseconds);
        _desk.Add(wire, topics);
    }

    /// <summary>Leaves topics for good, and forgets their instrument.</summary>
    public void Remove(InstrumentId instrument, IReadOnlyList<string> topics, IWire wire)
    {
        if (instrument.Index < _feeds.Length) _feeds[instrument.Index] = null;
        foreach (string topic in topics) _silence.Remove(topic);
        _desk.Remove(wire, topics);
    }

    public void OnOpened(WireTime time, IWire wire)
    {
        foreach (InstrumentFeed? feed in _feeds) feed?.Forget();
        _pingedMs = time.WallMilliseconds;
        _silence.OnOpened(time.WallMilliseconds);
        _badFrames = 0;
        _desk.AskAll(wire);
    }

    public void OnTick(WireTime time, IWire wire)
    {
        if (time.WallMilliseconds - _pingedMs >= PingEveryMs)
        {
            _pingedMs = time.WallMilliseconds;
            wire.TrySend(Ping);
        }
        foreach (InstrumentFeed? feed in _feeds)
        {
            if (feed is null || feed.ResyncAskedMs == 0) continue;
            if (time.WallMilliseconds - feed.ResyncAskedMs >= ResyncPatienceMs) Resync(feed, time, wire);
        }
        _silence.OnTick(time.WallMilliseconds, wire);
    }

    public bool OnWriting(long tag, WireTime time) => true;

    public void OnClosed(WireTime time)
    {
        foreach (InstrumentFeed? feed in _feeds) feed?.Forget();
    }

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        var head = default(FrameHead);
        try
        {
            if (TryDecodePlain(message, time, wire)) return true;
            GeneralFrames++;
            return Decode(message, time, wire, ref head);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            _quarantine.Add($"bybit {_category.Text()}", e.Message, message, time.Now);
            LogBadFrame(_logger, _category.Text(), e.Message, _quarantine.Count);
            if (++_badFrames >= BadFramesBeforeReconnect) wire.Reconnect("several frames could not be read");
            else if (head.Feed is { } feed) Mend(feed, head.Topic, time, wire);
            return false;
        }
    }

    private bool Decode(ReadOnlySpan<byte> message, WireTime time, IWire wire, ref FrameHead head)
    {
        var reader = new Utf8JsonReader(message);
        Utf8JsonReader late = default;
        bool isLate = false;
        reader.Read();
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            if (name.SequenceEqual("data"u8))
            {
                VenueFrames.ToValue(ref reader);
                isLate = head.Topic == TopicKind.Unknown;
                if (isLate) late = reader;
                if (isLate) reader.Skip();
                else ReadData(ref reader, head.Topic, time.Now);
            }
            else
            {
                ReadHead(ref reader, name, ref head);
            }
        }
        if (head.Topic == TopicKind.Unknown)
        {
            MarketControl.Read(message, out MarketControl control);
            OnControl(control, wire);
            return false;
        }
        if (isLate) ReadData(ref late, head.Topic, time.Now);
        Publish(in head, time, wire);
        wire.Ready();
        return true;
    }

    private void ReadHead(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref FrameHead head)
    {
        switch (name.Length)
        {
            case 5 when name.SequenceEqual("topic"u8):
                VenueFrames.ToValue(ref reader);
                head.Topic = BybitTopics.Parse(Utf8Fields.Text(ref reader), out ReadOnlySpan<byte> subject);
                Address(subject, ref head);
                break;
            case 4 when name.SequenceEqual("type"u8):
                VenueFrames.ToValue(ref reader);
                head.IsDelta = Utf8Fields.Text(ref reader).SequenceEqual("delta"u8);
                break;
            case 2 when name.SequenceEqual("ts"u8):
                VenueFrames.ToValue(ref reader);
                Utf8Fields.TryMilliseconds(ref reader, out head.PublishedAt);
                break;
            case 3 when name.SequenceEqual("cts"u8):
                VenueFrames.ToValue(ref reader);
                Utf8Fields.TryMilliseconds(ref reader, out head.MatchedAt);
                break;
            case 2 when name.SequenceEqual("cs"u8):
                VenueFrames.ToValue(ref reader);
                head.Sequence = VenueFrames.SequenceOrZero(ref reader);
                break;
            default:
                VenueFrames.ToValue(ref reader);
                reader.Skip();
                break;
        }
    }

    private void ReadData(ref Utf8JsonReader reader, TopicKind topic, Timestamp receivedAt)
    {
        switch (topic)
        {
            case TopicKind.Top or TopicKind.Book:
                _book.Read(ref reader);
                break;
            case TopicKind.Ticker:
                TickerFrame.Read(ref reader, ref _ticker);
                break;
            case TopicKind.Trade:
                _trades.ReadTrades(ref reader, receivedAt);
                break;
            default:
                _trades.ReadLiquidations(ref reader, receivedAt);
                break;
        }
    }

    private void Publish(in FrameHead head, WireTime time, IWire wire)
    {
        InstrumentFeed? feed = head.Feed;
        if (head.Topic == TopicKind.Trade) head.Trades?.OnData(time.WallMilliseconds);
        if (head.Topic is TopicKind.Trade or TopicKind.Liquidation) return;
        if (feed is null)
        {
            UnknownSymbols++;
            return;
        }
        feed.OnData(head.Topic, time.WallMilliseconds);
        Timestamp venueTime = head.MatchedAt.IsNone ? head.PublishedAt : head.MatchedAt;
        switch (head.Topic)
        {
            case TopicKind.Top:
                _publisher.Top(feed, _book, !head.IsDelta, time.Now, venueTime);
                break;
            case TopicKind.Book when feed.Book is { } book:
                if (!book.Apply(_book, !head.IsDelta)) OnGap(feed, time, wire);
                if (!book.InSync) return;
                feed.ResyncAskedMs = 0;
                _publisher.Book(feed, book, time.Now, venueTime);
                break;
            case TopicKind.Ticker:
                uint changed = feed.Ticker.Merge(in _ticker, !head.IsDelta);
                if (feed.Instrument.Terms.IsOption) _publisher.OptionTicker(feed, time.Now, venueTime);
                else _publisher.FutureTicker(feed, _ticker.Present, changed, head.Sequence, time.Now, venueTime);
                break;
        }
    }

    private void OnGap(InstrumentFeed feed, WireTime time, IWire wire)
    {
        Gaps++;
        LogGap(_logger, _category.Text(), feed.Instrument.Symbol);
        Resync(feed, time, wire);
    }

    private static void Resync(InstrumentFeed feed, WireTime time, IWire wire)
    {
        feed.Book?.Forget();
        feed.ResyncAskedMs = Math.Max(time.WallMilliseconds, 1);
        SubscriptionDesk.Renew(wire, BybitTopics.Book(feed.Instrument.Symbol, feed.Instrument.Terms.IsOption));
    }

    /// <summary>
    /// A frame is lost: what a change told will not be told again, so the topic is asked for whole. Level one is whole
    /// each time.
    /// </summary>
    private static void Mend(InstrumentFeed feed, TopicKind topic, WireTime time, IWire wire)
    {
        if (topic == TopicKind.Book) Resync(feed, time, wire);
        if (topic == TopicKind.Ticker) SubscriptionDesk.Renew(wire, BybitTopics.Ticker(feed.Instrument.Symbol));
    }

    private void OnControl(in MarketControl control, IWire wire)
    {
        if (control.IsPong || control.Succeeded) return;
        if (control.RequestId is not { } id) return;
        if (_desk.OnRefused(wire, id) is { } topic) LogRefused(_logger, _category.Text(), topic);
    }

    private InstrumentFeed? FeedOf(ReadOnlySpan<byte> symbol) =>
        _instruments.TryResolve(_venue, symbol, out InstrumentId id) && id.Index < _feeds.Length
            ? _feeds[id.Index]
            : null;

    /// <summary>Finds whom a frame is about; trades of options come by coin.</summary>
    private void Address(ReadOnlySpan<byte> subject, ref FrameHead head)
    {
        if (head.Topic is TopicKind.Unknown or TopicKind.Liquidation) return;
        if (head.Topic != TopicKind.Trade) head.Feed = FeedOf(subject);
        else if (_category != BybitCategory.Option) head.Trades = FeedOf(subject)?.TradeAge;
        else if (CurrencyId.TryFind(subject, out CurrencyId coin)) head.Trades = _coinTrades[coin.Index];
    }

    private void Prepare(string topic, long nowMs = 0)
    {
        TopicKind kind = BybitTopics.Parse(Encoding.ASCII.GetBytes(topic), out ReadOnlySpan<byte> subject);
        // Liquidations have no age: hours without one are what everybody hopes for.
        if (kind is TopicKind.Unknown or TopicKind.Liquidation) return;
        if (kind == TopicKind.Trade && CurrencyId.TryFind(subject, out CurrencyId coin))
        {
            _coinTrades[coin.Index] = Watch(topic, kind, isQuiet: true, nowMs);
            return;
        }
        if (!_instruments.TryResolve(_venue, subject, out InstrumentId id)) return;
        if (id.Index >= _feeds.Length) Array.Resize(ref _feeds, Math.Max(_instruments.Capacity, id.Index + 1));
        Instrument instrument = _instruments[id];
        bool isQuiet = kind == TopicKind.Trade ? !instrument.Terms.IsPerpetual : instrument.Terms.IsOption;
        TopicAge age = Watch(topic, kind, isQuiet, nowMs);
        InstrumentFeed? known = _feeds[id.Index];
        _feeds[id.Index] = new InstrumentFeed(instrument)
        {
            Book = known?.Book ?? (kind == TopicKind.Book ? new BybitBook() : null),
            QuotesFromBook = (known?.QuotesFromBook ?? false) || kind is TopicKind.Top or TopicKind.Book,
            TopAge = kind == TopicKind.Top ? age : known?.TopAge,
            BookAge = kind == TopicKind.Book ? age : known?.BookAge,
            TickerAge = kind == TopicKind.Ticker ? age : known?.TickerAge,
            TradeAge = kind == TopicKind.Trade ? age : known?.TradeAge,
        };
    }

    private TopicAge Watch(string topic, TopicKind kind, bool isQuiet, long nowMs)
    {
        var age = new TopicAge(
            topic, kind == TopicKind.Top, BybitTopics.ExpectedMs(kind, isQuiet), kind == TopicKind.Trade);
        age.OnOpened(nowMs);
        _silence.Add(age);
        return age;
    }

    private struct FrameHead
    {
        public TopicKind Topic;
        public InstrumentFeed? Feed;
        public TopicAge? Trades;
        public bool IsDelta;
        public Timestamp PublishedAt;
        public Timestamp MatchedAt;
        public long Sequence;
    }
}
