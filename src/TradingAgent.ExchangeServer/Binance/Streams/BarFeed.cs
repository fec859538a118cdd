using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>
/// <c>@kline_</c>: the running bar while it moves; one that has ended comes once more, closed, before the next.
/// </summary>
internal sealed class BarFeed(
    string symbol, ListedInstrument instrument, CandleInterval interval, CandleSeries series) : ITopicFeed
{
    private Candle _told;
    private bool _hasNext;

    public Duration Interval { get; } = Duration.FromMilliseconds(250);

    public bool HasMore => _hasNext;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        _hasNext = false;
        if (!series.TryCurrent(interval, now, out Candle bar) || bar == _told) return false;
        bool hasEnded = _told.Close != 0 && bar.Start > _told.Start;
        if (hasEnded && series.Read(interval, _told.Start, _told.Start, 1, now) is [Candle ended])
        {
            _told = default;
            _hasNext = true;
            Write(json, ended, isClosed: true, now);
            return true;
        }
        _told = bar;
        Write(json, bar, isClosed: false, now);
        return true;
    }

    private void Write(Utf8JsonWriter json, in Candle bar, bool isClosed, Timestamp now)
    {
        int decimals = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartObject();
        json.WriteString("e"u8, "kline"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, symbol);
        json.WriteStartObject("k"u8);
        json.WriteNumber("t"u8, bar.Start.Milliseconds);
        json.WriteNumber("T"u8, interval.NextAfter(bar.Start).Milliseconds - 1);
        json.WriteString("s"u8, symbol);
        json.WriteString("i"u8, interval.Name);
        json.WriteNumber("f"u8, bar.FirstTrade);
        json.WriteNumber("L"u8, bar.LastTrade);
        json.Decimal("o"u8, FixedPoint.FromDecimal(bar.Open), decimals);
        json.Decimal("c"u8, FixedPoint.FromDecimal(bar.Close), decimals);
        json.Decimal("h"u8, FixedPoint.FromDecimal(bar.High), decimals);
        json.Decimal("l"u8, FixedPoint.FromDecimal(bar.Low), decimals);
        json.Decimal("v"u8, bar.Volume);
        json.WriteNumber("n"u8, bar.Trades);
        json.WriteBoolean("x"u8, isClosed);
        json.Decimal("q"u8, decimal.Round(bar.Turnover, 8));
        json.Decimal("V"u8, bar.BuyVolume);
        json.Decimal("Q"u8, decimal.Round(bar.BuyTurnover, 8));
        if (!instrument.Terms.IsOption) json.WriteString("B"u8, "0"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
