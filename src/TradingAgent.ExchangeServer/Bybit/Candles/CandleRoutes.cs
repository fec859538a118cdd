using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Candles;

/// <summary>The four kinds of price bars over REST, newest first, and the volatility made from them.</summary>
internal sealed class CandleRoutes(ExchangeView view, CandleBook candles)
{
    private const double MinutesOfYear = 365 * 1440;

    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/market/kline", false, RateGroup.None, call => Bars(call, CandleKind.Trade)),
        new("GET", "/v5/market/mark-price-kline", false, RateGroup.None, call => Bars(call, CandleKind.Mark)),
        new("GET", "/v5/market/index-price-kline", false, RateGroup.None, call => Bars(call, CandleKind.Index)),
        new("GET", "/v5/market/premium-index-price-kline", false, RateGroup.None,
            call => Bars(call, CandleKind.Premium)),
        new("GET", "/v5/market/historical-volatility", false, RateGroup.None, Volatility),
    ];

    /// <summary>With a beginning and no end the bars from there on, otherwise the newest ones.</summary>
    private Answer Bars(VenueCall call, CandleKind kind)
    {
        Category category = call.Category == Category.None ? Category.Linear : call.Category;
        if (view.Find(call.Fields.Text("symbol"), category) is not { } instrument) return Answer.BadSymbol;
        if (category == Category.Option && kind != CandleKind.Mark) return Answer.BadCategory;
        if (!IntervalNames.TryParse(call.Fields.Text("interval"), out CandleInterval interval))
            return Answer.BadParameter("interval");
        int limit = call.Fields.Limit(200, 1000);
        if (call.Fields.Whole("start", 0) is not { } first || call.Fields.Whole("end", -1) is not { } last)
            return Answer.BadParameter("start or end");
        Timestamp from = Timestamp.FromMilliseconds(Math.Clamp(first, 0, call.Now.Milliseconds));
        Timestamp to = last < 0 ? call.Now : Timestamp.FromMilliseconds(Math.Clamp(last, 0, call.Now.Milliseconds));
        if (first > 0 && last < 0) to = EndOf(interval, from, limit, call.Now);
        call.Json.WriteStartObject();
        call.Json.WriteString("symbol"u8, instrument.Symbol);
        call.Json.WriteString("category"u8, category.NameOf());
        call.Json.WriteStartArray("list"u8);
        if (candles.Find(instrument, kind) is { } series)
            foreach (Candle bar in series.Read(interval, from, to, limit, call.Now))
                Write(call.Json, instrument, bar, kind);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Timestamp EndOf(in CandleInterval interval, Timestamp from, int limit, Timestamp now)
    {
        Timestamp at = interval.StartOf(from);
        for (int i = at < from ? 0 : 1; i < limit && at < now; i++) at = interval.NextAfter(at);
        return at < now ? at : now;
    }

    private static void Write(Utf8JsonWriter json, ListedInstrument instrument, in Candle bar, CandleKind kind)
    {
        int decimals = kind == CandleKind.Premium ? 6 : JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartArray();
        json.WriteStringValue(bar.Start.Milliseconds.ToString(CultureInfo.InvariantCulture));
        json.DecimalValue(FixedPoint.FromDecimal(bar.Open), decimals);
        json.DecimalValue(FixedPoint.FromDecimal(bar.High), decimals);
        json.DecimalValue(FixedPoint.FromDecimal(bar.Low), decimals);
        json.DecimalValue(FixedPoint.FromDecimal(bar.Close), decimals);
        if (kind == CandleKind.Trade)
        {
            json.DecimalValue(FixedPoint.FromDecimal(bar.Volume), 0);
            json.DecimalValue(FixedPoint.FromDecimal(decimal.Round(bar.Turnover, 8)), 0);
        }
        json.WriteEndArray();
    }

    /// <summary>
    /// Realised volatility of the index over the days that <c>period</c> says, a row for each hour of a span or for the
    /// newest one. A server that is younger than the period has only its own days to compute it over, and none has more
    /// than the ninety that bars are kept.
    /// </summary>
    private Answer Volatility(VenueCall call)
    {
        if (call.Category is not (Category.Option or Category.None)) return Answer.BadCategory;
        string coin = call.Fields.Text("baseCoin") ?? "BTC";
        if (call.Fields.Whole("period", 7) is not (7 or 14 or 21 or 30 or 60 or 90 or 180 or 270))
            return Answer.BadParameter("period");
        bool hasSpan = call.Fields.Has("startTime");
        if (hasSpan != call.Fields.Has("endTime")) return Answer.BadParameter(hasSpan ? "endTime" : "startTime");
        if (TimeSpanFilter.Of(call.Fields).IsLongerThan(days: 30)) return Answer.SpanOverMonth;
        call.TopCategory = Category.Option;
        call.Json.WriteStartArray();
        ListedInstrument? reference = view.Exchange.Instruments.FirstOrDefault(
            listed => !listed.Terms.IsOption && listed.Terms.BaseCoin.Code == coin);
        if (reference is not null && candles.Find(reference, CandleKind.Index) is { } series)
            WriteVolatility(call, series, hasSpan);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private static void WriteVolatility(VenueCall call, CandleSeries series, bool hasSpan)
    {
        int period = (int)call.Fields.Whole("period", 7)!.Value;
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        List<Candle> hours = series.Read(IntervalNames.Hour, default, call.Now, int.MaxValue, call.Now);
        (double[] variances, int[] minutes) = SumsOf(hours, series, call.Now);
        for (int i = 0; i < hours.Count && (hasSpan || i == 0); i++)
        {
            if (!span.Takes(hours[i].Start)) continue;
            int end = Math.Min(i + (period * 24), hours.Count);
            double variance = (variances[end] - variances[i]) / (minutes[end] - minutes[i]) * MinutesOfYear;
            call.Json.WriteStartObject();
            call.Json.WriteNumber("period"u8, period);
            call.Json.Figure("value"u8, Math.Sqrt(Math.Max(variance, 0)), 8);
            call.Json.Moment("time"u8, hours[i].Start);
            call.Json.WriteEndObject();
        }
    }

    /// <summary>
    /// Squared moves and minutes of the hours before each one, newest first: by the minute while minutes are kept, by
    /// the hour before.
    /// </summary>
    private static (double[] Variances, int[] Minutes) SumsOf(List<Candle> hours, CandleSeries series, Timestamp now)
    {
        List<Candle> bars = series.Read(IntervalNames.Minute, default, now, int.MaxValue, now);
        double[] variances = new double[hours.Count + 1];
        int[] minutes = new int[hours.Count + 1];
        int bar = 0;
        for (int i = 0; i < hours.Count; i++)
        {
            double sum = 0;
            int first = bar;
            for (; bar < bars.Count && bars[bar].Start >= hours[i].Start; bar++) sum += SquareOf(bars[bar]);
            // The minutes that are kept begin within this hour, or after it; a young server's within its first.
            bool isCut = bar == bars.Count && (i < hours.Count - 1 || bar == first);
            variances[i + 1] = variances[i] + (isCut ? SquareOf(hours[i]) : sum);
            minutes[i + 1] = minutes[i] + (isCut ? 60 : bar - first);
        }
        return (variances, minutes);
    }

    private static double SquareOf(in Candle bar)
    {
        double move = Math.Log((double)(bar.Close / bar.Open));
        return move * move;
    }
}
