using TradingAgent.Venues.Binance.Market;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// Which streams options are asked for: marks and trades by underlying, quotes and books by contract, by the path each
/// is on.
/// </summary>
internal static class OptionsPlan
{
    public static IEnumerable<StreamPlan<StreamRoad>> Of(
        IReadOnlyList<Instrument> books, IReadOnlyList<Instrument> tickers, IReadOnlyList<Instrument> trades)
    {
        IEnumerable<string> quotes = books.SelectMany(
            i => (string[])[StreamNames.Top(i.Symbol), StreamNames.Depth(i.Symbol)]);
        IEnumerable<string> prints = trades.Select(
            i => StreamNames.OptionTrades(StreamNames.UnderlyingOf(i.Terms)));
        string[] marks =
            [.. tickers.Select(i => StreamNames.OptionMarks(StreamNames.UnderlyingOf(i.Terms))).Distinct()];
        string[] market = marks.Length == 0 ? [] : [.. marks, StreamNames.Indices];
        return
        [
            .. StreamPlan<StreamRoad>.Cut(StreamRoad.Public, quotes.Concat(prints).Distinct(), PlanOf.Limits),
            .. StreamPlan<StreamRoad>.Cut(StreamRoad.Market, market, PlanOf.Limits),
        ];
    }
}
