using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// One public stream, of futures or of options: subscribes, keeps books whole with snapshots that its owner fetches,
/// and publishes what changed. A stream that was acknowledged and says nothing is asked for again, then given up: on a
/// wrong path the venue is silent for ever.
/// </summary>
internal sealed partial class BinanceMarketProtocol : IMarketProtocol
{
    private const long SnapshotPatienceMs = 10_000;
    private const long SnapshotPauseMs = 1_000;
    private const int BadFramesBeforeReconnect = 3;

    private readonly MarketSources _sources;
    private readonly VenueId _venue;
    private readonly StreamRoad _road;
    private readonly InstrumentTable _instruments;
    private readonly FrameQuarantine _quarantine;
    private readonly ILogger _logger;
    private readonly MarketPublisher _publisher;
    private readonly StreamDesk _desk;
    private readonly SilenceWatch _silence;
    private readonly DepthFrame _depth = new();
    private readonly DepthFrame _snapshot = new();
    private MarketFeed?[] _feeds;
    private TopicAge? _arrayAge;
    private int _badFrames;

    /// <param name="sources">What this stream shares with the venue's others.</param>
    /// <param name="plan">The path and the streams.</param>
    /// <param name="quarantine">Where unreadable frames go.</param>
    /// <param name="logger">For humans.</param>
    public BinanceMarketProtocol(
        MarketSources sources, StreamPlan<StreamRoad> plan, FrameQuarantine quarantine, ILogger logger)
    {
        _sources = sources;
        _venue = sources.Venue;
        _road = plan.Road;
        _instruments = sources.Instruments;
        _quarantine = quarantine;
        _logger = logger;
        _publisher = new MarketPublisher(_venue, sources.Events, sources.Rates);
        _desk = new StreamDesk(plan.Topics);
        _silence = new SilenceWatch(
            (wire, streams, _) => _desk.Renew(wire, streams),
            (count, stream, seconds) => LogSilent(_logger, _venue, _road, count, stream, seconds),
            stream => LogGivenUp(_logger, _venue, _road, stream));
        _feeds = new MarketFeed?[_instruments.Capacity];
        foreach (string stream in plan.Topics) Prepare(stream);
    }

    /// <summary>Asks the owner for a snapshot of an instrument's book; it comes back to OnSnapshot.</summary>
    public Action<Instrument>? SnapshotWanted { get; set; }

    /// <summary>Frames about symbols that are not in the table.</summary>
    public long UnknownSymbols { get; private set; }

    /// <summary>
    /// Frames, and options of an array, that the quick road left to the general reader: answers, and the unusual.
    /// </summary>
    public long GeneralFrames { get; private set; }

    /// <summary>Gaps found in books.</summary>
    public long Gaps { get; private set; }

    public void Add(IReadOnlyList<string> topics, WireTime time, IWire wire)
    {
        foreach (string topic in topics) Prepare(topic, time.WallMilliseconds);
        _desk.Add(wire, topics);
        AskForSnapshots(time);
    }

    public void Remove(InstrumentId instrument, IReadOnlyList<string> topics, IWire wire)
    {
        if (instrument.Index < _feeds.Length) _feeds[instrument.Index] = null;
        foreach (string topic in topics) _silence.Remove(topic);
        _desk.Remove(wire, topics);
    }

    public void OnOpened(WireTime time, IWire wire)
    {
        foreach (MarketFeed? feed in _feeds) feed?.Forget();
        _badFrames = 0;
        _silence.OnOpened(time.WallMilliseconds);
        _desk.OnOpened(wire);
        AskForSnapshots(time);
    }

    public void OnTick(WireTime time, IWire wire)
    {
        _desk.OnTick(wire);
        AskForSnapshots(time);
        _silence.OnTick(time.WallMilliseconds, wire);
    }

    public bool OnWriting(long tag, WireTime time) => true;

