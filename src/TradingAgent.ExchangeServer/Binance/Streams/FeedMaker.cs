using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Candles;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>Makes the feed of a stream, for the room that serves it; null for what is not served there.</summary>
internal sealed class FeedMaker(
    ExchangeView view, SymbolBook symbols, TradeTapes tapes, CandleBook candles, FuturesMarket market)
{
    private readonly FuturesRows _futures = new(view, symbols);
    private readonly OptionRows _options = new(view, symbols);

    public ITopicFeed? Make(StreamRoom room, in StreamName name)
    {
        if (room != RoomOf(name.Kind)) return null;
        if (name.Subject.Length == 0) return MakeOfAll(name);
        if (IsOfUnderlying(name.Kind) && HasOptions(name.Subject)) return MakeOfUnderlying(name);
        ListedInstrument? instrument =
            symbols.Find(name.Subject, Product.Futures) ?? symbols.Find(name.Subject, Product.Options);
        if (instrument is null) return null;
        return instrument.Terms.IsOption ? MakeOfOption(name, instrument) : MakeOfFuture(name, instrument);
    }

    /// <summary>True when a stream is about this one contract.</summary>
    public bool IsAbout(in StreamName name, ListedInstrument instrument) =>
        name.Subject.Length > 0 && symbols.NameOf(instrument.Id) == name.Subject;

    /// <summary>Where a stream is served; anywhere else it is accepted and silent.</summary>
    private static StreamRoom RoomOf(StreamKind kind) => kind switch
    {
        StreamKind.Touch or StreamKind.Depth or StreamKind.PartialDepth or StreamKind.Trade
            or StreamKind.OptionTrade or StreamKind.OptionDay => StreamRoom.Public,
        _ => StreamRoom.Market,
    };

    private static bool IsOfUnderlying(StreamKind kind) =>
        kind is StreamKind.OptionMarks or StreamKind.OptionInterest or StreamKind.OptionTrade or StreamKind.OptionDay;

    private bool HasOptions(string underlying) => symbols.OptionsOf(underlying).Any();

    private ITopicFeed? MakeOfFuture(in StreamName name, ListedInstrument instrument)
    {
        Duration pace = Duration.FromMilliseconds(name.Milliseconds);
        return name.Kind switch
        {
            StreamKind.Touch => new TouchFeed(name.Subject, instrument, view, pace),
            StreamKind.Depth => new DepthFeed(name.Subject, instrument, view, pace),
            StreamKind.PartialDepth => new PartialDepthFeed(name.Subject, instrument, name.Depth, view, pace),
            StreamKind.Trade => new TradeFeed(name.Subject, isOption: false, view, symbols, pace),
            StreamKind.AggregateTrade => new AggregateFeed(name.Subject, instrument, tapes.Of(instrument.Id)),
            StreamKind.Mark => One(instrument, _futures.Mark, pace),
            StreamKind.Day => One(instrument, _futures.Day, pace),
            StreamKind.MiniDay => One(instrument, _futures.MiniDay, pace),
            StreamKind.Forced => new ForcedFeed(name.Subject, view, symbols),
            StreamKind.Bars => Bars(name, instrument),
            _ => null,
        };
    }

    private ITopicFeed? MakeOfOption(in StreamName name, ListedInstrument instrument)
    {
        Duration pace = Duration.FromMilliseconds(name.Milliseconds);
        return name.Kind switch
        {
            StreamKind.Touch => new TouchFeed(name.Subject, instrument, view, pace),
            StreamKind.Depth => new DepthFeed(name.Subject, instrument, view, pace),
            StreamKind.PartialDepth => new PartialDepthFeed(name.Subject, instrument, name.Depth, view, pace),
            StreamKind.OptionTrade => new TradeFeed(name.Subject, isOption: true, view, symbols, pace),
            StreamKind.OptionDay => One(instrument, _options.Day, pace),
            StreamKind.Bars => Bars(name, instrument),
            _ => null,
        };
    }

    private ITopicFeed MakeOfUnderlying(StreamName name)
    {
        Duration pace = Duration.FromMilliseconds(name.Milliseconds);
        Func<IEnumerable<ListedInstrument>> chosen = () => symbols.OptionsOf(name.Subject).Where(option =>
            name.Day.Length == 0 || SymbolBook.DayOf(option.Terms.Expiry) == name.Day);
        return name.Kind switch
        {
            StreamKind.OptionTrade => new TradeFeed(name.Subject, isOption: true, view, symbols, pace),
            StreamKind.OptionMarks => new ListFeed(chosen, isArray: true, _options.Mark, pace),
            StreamKind.OptionInterest => new ListFeed(chosen, isArray: true, _options.Interest, pace),
            _ => new ListFeed(chosen, isArray: true, _options.Day, pace),
        };
    }

    private ITopicFeed? MakeOfAll(in StreamName name)
    {
        Duration pace = Duration.FromMilliseconds(name.Milliseconds);
        Func<IEnumerable<ListedInstrument>> futures = () => symbols.Listed(Product.Futures);
        return name.Kind switch
        {
            StreamKind.Touch => new SeriesFeed(
                [.. futures().Select(one => new TouchFeed(symbols.NameOf(one.Id), one, view, pace))], pace),
            StreamKind.Mark => new ListFeed(futures, isArray: true, _futures.Mark, pace),
            StreamKind.Day => new ListFeed(futures, isArray: true, _futures.Day, pace),
            StreamKind.MiniDay => new ListFeed(futures, isArray: true, _futures.MiniDay, pace),
            StreamKind.Forced => new ForcedFeed("", view, symbols),
            StreamKind.ContractNews => new NewsFeed(Product.Futures, market, symbols),
            StreamKind.OptionNews => new NewsFeed(Product.Options, market, symbols),
            StreamKind.OptionIndex => new ListFeed(
                () => symbols.Listed(Product.Options).DistinctBy(option => option.Terms.BaseCoin), isArray: true,
                _options.Index, pace),
            _ => null,
        };
    }

    private BarFeed? Bars(in StreamName name, ListedInstrument instrument) =>
        candles.Find(instrument, CandleKind.Trade) is { } series
            ? new BarFeed(name.Subject, instrument, name.Interval, series)
            : null;

    private static ListFeed One(ListedInstrument instrument, ListFeed.RowWriter writer, Duration pace) =>
        new(() => [instrument], isArray: false, writer, pace);
}
