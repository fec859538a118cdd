namespace TradingAgent.ExchangeServer.Candles;

/// <summary>
/// The bars of one price: three days of minutes and ninety of hours; longer bars are put together when asked for. A
/// stretch in which nothing happened has flat bars, as at the venue.
/// </summary>
internal sealed class CandleSeries
{
    private const int MinutesKept = 3 * 1440;
    private const int HoursKept = 90 * 24;

    private readonly CandleRing _minutes = new(Duration.FromSeconds(60), MinutesKept);
    private readonly CandleRing _hours = new(Duration.FromSeconds(3600), HoursKept);

    public bool IsEmpty => _minutes.Count == 0;

    public decimal Last => _minutes.Newest.Close;

    public void Add(Timestamp now, decimal price)
    {
        _minutes.Add(now, price);
        _hours.Add(now, price);
    }

    public void Add(Timestamp now, in CandleTrade trade)
    {
        _minutes.Add(now, trade);
        _hours.Add(now, trade);
    }

    /// <summary>The bar that runs now; false when there has been no price.</summary>
    public bool TryCurrent(in CandleInterval interval, Timestamp now, out Candle candle)
    {
        candle = default;
        foreach (Candle bar in Read(interval, interval.StartOf(now), now, 1, now)) candle = bar;
        return candle.Close != 0;
    }

    /// <summary>Bars that begin within a span (both ends count), newest first.</summary>
    public List<Candle> Read(in CandleInterval interval, Timestamp from, Timestamp to, int limit, Timestamp now)
    {
        List<Candle> bars = [];
        if (IsEmpty) return bars;
        _minutes.Roll(now);
        _hours.Roll(now);
        // Hours reach further back; minutes know the beginning of the first hour exactly as well.
        CandleRing source = interval.IsOfHours ? _hours : _minutes;
        for (int i = source.Count - 1; i >= 0; i--)
        {
            Candle part = source[i];
            Timestamp start = interval.StartOf(part.Start);
            if (start < from) break;
            if (start > to) continue;
            bool isSame = bars.Count > 0 && bars[^1].Start == start;
            if (!isSame && bars.Count == limit) break;
            if (isSame) bars[^1] = (part with { Start = start }).Then(bars[^1]);
            else bars.Add(part with { Start = start });
        }
        return bars;
    }
}