    public void OnClosed(WireTime time)
    {
        foreach (MarketFeed? feed in _feeds) feed?.Forget();
    }

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        try
        {
            if (TryDecodePlain(message, time)) wire.Ready();
            else if (!Decode(message, time, wire)) return false;
            return true;
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            _publisher.Flush();
            OnBadFrame(message, e.Message, time);
            if (++_badFrames >= BadFramesBeforeReconnect) wire.Reconnect("several frames could not be read");
            return false;
        }
    }

    /// <summary>The snapshot that was asked for; an empty body when it could not be had.</summary>
    public void OnSnapshot(InstrumentId instrument, ReadOnlySpan<byte> body, WireTime time)
    {
        if (FeedOf(instrument) is not { Book: { } book } feed || feed.SnapshotAskedMs == 0) return;
        if (body.Length == 0) return;
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            _snapshot.Read(ref reader);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            OnBadFrame(body, e.Message, time);
            return;
        }
        if (book.OnSnapshot(_snapshot) == BookStep.Gap)
        {
            // Older than what waits: a newer one will fit.
            Want(feed, time);
            return;
        }
        feed.SnapshotAskedMs = 0;
        _publisher.Depth(feed, book, time.Now, _snapshot.At);
    }

    private void OnDepth(WireTime time)
    {
        if (FeedOf(_depth.Symbol) is not { Book: { } book } feed) return;
        feed.DepthAge?.OnData(time.WallMilliseconds);
        switch (book.Apply(_depth))
        {
            case BookStep.Applied:
                _publisher.Depth(feed, book, time.Now, _depth.At);
                break;
            case BookStep.Gap:
                Gaps++;
                LogGap(_logger, _venue, feed.Instrument.Symbol);
                Want(feed, time);
                break;
        }
    }

    private void OnTop(in TopRow row, WireTime time)
    {
        if (FeedOf(row.Symbol) is not { } feed) return;
        feed.TopAge?.OnData(time.WallMilliseconds);
        if (row.UpdateId != 0 && row.UpdateId <= feed.TopUpdateId) return;
        feed.TopUpdateId = row.UpdateId;
        _publisher.Top(feed.Instrument.Id, in row, time.Now);
    }

    private void OnMark(in MarkRow row, WireTime time)
    {
        if (FeedOf(row.Symbol) is not { } feed) return;
        feed.MarkAge?.OnData(time.WallMilliseconds);
        _publisher.Mark(feed, in row, _sources.FundingMinutes(feed.Instrument.Id), time.Now);
    }

    private void OnTrade(in TradeRow row, WireTime time)
    {
        if (TryResolve(row.Symbol, out InstrumentId id) && _sources.Tickers.Has(id))
            _publisher.Trade(id, in row, time.Now);
    }

    private void OnLiquidation(in LiquidationRow row, WireTime time)
    {
        if (TryResolve(row.Symbol, out InstrumentId id)) _publisher.Liquidation(id, in row, time.Now);
    }

    private void OnOptionMark(in OptionMarkRow row, WireTime time)
    {
        if (TryResolve(row.Symbol, out InstrumentId id) && _sources.Tickers.Has(id))
            _publisher.OptionMark(id, in row, time.Now);
    }

    private void OnIndex(in IndexRow row, WireTime time) =>
        _sources.OnIndex(row.Symbol, new Price(row.Price), time.Now);

    private void OnBadFrame(ReadOnlySpan<byte> frame, string reason, WireTime time)
    {
        _quarantine.Add($"{_venue} {_road}", reason, frame, time.Now);
        LogBadFrame(_logger, _venue, _road, reason, _quarantine.Count);
    }

    /// <summary>Asks for every book that has none, or whose snapshot did not come in time.</summary>
    private void AskForSnapshots(WireTime time)
    {
        foreach (MarketFeed? feed in _feeds)
        {
            if (feed?.Book is not { InSync: false }) continue;
            long waited = time.WallMilliseconds - feed.SnapshotAskedMs;
            if (feed.SnapshotAskedMs == 0 || waited >= SnapshotPatienceMs) Want(feed, time, isDue: true);
        }
    }

    /// <summary>Not more than once a second: a book that will not fit must not use up the address's weight.</summary>
    private void Want(MarketFeed feed, WireTime time, bool isDue = false)
    {
        if (!isDue && time.WallMilliseconds - feed.SnapshotAskedMs < SnapshotPauseMs)
        {
            // The tick asks once the pause is over.
            feed.SnapshotAskedMs = Math.Max(1, feed.SnapshotAskedMs - SnapshotPatienceMs + SnapshotPauseMs);
            return;
        }
        feed.SnapshotAskedMs = Math.Max(time.WallMilliseconds, 1);
        SnapshotWanted?.Invoke(feed.Instrument);
    }

    private bool TryResolve(ReadOnlySpan<byte> symbol, out InstrumentId id)
    {
        bool known = _instruments.TryResolve(_venue, symbol, out id);
        if (!known) UnknownSymbols++;
        return known;
    }

    private MarketFeed? FeedOf(ReadOnlySpan<byte> symbol) =>
        TryResolve(symbol, out InstrumentId id) ? FeedOf(id) : null;

    private MarketFeed? FeedOf(InstrumentId id) => id.Index < _feeds.Length ? _feeds[id.Index] : null;

    private void Prepare(string stream, long nowMs = 0)
    {
        StreamKind kind = StreamNames.KindOf(Encoding.ASCII.GetBytes(stream));
        if (kind is StreamKind.OptionMarks or StreamKind.Indices)
        {
            _arrayAge ??= Watch(stream, kind, isOption: true, nowMs);
            return;
        }
        if (kind is not (StreamKind.Top or StreamKind.Depth or StreamKind.Mark)) return;
        string subject = stream[..stream.IndexOf('@', StringComparison.Ordinal)];
        byte[] symbol = Encoding.ASCII.GetBytes(subject.ToUpperInvariant());
        if (!_instruments.TryResolve(_venue, symbol, out InstrumentId id)) return;
        if (id.Index >= _feeds.Length) Array.Resize(ref _feeds, Math.Max(_instruments.Capacity, id.Index + 1));
        Instrument instrument = _instruments[id];
        MarketFeed feed = _feeds[id.Index] ??= new MarketFeed(instrument);
        TopicAge age = Watch(stream, kind, instrument.Terms.IsOption, nowMs);
        if (kind == StreamKind.Top) feed.TopAge = age;
        else if (kind == StreamKind.Mark) feed.MarkAge = age;
        else
        {
            feed.DepthAge = age;
            feed.Book ??= new DepthBook();
        }
    }

    private TopicAge Watch(string stream, StreamKind kind, bool isOption, long nowMs)
    {
        bool isVital = kind == StreamKind.Top && !isOption;
        var age = new TopicAge(stream, isVital, StreamNames.ExpectedMs(kind, isOption));
        age.OnOpened(nowMs);
        _silence.Add(age);
        return age;
    }
}
