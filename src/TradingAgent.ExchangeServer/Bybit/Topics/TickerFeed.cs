using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// <c>tickers.{symbol}</c>: for futures a snapshot and then only the fields whose text changed; for options whole
/// snapshots with an id, each time something changed.
/// </summary>
internal sealed class TickerFeed(string topic, ListedInstrument instrument, ExchangeView view) : ITopicFeed
{
    private readonly bool _isOption = instrument.Terms.IsOption;
    private readonly FieldMemory _row =
        new(instrument.Terms.IsOption ? OptionTicker.FieldCount : FutureTicker.FieldCount);
    private long _seenCount = -1;

    public Duration Interval { get; } = Duration.FromMilliseconds(100);

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now)
    {
        _seenCount = view.Activity.Any(instrument.Id);
        Write(json, writesAll: true, now);
        return true;
    }

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        long count = view.Activity.Any(instrument.Id);
        if (count == _seenCount) return false;
        _seenCount = count;
        return Write(json, _isOption, now) > 0;
    }

    /// <summary>Writes the frame and returns the number of fields in it.</summary>
    private int Write(Utf8JsonWriter json, bool writesAll, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        json.WriteStartObject();
        if (_isOption) json.WriteString("id"u8, topic + "-" + ticker.Sequence + "-" + now.Milliseconds);
        json.WriteString("topic"u8, topic);
        if (_isOption) json.WriteNumber("ts"u8, now.Milliseconds);
        else json.WriteString("type"u8, writesAll ? "snapshot"u8 : "delta"u8);
        json.WriteStartObject("data"u8);
        json.WriteString("symbol"u8, instrument.Symbol);
        _row.Begin(json, writesAll);
        if (_isOption) OptionTicker.Write(_row, instrument, ticker, isRest: false);
        else FutureTicker.Write(_row, instrument, ticker, isRest: false);
        json.WriteEndObject();
        if (_isOption)
        {
            json.WriteString("type"u8, "snapshot"u8);
        }
        else
        {
            json.WriteNumber("cs"u8, ticker.Sequence);
            json.WriteNumber("ts"u8, now.Milliseconds);
        }
        json.WriteEndObject();
        return _row.Written;
    }
}
