using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary><c>@depth5</c>, 10 and 20: the best levels, complete each time something in the book changed.</summary>
internal sealed class PartialDepthFeed(
    string symbol, ListedInstrument instrument, int depth, ExchangeView view, Duration interval) : ITopicFeed
{
    private long _lastUpdate = -1;

    public Duration Interval => interval;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        long update = BookRows.UpdateId(view, instrument.Id);
        if (update == _lastUpdate || instrument.Status != InstrumentStatus.Trading) return false;
        long before = _lastUpdate < 0 ? update - 1 : _lastUpdate;
        BookRows.OpenFrame(json, view, symbol, instrument.Id, before, update, now);
        BookRows.WriteSide(json, "b"u8, view, instrument, Side.Buy, depth);
        BookRows.WriteSide(json, "a"u8, view, instrument, Side.Sell, depth);
        Marks.Contract(json, instrument);
        json.WriteEndObject();
        _lastUpdate = update;
        return true;
    }
}
