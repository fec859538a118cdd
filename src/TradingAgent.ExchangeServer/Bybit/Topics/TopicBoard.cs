using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit.Sockets;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// All public topics that somebody listens to. A topic lives from its first subscriber to its last; nothing is
/// computed for an instrument that nobody watches. Exchange thread only.
/// </summary>
internal sealed class TopicBoard(ExchangeView view, CandleBook candles, double pace)
{
    private readonly Dictionary<(SocketDialect, string), Topic> _topics = [];
    private readonly List<Topic> _order = [];
    private readonly Dictionary<InstrumentId, List<TradeFeed>> _trades = [];
    private readonly Dictionary<InstrumentId, LiquidationFeed> _liquidations = [];
    private readonly Dictionary<CurrencyId, TradeFeed> _optionTrades = [];
    private readonly Dictionary<InstrumentId, BookNumber> _deepest = [];
    private readonly FrameWriter _writer = new();

    /// <summary>Topics alive now.</summary>
    public int Count => _order.Count;

    /// <summary>Null when a dialect serves the topic, or what the venue says of it.</summary>
    public string? Refusal(SocketDialect dialect, string name) =>
        IsServed(dialect, name) ? null : "error:handler not found,topic:" + name;

    /// <summary>
    /// Subscribes and sends the snapshot; a topic that is not served is ignored, as the option socket does.
    /// </summary>
    public void Subscribe(SocketSession session, string name, Timestamp now)
    {
        (SocketDialect, string) key = (session.Dialect, name);
        if (!_topics.TryGetValue(key, out Topic? topic))
        {
            if (MakeFeed(session.Dialect, name) is not { } feed) return;
            topic = new Topic(name, feed, pace);
            _topics.Add(key, topic);
            _order.Add(topic);
        }
        topic.Add(session.Link, _writer, now);
    }

    public void Unsubscribe(SocketSession session, string name)
    {
        if (!_topics.TryGetValue((session.Dialect, name), out Topic? topic)) return;
        topic.Remove(session.Link);
        if (topic.IsIdle) Drop((session.Dialect, name), topic);
    }

    /// <summary>Takes a closed connection off every topic.</summary>
    public void Forget(SocketSession session)
    {
        for (int i = _order.Count - 1; i >= 0; i--)
            if (_order[i].Has(session.Link)) Unsubscribe(session, _order[i].Name);
    }

    /// <summary>Ends the topics of a contract that is gone; nobody is told, as at the venue.</summary>
    public void Close(ListedInstrument instrument)
    {
        foreach (((SocketDialect, string) key, Topic topic) in _topics.ToArray())
            if (TopicName.TryParse(topic.Name, out TopicName name) && name.Subject == instrument.Symbol)
                Drop(key, topic);
        _deepest.Remove(instrument.Id);
    }

    public void Publish(Timestamp now)
    {
        foreach (Topic topic in _order) topic.Publish(_writer, now);
    }

    public void OnTrade(in TradePrint trade)
    {
        if (_trades.TryGetValue(trade.Instrument, out List<TradeFeed>? feeds))
            foreach (TradeFeed feed in feeds) feed.OnTrade(trade);
        if (_optionTrades.Count == 0) return;
        InstrumentTerms terms = view.Listed(trade.Instrument).Terms;
        if (terms.IsOption && _optionTrades.TryGetValue(terms.BaseCoin, out TradeFeed? coin)) coin.OnTrade(trade);
    }

    public void OnLiquidation(in ExecutionSnapshot execution)
    {
        if (_liquidations.TryGetValue(execution.Instrument, out LiquidationFeed? feed)) feed.OnLiquidation(execution);
    }

    /// <summary>
    /// The number of a book as it is at this moment, which is that of its deepest topic; whoever listens to that is
    /// brought up to now first, so that a book asked for and a stream listened to fit together.
    /// </summary>
    public long UpdateOf(ListedInstrument instrument, Timestamp now)
    {
        bool isOption = instrument.Terms.IsOption;
        string name = $"orderbook.{BookFeed.Deepest(isOption)}.{instrument.Symbol}";
        BookNumber number = NumberOf(instrument);
        SocketDialect dialect = DialectOf(Categories.Of(instrument.Terms.Kind));
        if (_topics.TryGetValue((dialect, name), out Topic? topic))
        {
            topic.BringUp(_writer, now);
            return number.Update;
        }
        if (view.Activity.Book(instrument.Id) == number.Seen) return number.Update;
        number.Seen = view.Activity.Book(instrument.Id);
        number.Rise();
        return number.Update;
    }

