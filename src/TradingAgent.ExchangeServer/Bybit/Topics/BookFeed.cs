using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// <c>orderbook.{depth}.{symbol}</c>: a snapshot, then the levels that changed, numbered without a gap. Depth 1 is
/// snapshots only, repeated with the same number after three quiet seconds.
/// </summary>
internal sealed class BookFeed : ITopicFeed
{
    private static readonly Duration Repeat = Duration.FromSeconds(3);

    private readonly string _topic;
    private readonly ListedInstrument _instrument;
    private readonly ExchangeView _view;
    private readonly SideLevels _bids;
    private readonly SideLevels _asks;
    private readonly int _depth;
    private readonly bool _isOption;
    private readonly int _priceDecimals;
    private readonly int _quantityDecimals;
    private readonly BookNumber _number;
    private Timestamp _sentAt;
    private long _sequence;
    private Timestamp _changedAt;

    public BookFeed(string topic, ListedInstrument instrument, int depth, ExchangeView view, BookNumber number)
    {
        _number = number;
        _topic = topic;
        _instrument = instrument;
        _view = view;
        _depth = depth;
        _isOption = instrument.Terms.IsOption;
        _bids = new SideLevels(depth, isBid: true);
        _asks = new SideLevels(depth, isBid: false);
        _priceDecimals = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        _quantityDecimals = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        Interval = IntervalOf(depth, _isOption);
    }

    public Duration Interval { get; }

    /// <summary>The deepest that the venue serves: its numbers are the book's over REST too.</summary>
    public static int Deepest(bool isOption) => isOption ? 100 : 1000;

    /// <summary>True for the depths that the venue serves in a category.</summary>
    public static bool Serves(int depth, bool isOption) =>
        isOption ? depth is 25 or 100 : depth is 1 or 50 or 200 or 1000;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now)
    {
        if (isFirst)
        {
            Refresh();
            Rise();
        }
        _sentAt = now;
        Write(json, isSnapshot: true, now);
        return true;
    }

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        bool isQuiet = _view.Activity.Book(_instrument.Id) == _number.Seen;
        if (!isQuiet)
        {
            // What moved may lie deeper than this topic shows.
            Refresh();
            isQuiet = _bids.ChangeCount + _asks.ChangeCount == 0;
            if (!isQuiet) Rise();
        }
        if (isQuiet && (_depth != 1 || now - _sentAt < Repeat)) return false;
        _sentAt = now;
        Write(json, _depth == 1, now);
        return true;
    }

    private void Refresh()
    {
        _number.Seen = _view.Activity.Book(_instrument.Id);
        _bids.Replace(_view.Levels(_instrument.Id, Side.Buy, _depth));
        _asks.Replace(_view.Levels(_instrument.Id, Side.Sell, _depth));
    }

    private void Rise()
    {
        _number.Rise();
        _sequence = _view.Activity.BookSequence(_instrument.Id);
        _changedAt = _view.Activity.BookTime(_instrument.Id);
    }

    private void Write(Utf8JsonWriter json, bool isSnapshot, Timestamp now)
    {
        json.WriteStartObject();
        json.WriteString("topic"u8, _topic);
        if (_isOption)
            json.WriteString("id"u8, _topic + "-" + _number.Update + "-" + now.Milliseconds);
        if (_depth == 1) json.WriteNumber("ts"u8, now.Milliseconds);
        json.WriteString("type"u8, isSnapshot ? "snapshot"u8 : "delta"u8);
        if (_depth != 1) json.WriteNumber("ts"u8, now.Milliseconds);
        json.WriteStartObject("data"u8);
        json.WriteString("s"u8, _instrument.Symbol);
        json.WriteStartArray("b"u8);
        WriteLevels(json, isSnapshot ? _bids.Levels : _bids.Changes);
        json.WriteEndArray();
        json.WriteStartArray("a"u8);
        WriteLevels(json, isSnapshot ? _asks.Levels : _asks.Changes);
        json.WriteEndArray();
        json.WriteNumber("u"u8, _number.Update);
        json.WriteNumber("seq"u8, _sequence);
        json.WriteEndObject();
        json.WriteNumber("cts"u8, (_changedAt.IsNone ? now : _changedAt).Milliseconds);
        json.WriteEndObject();
    }

    private void WriteLevels(Utf8JsonWriter json, ReadOnlySpan<BookLevel> levels)
    {
        foreach (BookLevel level in levels)
        {
            json.WriteStartArray();
            json.DecimalValue(level.Price.Raw, _priceDecimals);
            json.DecimalValue(level.Quantity.Raw, level.Quantity.IsZero ? 0 : _quantityDecimals);
            json.WriteEndArray();
        }
    }

    private static Duration IntervalOf(int depth, bool isOption) => Duration.FromMilliseconds(depth switch
    {
        1 => 10,
        25 or 50 => 20,
        1000 => 200,
        _ => isOption || depth == 200 ? 100 : 20,
    });
}
