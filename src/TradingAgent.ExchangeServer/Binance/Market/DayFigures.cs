using TradingAgent.Exchange;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>What a 24-hour ticker says beyond the exchange's own figures.</summary>
internal readonly record struct DayFigures(
    Price Change, double ChangePercent, double Average, Quantity LastQuantity, long LastTrade)
{
    public const long DayMilliseconds = 86_400_000;

    /// <param name="ticker">The exchange's figures.</param>
    /// <param name="last">The last trade, or nothing.</param>
    public static DayFigures Of(in TickerSnapshot ticker, IReadOnlyList<TradePrint> last)
    {
        Price change = ticker.LastPrice - ticker.PreviousPrice24h;
        double before = ticker.PreviousPrice24h.ToDouble();
        double average = ticker.Volume24h == 0
            ? ticker.LastPrice.ToDouble()
            : (double)(ticker.Turnover24h / ticker.Volume24h);
        return new DayFigures(
            change,
            before > 0 ? change.ToDouble() / before * 100 : 0,
            average,
            last.Count == 0 ? Quantity.Zero : last[0].Quantity,
            last.Count == 0 ? 0 : last[0].Id);
    }
}
