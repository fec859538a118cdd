using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// What one market connection subscribes: a category's topics, cut so that each connection stays below the venue's
/// caps on characters and, for options, on topics.
/// </summary>
/// <param name="Category">Which stream.</param>
/// <param name="Topics">In the order in which they are asked for.</param>
internal sealed record MarketPlan(BybitCategory Category, IReadOnlyList<string> Topics)
{
    private const int CharactersMax = 20_000;
    private const int TopicsMax = 1_800;

    public static IReadOnlyList<MarketPlan> Of(InstrumentTable instruments, VenueSubscriptions wanted, VenueId venue)
    {
        List<MarketPlan> plans = [];
        foreach (BybitCategory category in BybitCategories.All)
        {
            List<string> topics = [];
            Add(topics, Pick(instruments, wanted.Books, category, venue), AddBook);
            Add(topics, Pick(instruments, wanted.Tickers, category, venue), AddTicker);
            Add(topics, Pick(instruments, wanted.Trades, category, venue), AddTrades);
            Split(plans, category, topics.Distinct());
        }
        return plans;
    }

    private static IEnumerable<Instrument> Pick(
        InstrumentTable instruments, IReadOnlyList<InstrumentId> ids, BybitCategory category, VenueId venue) =>
        ids.Select(instruments.Find).OfType<Instrument>()
            .Where(i => i.Terms.Venue == venue && BybitCategories.Of(i.Terms) == category);

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

    private static void Split(List<MarketPlan> plans, BybitCategory category, IEnumerable<string> topics)
    {
        List<string> current = [];
        int characters = 0;
        foreach (string topic in topics)
        {
            if (characters + topic.Length + 3 > CharactersMax || current.Count == TopicsMax)
            {
                plans.Add(new MarketPlan(category, current));
                current = [];
                characters = 0;
            }
            current.Add(topic);
            characters += topic.Length + 3;
        }
        if (current.Count > 0) plans.Add(new MarketPlan(category, current));
    }
}
