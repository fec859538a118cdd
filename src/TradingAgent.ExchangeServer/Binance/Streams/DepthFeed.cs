using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>
/// <c>@depth</c>: every level that changed since the last frame, at any depth, with the ids that chain the frames to
/// each other and to a snapshot over REST.
/// </summary>
internal sealed class DepthFeed : ITopicFeed, IStreamEar
{
    private readonly SortedDictionary<long, long> _bids = [];
    private readonly SortedDictionary<long, long> _asks = [];
    private readonly string _symbol;
    private readonly ListedInstrument _instrument;
    private readonly ExchangeView _view;
    private readonly int _price;
    private readonly int _lot;
    private long _lastUpdate;

    public DepthFeed(string symbol, ListedInstrument instrument, ExchangeView view, Duration interval)
    {
        _symbol = symbol;
        _instrument = instrument;
        _view = view;
        _price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        _lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        _lastUpdate = BookRows.UpdateId(view, instrument.Id);
        Interval = interval;
    }

    public Duration Interval { get; }

    public void OnDepth(in DepthChange change)
    {
        if (change.Instrument != _instrument.Id) return;
        (change.Side == Side.Buy ? _bids : _asks)[change.Price.Raw] = change.Quantity.Raw;
    }

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        long update = BookRows.UpdateId(_view, _instrument.Id);
        if (update == _lastUpdate) return false;
        BookRows.OpenFrame(json, _view, _symbol, _instrument.Id, _lastUpdate, update, now);
        WriteSide(json, "b"u8, _bids);
        WriteSide(json, "a"u8, _asks);
        Marks.Contract(json, _instrument);
        json.WriteEndObject();
        _lastUpdate = update;
        return true;
    }

    private void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, SortedDictionary<long, long> changes)
    {
        json.WriteStartArray(name);
        foreach ((long price, long quantity) in changes) BookRows.WriteLevel(json, price, quantity, _price, _lot);
        json.WriteEndArray();
        changes.Clear();
    }
}
