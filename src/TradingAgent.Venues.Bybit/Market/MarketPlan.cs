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
    /// <summary>Characters of all topics that one connection may carry, their quotes and commas included.</summary>
    public const int CharactersMax = 20_000;

    /// <summary>Topics that one connection may carry.</summary>
    public const int TopicsMax = 1_800;

    /// <param name="instruments">What the ids stand for.</param>
    /// <param name="wanted">Which streams of which instruments.</param>
    /// <param name="venue">Whose instruments.</param>
    /// <param name="now">What has expired by then is left out; none leaves nothing out.</param>
    public static IReadOnlyList<MarketPlan> Of(
        InstrumentTable instruments, VenueSubscriptions wanted, VenueId venue, Timestamp now = default)
    {
        List<MarketPlan> plans = [];
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
            Split(plans, category, topics.Distinct());
        }
        return plans;
    }

    /// <summary>What a topic adds to a connection's characters.</summary>
    public static int CharactersOf(string topic) => topic.Length + 3;

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
            if (characters + CharactersOf(topic) > CharactersMax || current.Count == TopicsMax)
            {
                plans.Add(new MarketPlan(category, current));
                current = [];
                characters = 0;
            }
            current.Add(topic);
            characters += CharactersOf(topic);
        }
        if (current.Count > 0) plans.Add(new MarketPlan(category, current));
    }
}
