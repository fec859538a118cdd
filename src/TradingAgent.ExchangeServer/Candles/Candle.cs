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
    /// <summary>A bar in which nothing happened.</summary>
    public static Candle Flat(Timestamp start, decimal price) => new(start, price, price, price, price, 0, 0);

    public Candle With(decimal price, decimal volume, decimal turnover) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
        Volume = Volume + volume,
        Turnover = Turnover + turnover,
    };

    /// <summary>This bar followed by another, as one.</summary>
    public Candle Then(in Candle next) => this with
    {
        High = Math.Max(High, next.High),
        Low = Math.Min(Low, next.Low),
        Close = next.Close,
        Volume = Volume + next.Volume,
        Turnover = Turnover + next.Turnover,
    };
}