    private BookNumber NumberOf(ListedInstrument instrument)
    {
        if (!_deepest.TryGetValue(instrument.Id, out BookNumber? number))
            _deepest.Add(instrument.Id, number = new BookNumber());
        return number;
    }

    private bool IsServed(SocketDialect dialect, string name) =>
        TopicName.TryParse(name, out TopicName parsed) && Target(dialect, parsed, out _);

    private ITopicFeed? MakeFeed(SocketDialect dialect, string name)
    {
        if (!TopicName.TryParse(name, out TopicName parsed)) return null;
        if (!Target(dialect, parsed, out ListedInstrument? instrument)) return null;
        if (parsed.Kind is TopicKind.Insurance or TopicKind.Deleverage)
            return new FundFeed(name, parsed.Kind == TopicKind.Deleverage, parsed.Subject, view);
        if (instrument is null) return OptionTrades(name, parsed.Subject);
        switch (parsed.Kind)
        {
            case TopicKind.Kline:
                CandleSeries? bars = candles.Find(instrument, CandleKind.Trade);
                return bars is null ? null : new KlineFeed(name, instrument, parsed.Interval, bars);
            case TopicKind.PriceLimit:
                return new PriceLimitFeed(name, instrument, view);
            case TopicKind.Book:
                bool isDeepest = parsed.Depth == BookFeed.Deepest(instrument.Terms.IsOption);
                return new BookFeed(
                    name, instrument, parsed.Depth, view, isDeepest ? NumberOf(instrument) : new BookNumber());
            case TopicKind.Ticker:
                return new TickerFeed(name, instrument, view);
            case TopicKind.Liquidation:
                LiquidationFeed liquidations = new(name, instrument);
                _liquidations[instrument.Id] = liquidations;
                return liquidations;
            default:
                TradeFeed trades = new(name, isOption: false, view);
                if (!_trades.TryGetValue(instrument.Id, out List<TradeFeed>? feeds))
                    _trades[instrument.Id] = feeds = [];
                feeds.Add(trades);
                return trades;
        }
    }

    private TradeFeed OptionTrades(string name, string coin)
    {
        TradeFeed trades = new(name, isOption: true, view);
        CurrencyId.TryFind(coin, out CurrencyId currency);
        _optionTrades[currency] = trades;
        return trades;
    }

    /// <summary>
    /// What a topic is about: an instrument of the dialect's category, or (options' trades) a base coin.
    /// </summary>
    private bool Target(SocketDialect dialect, in TopicName name, out ListedInstrument? instrument)
    {
        instrument = view.Find(name.Subject);
        bool isOption = dialect == SocketDialect.Option;
        if (isOption && name.Kind == TopicKind.Trade)
        {
            instrument = null;
            return CurrencyId.TryFind(name.Subject, out _);
        }
        if (name.Kind is TopicKind.Insurance or TopicKind.Deleverage)
        {
            return dialect == SocketDialect.Inverse
                ? name.Subject == "inverse"
                : dialect == SocketDialect.Linear && name.Subject is "USDT" or "USDC" or "inverse";
        }
        if (instrument is null || Categories.Of(instrument.Terms.Kind) != CategoryOf(dialect)) return false;
        return name.Kind switch
        {
            TopicKind.Book => BookFeed.Serves(name.Depth, isOption),
            TopicKind.Ticker => true,
            _ => !isOption,
        };
    }

    private void Drop((SocketDialect, string) key, Topic topic)
    {
        _topics.Remove(key);
        _order.Remove(topic);
        if (topic.Feed is TradeFeed trades)
        {
            foreach (List<TradeFeed> feeds in _trades.Values) feeds.Remove(trades);
            foreach ((CurrencyId coin, TradeFeed feed) in _optionTrades.ToArray())
                if (feed == trades) _optionTrades.Remove(coin);
        }
        if (topic.Feed is LiquidationFeed liquidations)
        {
            foreach ((InstrumentId id, LiquidationFeed feed) in _liquidations.ToArray())
                if (feed == liquidations) _liquidations.Remove(id);
        }
    }

    private static SocketDialect DialectOf(Category category) => category switch
    {
        Category.Linear => SocketDialect.Linear,
        Category.Inverse => SocketDialect.Inverse,
        Category.Option => SocketDialect.Option,
        _ => SocketDialect.Spot,
    };

    private static Category CategoryOf(SocketDialect dialect) => dialect switch
    {
        SocketDialect.Linear => Category.Linear,
        SocketDialect.Inverse => Category.Inverse,
        SocketDialect.Option => Category.Option,
        _ => Category.Spot,
    };
}
