namespace TradingAgent.ExchangeServer.Candles;

/// <summary>The last bars of one length, oldest first, without gaps.</summary>
internal sealed class CandleRing(Duration length, int kept)
{
    private readonly List<Candle> _bars = [];
    private int _first;

    public int Count => _bars.Count - _first;

    public Candle this[int index] => _bars[_first + index];

    public Candle Newest => _bars[^1];

    public void Add(Timestamp now, decimal price)
    {
        Begin(now, price);
        _bars[^1] = _bars[^1].With(price);
    }

    public void Add(Timestamp now, in CandleTrade trade)
    {
        Begin(now, trade.Price);
        _bars[^1] = _bars[^1].With(trade);
    }

    /// <summary>Adds flat bars up to now.</summary>
    public void Roll(Timestamp now)
    {
        Timestamp start = StartOf(now);
        Candle last = _bars[^1];
        bool isFar = (start - last.Start).Nanoseconds / length.Nanoseconds > kept;
        Timestamp next = isFar ? new Timestamp(start.Nanoseconds - (kept * length.Nanoseconds)) : last.Start + length;
        for (; next <= start; next += length) _bars.Add(Candle.Flat(next, last.Close));
        _first = Math.Max(_first, _bars.Count - kept);
        if (_first < kept) return;
        _bars.RemoveRange(0, _first);
        _first = 0;
    }

    private void Begin(Timestamp now, decimal price)
    {
        if (Count == 0) _bars.Add(Candle.Flat(StartOf(now), price));
        else Roll(now);
    }

    private Timestamp StartOf(Timestamp now) => new(now.Nanoseconds / length.Nanoseconds * length.Nanoseconds);
}
