using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange.Listings;

/// <summary>
/// The public trades of an instrument: the last ones, and figures of the last 24 hours in hourly parts.
/// </summary>
internal sealed class TradeTape(int kept)
{
    private const int Hours = 24;
    private const long HourNanoseconds = 3_600_000_000_000;

    private readonly Hour[] _hours = new Hour[Hours];
    private TradePrint[] _trades = new TradePrint[Math.Min(kept, 16)];
    private int _count;
    private int _next;

    public long LastPrice { get; private set; }

    public int TickDirection { get; private set; }

    public decimal VolumeTotal { get; private set; }

    public decimal TurnoverTotal { get; private set; }

    /// <summary>A reference price before the first trade, so that 24 h figures have a beginning.</summary>
    public void Open(long price) => LastPrice = price;

    public int Direction(long price) => LastPrice == 0 ? 0 : Math.Sign(price - LastPrice);

    public void Add(in TradePrint trade, decimal value)
    {
        long hour = trade.Time.Nanoseconds / HourNanoseconds;
        ref Hour part = ref _hours[hour % Hours];
        if (part.Number != hour)
        {
            part = new Hour
            {
                Number = hour,
                Before = LastPrice,
                High = trade.Price.Raw,
                Low = trade.Price.Raw,
                FirstTrade = trade.Id,
            };
        }
        part.High = Math.Max(part.High, trade.Price.Raw);
        part.Low = Math.Min(part.Low, trade.Price.Raw);
        part.Volume += trade.Quantity.ToDecimal();
        part.Turnover += value;
        part.Trades++;
        VolumeTotal += trade.Quantity.ToDecimal();
        TurnoverTotal += value;
        LastPrice = trade.Price.Raw;
        TickDirection = trade.TickDirection;
        Remember(trade);
    }

    /// <summary>The last trades, newest first.</summary>
    public TradePrint[] Newest(int limit)
    {
        var list = new TradePrint[Math.Min(limit, _count)];
        for (int i = 0; i < list.Length; i++)
            list[i] = _trades[(_next - 1 - i + _trades.Length) % _trades.Length];
        return list;
    }

    public DaySummary Day(Timestamp now)
    {
        long hour = now.Nanoseconds / HourNanoseconds;
        long high = LastPrice;
        long low = LastPrice;
        long before = 0;
        long hourBefore = LastPrice;
        decimal volume = 0;
        decimal turnover = 0;
        int trades = 0;
        long first = 0;
        for (long number = hour - Hours + 1; number <= hour; number++)
        {
            ref Hour part = ref _hours[number % Hours];
            if (part.Number != number) continue;
            if (before == 0) before = part.Before;
            if (first == 0) first = part.FirstTrade;
            trades += part.Trades;
            if (number == hour) hourBefore = part.Before;
            high = Math.Max(high, part.High);
            low = low == 0 ? part.Low : Math.Min(low, part.Low);
            volume += part.Volume;
            turnover += part.Turnover;
        }
        return new DaySummary(
            high, low, before == 0 ? LastPrice : before, hourBefore, volume, turnover, trades, first);
    }

    private void Remember(in TradePrint trade)
    {
        if (_count == _trades.Length && _trades.Length < kept)
        {
            // The ring is full and in order from zero: it can simply be extended.
            Array.Resize(ref _trades, Math.Min(kept, _trades.Length * 4));
            _next = _count;
        }
        _trades[_next] = trade;
        _next = (_next + 1) % _trades.Length;
        _count = Math.Min(_count + 1, _trades.Length);
    }

    internal readonly record struct DaySummary(
        long High, long Low, long Before, long HourBefore, decimal Volume, decimal Turnover, int Trades,
        long FirstTrade);

    private struct Hour
    {
        public long Number;
        public long Before;
        public long High;
        public long Low;
        public decimal Volume;
        public decimal Turnover;
        public int Trades;
        public long FirstTrade;
    }
}
