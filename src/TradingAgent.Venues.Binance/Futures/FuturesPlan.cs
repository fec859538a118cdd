using TradingAgent.Venues.Binance.Market;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>Which streams futures are asked for, by the path each is on.</summary>
internal static class FuturesPlan
{
    public static IEnumerable<StreamPlan<StreamRoad>> Of(
        IReadOnlyList<Instrument> books, IReadOnlyList<Instrument> tickers, IReadOnlyList<Instrument> trades)
    {
        IEnumerable<string> quotes = books.SelectMany(
            i => (string[])[StreamNames.Top(i.Symbol), StreamNames.Depth(i.Symbol)]);
        IEnumerable<string> marks = tickers.Select(i => StreamNames.Mark(i.Symbol));
        IEnumerable<string> prints = trades.SelectMany(
            i => (string[])[StreamNames.Trade(i.Symbol), StreamNames.Liquidation(i.Symbol)]);
        return
        [
            .. StreamPlan<StreamRoad>.Cut(StreamRoad.Public, quotes.Distinct(), PlanOf.Limits),
            .. StreamPlan<StreamRoad>.Cut(StreamRoad.Market, marks.Concat(prints).Distinct(), PlanOf.Limits),
        ];
    }
}
