using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.ExchangeServer.Candles;

/// <summary>
/// The bars of every future and perpetual since the server began: of trades as they happen, of mark, index and premium
/// as they are seen about ten times a second. An option is watched from the first time somebody asks.
/// </summary>
internal sealed class CandleBook(SimulatedExchange exchange, double pace)
{
    private readonly Dictionary<(InstrumentId, CandleKind), CandleSeries> _series = [];
    private readonly List<(ListedInstrument Instrument, CandleKind Kind, CandleSeries Series)> _sampled = [];
    private readonly Duration _step = new((long)(100_000_000 * pace));
    private Timestamp _due;

    /// <summary>Begins the bars of a listing.</summary>
    public void Learn(ListedInstrument instrument)
    {
        if (instrument.Terms.IsOption || _series.ContainsKey((instrument.Id, CandleKind.Trade))) return;
        _series.Add((instrument.Id, CandleKind.Trade), new CandleSeries());
        Watch(instrument, CandleKind.Mark);
        Watch(instrument, CandleKind.Index);
        Watch(instrument, CandleKind.Premium);
    }

    /// <summary>Ends the bars of a contract that is gone.</summary>
    public void Forget(ListedInstrument instrument)
    {
        _sampled.RemoveAll(entry => entry.Instrument.Id == instrument.Id);
        foreach (CandleKind kind in Enum.GetValues<CandleKind>()) _series.Remove((instrument.Id, kind));
    }

    /// <summary>The bars of a listing; null when there are none of that kind.</summary>
    public CandleSeries? Find(ListedInstrument instrument, CandleKind kind)
    {
        if (_series.TryGetValue((instrument.Id, kind), out CandleSeries? found)) return found;
        if (instrument.Status == InstrumentStatus.Closed) return null;
        if (kind == CandleKind.Trade) return WatchTrades(instrument);
        if (kind != CandleKind.Mark) return null;
        CandleSeries series = Watch(instrument, kind);
        Sample(instrument, kind, series, exchange.Now);
        return series;
    }

    public void OnTrade(in TradePrint trade)
    {
        if (!_series.TryGetValue((trade.Instrument, CandleKind.Trade), out CandleSeries? series)) return;
        Add(series, trade);
    }

    /// <summary>Looks at the computed prices when it is time to.</summary>
    public void Sample(Timestamp now)
    {
        if (now < _due) return;
        _due = now + _step;
        foreach ((ListedInstrument instrument, CandleKind kind, CandleSeries series) in _sampled)
            Sample(instrument, kind, series, now);
    }

    /// <summary>Begins with the trades that are still remembered.</summary>
    private CandleSeries WatchTrades(ListedInstrument instrument)
    {
        CandleSeries series = new();
        _series.Add((instrument.Id, CandleKind.Trade), series);
        foreach (TradePrint trade in exchange.RecentTrades(instrument.Id, int.MaxValue).Reverse()) Add(series, trade);
        return series;
    }

    private void Add(CandleSeries series, in TradePrint trade)
    {
        decimal price = trade.Price.ToDecimal();
        decimal quantity = trade.Quantity.ToDecimal();
        bool isInverse = exchange.Find(trade.Instrument)!.Terms is { IsInverse: true, IsOption: false };
        decimal turnover = isInverse ? quantity / price : quantity * price;
        series.Add(trade.Time, new CandleTrade(trade.Id, price, quantity, turnover, trade.TakerSide == Side.Buy));
    }

    private CandleSeries Watch(ListedInstrument instrument, CandleKind kind)
    {
        CandleSeries series = new();
        _series.Add((instrument.Id, kind), series);
        _sampled.Add((instrument, kind, series));
        return series;
    }

    private void Sample(ListedInstrument instrument, CandleKind kind, CandleSeries series, Timestamp now)
    {
        double mark = exchange.Mark(instrument.Id);
        double index = exchange.Index(instrument.Terms.Underlying);
        if (mark <= 0 || index <= 0) return;
        decimal price = kind switch
        {
            CandleKind.Index => decimal.Round((decimal)index, 2),
            CandleKind.Premium => decimal.Round((decimal)((mark / index) - 1), 6),
            _ => decimal.Round((decimal)mark, 8),
        };
        if (series.IsEmpty || series.Last != price) series.Add(now, price);
    }
}
