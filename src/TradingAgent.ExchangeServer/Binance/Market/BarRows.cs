using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>Bars over REST: oldest first, each an array of twelve.</summary>
internal sealed class BarRows(CandleBook candles)
{
    private const int LimitMax = 1_500;

    public Answer Write(BinanceCall call, ListedInstrument instrument, CandleKind kind)
    {
        if (!IntervalNames.TryParse(call.Fields.Text("interval"), out CandleInterval interval))
            return new Answer(-1120, "Invalid interval.");
        long first = call.Fields.Whole("startTime", 0) ?? 0;
        long last = call.Fields.Whole("endTime", long.MaxValue) ?? long.MaxValue;
        int limit = call.Fields.Limit(500, LimitMax);
        List<Candle> bars = [];
        if (candles.Find(instrument, kind) is { } series)
        {
            Timestamp from = Timestamp.FromMilliseconds(Math.Clamp(first, 0, call.Now.Milliseconds));
            Timestamp to = Timestamp.FromMilliseconds(Math.Clamp(last, 0, call.Now.Milliseconds));
            // With a beginning the bars count from there, otherwise they are the newest.
            int read = first > 0 ? int.MaxValue : limit;
            bars = series.Read(interval, from, to, read, call.Now);
            bars.Reverse();
        }
        call.Json.WriteStartArray();
        foreach (Candle bar in bars.Take(limit)) Write(call.Json, instrument, interval, bar, kind);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private static void Write(
        Utf8JsonWriter json, ListedInstrument instrument, in CandleInterval interval, in Candle bar, CandleKind kind)
    {
        int decimals = kind == CandleKind.Trade ? JsonText.DecimalsOf(instrument.Terms.Tick.Raw) : 8;
        json.WriteStartArray();
        json.WriteNumberValue(bar.Start.Milliseconds);
        foreach (decimal price in (ReadOnlySpan<decimal>)[bar.Open, bar.High, bar.Low, bar.Close])
            json.DecimalValue(FixedPoint.FromDecimal(price), decimals);
        json.DecimalValue(FixedPoint.FromDecimal(bar.Volume), 0);
        json.WriteNumberValue(interval.NextAfter(bar.Start).Milliseconds - 1);
        json.DecimalValue(FixedPoint.FromDecimal(decimal.Round(bar.Turnover, 8)), 0);
        json.WriteNumberValue(bar.Trades);
        json.DecimalValue(FixedPoint.FromDecimal(bar.BuyVolume), 0);
        json.DecimalValue(FixedPoint.FromDecimal(decimal.Round(bar.BuyTurnover, 8)), 0);
        json.WriteStringValue("0"u8);
        json.WriteEndArray();
    }
}
