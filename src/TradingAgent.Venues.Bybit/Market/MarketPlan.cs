using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// What one market connection subscribes: a category's topics, cut so that each connection stays below the venue's
/// caps on characters and, for options, on topics.
/// </summary>
internal static class MarketPlan
{
    /// <summary>What one connection may carry.</summary>
    public static PlanLimits Limits { get; } = new(Topics: 1_800, Characters: 20_000);

    /// <param name="instruments">What the ids stand for.</param>
    /// <param name="wanted">Which streams of which instruments.</param>
    /// <param name="venue">Whose instruments.</param>
    /// <param name="now">What has expired by then is left out; none leaves nothing out.</param>
    public static IReadOnlyList<StreamPlan<BybitCategory>> Of(
        InstrumentTable instruments, VenueSubscriptions wanted, VenueId venue, Timestamp now = default)
    {
        List<StreamPlan<BybitCategory>> plans = [];
        IEnumerable<Instrument> Pick(IReadOnlyList<InstrumentId> ids, BybitCategory category) =>
            ids.Select(instruments.Find).OfType<Instrument>()
                .Where(i => i.Terms.Venue == venue && BybitCategories.Of(i.Terms) == category)
                .Where(i => i.Terms.Expiry.IsNone || i.Terms.Expiry > now);
        foreach (BybitCategory category in BybitCategories.All)
        {
            List<string> topics = [];
            Add(topics, Pick(wanted.Books, category), AddBook);
            Add(topics, Pick(wanted.Tickers, category), AddTicker);
            Add(topics, Pick(wanted.Trades, category), AddTrades);
            plans.AddRange(StreamPlan<BybitCategory>.Cut(category, topics.Distinct(), Limits));
        }
        return plans;
    }

    /// <summary>True when a topic is about that instrument alone.</summary>
    public static bool IsAbout(string topic, Instrument instrument) =>
        topic.EndsWith("." + instrument.Symbol, StringComparison.Ordinal);

    private static void Add(
        List<string> topics, IEnumerable<Instrument> instruments, Action<Instrument, List<string>> add)
    {
        foreach (Instrument instrument in instruments) add(instrument, topics);
    }

    private static void AddBook(Instrument instrument, List<string> topics)
    {
        if (!instrument.Terms.IsOption) topics.Add(BybitTopics.Top(instrument.Symbol));
        topics.Add(BybitTopics.Book(instrument.Symbol, instrument.Terms.IsOption));
    }

    private static void AddTicker(Instrument instrument, List<string> topics) =>
        topics.Add(BybitTopics.Ticker(instrument.Symbol));

    private static void AddTrades(Instrument instrument, List<string> topics)
    {
        bool isOption = instrument.Terms.IsOption;
        topics.Add(BybitTopics.Trade(isOption ? instrument.Terms.BaseCoin.Code : instrument.Symbol));
        if (!isOption) topics.Add(BybitTopics.Liquidation(instrument.Symbol));
    }
}
