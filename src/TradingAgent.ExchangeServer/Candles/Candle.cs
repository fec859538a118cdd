namespace TradingAgent.ExchangeServer.Candles;

/// <summary>A price bar.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Open">The close of the bar before.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price so far.</param>
/// <param name="Volume">Coins for linear contracts, USD for inverse ones.</param>
/// <param name="Turnover">Volume times price, or divided by it for inverse contracts.</param>
internal readonly record struct Candle(
    Timestamp Start, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal Turnover)
{
    /// <summary>How many trades.</summary>
    public int Trades { get; init; }

    /// <summary>The part of the volume whose takers bought.</summary>
    public decimal BuyVolume { get; init; }

    public decimal BuyTurnover { get; init; }

    /// <summary>Id of the first trade; 0 when there was none.</summary>
    public long FirstTrade { get; init; }

    public long LastTrade { get; init; }

    /// <summary>A bar in which nothing happened.</summary>
    public static Candle Flat(Timestamp start, decimal price) => new(start, price, price, price, price, 0, 0);

    /// <summary>This bar with one more price.</summary>
    public Candle With(decimal price) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
    };

    /// <summary>This bar with one more trade.</summary>
    public Candle With(in CandleTrade trade) => With(trade.Price) with
    {
        Volume = Volume + trade.Volume,
        Turnover = Turnover + trade.Turnover,
        Trades = Trades + 1,
        BuyVolume = BuyVolume + (trade.IsBuy ? trade.Volume : 0),
        BuyTurnover = BuyTurnover + (trade.IsBuy ? trade.Turnover : 0),
        FirstTrade = FirstTrade == 0 ? trade.Id : FirstTrade,
        LastTrade = trade.Id,
    };

    /// <summary>This bar followed by another, as one.</summary>
    public Candle Then(in Candle next) => With(next.High).With(next.Low).With(next.Close) with
    {
        Volume = Volume + next.Volume,
        Turnover = Turnover + next.Turnover,
        Trades = Trades + next.Trades,
        BuyVolume = BuyVolume + next.BuyVolume,
        BuyTurnover = BuyTurnover + next.BuyTurnover,
        FirstTrade = FirstTrade == 0 ? next.FirstTrade : FirstTrade,
        LastTrade = next.LastTrade == 0 ? LastTrade : next.LastTrade,
    };
}
