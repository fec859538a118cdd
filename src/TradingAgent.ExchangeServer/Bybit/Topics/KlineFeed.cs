using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// <c>kline.{interval}.{symbol}</c>: the running bar about once a second while it moves; a bar that has ended comes
/// once more, confirmed, before the next one begins.
/// </summary>
internal sealed class KlineFeed(
    string topic, ListedInstrument instrument, CandleInterval interval, CandleSeries series) : ITopicFeed
{
    private static readonly Duration Repeat = Duration.FromSeconds(60);

    private Candle _sent;
    private Timestamp _sentAt;

    public Duration Interval { get; } = Duration.FromSeconds(1);

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now)
    {
        if (!series.TryCurrent(interval, now, out Candle bar)) return false;
        Send(json, bar, ended: null, now);
        return true;
    }

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (!series.TryCurrent(interval, now, out Candle bar)) return false;
        if (bar == _sent && now - _sentAt < Repeat) return false;
        Candle? ended = null;
        if (_sent.Close != 0 && bar.Start > _sent.Start)
        {
            List<Candle> last = series.Read(interval, _sent.Start, _sent.Start, 1, now);
            if (last.Count > 0) ended = last[0];
        }
        Send(json, bar, ended, now);
        return true;
    }

    private void Send(Utf8JsonWriter json, in Candle bar, in Candle? ended, Timestamp now)
    {
        _sent = bar;
        _sentAt = now;
        json.WriteStartObject();
        json.WriteString("topic"u8, topic);
        json.WriteStartArray("data"u8);
        if (ended is { } final) Write(json, final, isFinal: true, now);
        Write(json, bar, isFinal: false, now);
        json.WriteEndArray();
        json.WriteNumber("ts"u8, now.Milliseconds);
        json.WriteString("type"u8, "snapshot"u8);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, in Candle bar, bool isFinal, Timestamp now)
    {
        int decimals = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        long end = interval.NextAfter(bar.Start).Milliseconds - 1;
        json.WriteStartObject();
        json.WriteNumber("start"u8, bar.Start.Milliseconds);
        json.WriteNumber("end"u8, end);
        json.WriteString("interval"u8, interval.Name);
        json.Decimal("open"u8, FixedPoint.FromDecimal(bar.Open), decimals);
        json.Decimal("close"u8, FixedPoint.FromDecimal(bar.Close), decimals);
        json.Decimal("high"u8, FixedPoint.FromDecimal(bar.High), decimals);
        json.Decimal("low"u8, FixedPoint.FromDecimal(bar.Low), decimals);
        json.Decimal("volume"u8, bar.Volume);
        json.Decimal("turnover"u8, decimal.Round(bar.Turnover, 8));
        json.WriteBoolean("confirm"u8, isFinal);
        json.WriteNumber("timestamp"u8, isFinal ? end : now.Milliseconds);
        json.WriteEndObject();
    }
}
