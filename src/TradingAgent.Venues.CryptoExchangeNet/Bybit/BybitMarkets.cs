using Bybit.Net.Clients;
using Bybit.Net.Objects.Models.V5;
using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Sockets;
using TradingAgent.Venues.CryptoExchangeNet.Market;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using Subscribing = System.Threading.Tasks.Task<
    CryptoExchange.Net.Objects.WebSocketResult<CryptoExchange.Net.Objects.Sockets.UpdateSubscription>>;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>
/// What is subscribed of Bybit's markets: a future's topics one by one, so that one can be asked for again alone;
/// options' in groups, because they are hundreds.
/// </summary>
internal sealed class BybitMarkets(BybitSocketClient client, LibrarySession session)
{
    private const int FutureDepth = 50;
    private const int OptionDepth = 25;
    private const int GroupMax = 50;

    // Level one is repeated every three seconds, a ticker moves with its index; what is quiet may be silent for long.
    private const long TopMs = 10_000;
    private const long TickerMs = 20_000;
    private const long BookMs = 45_000;
    private const long OptionMs = 120_000;

    private readonly FeedBoard _feeds = new();
    private readonly HashSet<string> _optionCoins = [];
    private readonly BybitMarketReader _reader = new(session.Markets);

    public void Forget(Instrument instrument) => _feeds.Remove(instrument.Symbol);

    public IEnumerable<(VenueStream Stream, Topic Topic)> Topics(VenueSubscriptions wanted, Timestamp now)
    {
        HashSet<InstrumentId> books = [.. wanted.Books];
        foreach (Instrument instrument in Pick(wanted.Books.Concat(wanted.Tickers).Distinct(), now))
            _feeds.Open(instrument, books.Contains(instrument.Id));
        return
        [
            .. Pick(wanted.Books, now).Where(i => i.Terms.IsFuture).SelectMany(Books),
            .. Pick(wanted.Tickers, now).Where(i => i.Terms.IsFuture).Select(Ticker),
            .. Pick(wanted.Trades, now).Where(i => i.Terms.IsFuture).SelectMany(Trades),
            .. Pick(wanted.Books, now).Where(i => i.Terms.IsOption).Chunk(GroupMax).Select(OptionBooks),
            .. Pick(wanted.Tickers, now).Where(i => i.Terms.IsOption).Chunk(GroupMax).Select(OptionTickers),
            .. Pick(wanted.Trades, now).Where(i => i.Terms.IsOption).Select(i => i.Terms.BaseCoin.Code).Distinct()
                .Where(_optionCoins.Add).Select(OptionTrades),
        ];
    }

    private IEnumerable<Instrument> Pick(IEnumerable<InstrumentId> ids, Timestamp now) =>
        ids.Select(session.Instruments.Find).OfType<Instrument>()
            .Where(i => i.Terms.Venue == VenueId.Bybit && (i.Terms.Expiry.IsNone || i.Terms.Expiry > now));

    private IEnumerable<(VenueStream, Topic)> Books(Instrument future)
    {
        yield return Of(future, $"orderbook.1.{future.Symbol}", TopMs, (topic, ct) => SubscribeBook(
            future, 1, topic.Reading<BybitOrderbook>(data =>
                _feeds.With(data.Data.Symbol, data, _reader.Top)), ct), isVital: true);
        yield return Of(
            future, $"orderbook.{FutureDepth}.{future.Symbol}", BookMs,
            (topic, ct) => SubscribeBook(
                future, FutureDepth, topic.Reading<BybitOrderbook>(data => OnBook(topic, data)), ct),
            lost: () => _feeds.Find(future.Symbol)?.Forget());
    }

    private (VenueStream, Topic) Ticker(Instrument future) =>
        Of(future, $"tickers.{future.Symbol}", TickerMs, (topic, ct) =>
        {
            Action<DataEvent<BybitLinearTickerUpdate>> read = topic.Reading<BybitLinearTickerUpdate>(data =>
                _feeds.With(data.Data.Symbol, data, _reader.Ticker));
            return future.Terms.IsInverse
                ? client.V5InverseApi.SubscribeToTickerUpdatesAsync(future.Symbol, read, ct)
                : client.V5LinearApi.SubscribeToTickerUpdatesAsync(future.Symbol, read, ct);
        });

    private IEnumerable<(VenueStream, Topic)> Trades(Instrument future)
    {
        yield return Of(future, $"publicTrade.{future.Symbol}", 0, (topic, ct) =>
        {
            Action<DataEvent<BybitTrade[]>> read = topic.Reading<BybitTrade[]>(data => OnTrades(data.Data));
            return future.Terms.IsInverse
                ? client.V5InverseApi.SubscribeToTradeUpdatesAsync(future.Symbol, read, ct)
                : client.V5LinearApi.SubscribeToTradeUpdatesAsync(future.Symbol, read, ct);
        });
        yield return Of(future, $"allLiquidation.{future.Symbol}", 0, (topic, ct) =>
        {
            Action<DataEvent<BybitLiquidationUpdate[]>> read = topic.Reading<BybitLiquidationUpdate[]>(
                data => _reader.Liquidations(future.Id, data.Data));
            return future.Terms.IsInverse
                ? client.V5InverseApi.SubscribeToAllLiquidationUpdatesAsync(future.Symbol, read, ct)
                : client.V5LinearApi.SubscribeToAllLiquidationUpdatesAsync(future.Symbol, read, ct);
        });
    }

    private (VenueStream, Topic) OptionBooks(Instrument[] options)
    {
        string[] symbols = [.. options.Select(o => o.Symbol)];
        return (VenueStream.OptionMarket, new Topic(
            $"orderbook.{OptionDepth} of {symbols.Length} options", OptionMs, isVital: false,
            (topic, ct) => client.V5OptionsApi.SubscribeToOrderbookUpdatesAsync(
                symbols, OptionDepth, topic.Reading<BybitOrderbook>(data => OnBook(topic, data)), ct))
        {
            Instruments = options.Select(o => o.Id).ToHashSet(),
            Lost = () =>
            {
                foreach (string symbol in symbols) _feeds.Find(symbol)?.Forget();
            },
        });
    }

    private (VenueStream, Topic) OptionTickers(Instrument[] options)
    {
        string[] symbols = [.. options.Select(o => o.Symbol)];
        return (VenueStream.OptionMarket, new Topic(
            $"tickers of {symbols.Length} options", OptionMs, isVital: false,
            (topic, ct) => client.V5OptionsApi.SubscribeToTickerUpdatesAsync(
                symbols, topic.Reading<BybitOptionTickerUpdate>(data =>
                    _feeds.With(data.Data.Symbol, data, _reader.OptionTicker)), ct))
        {
            Instruments = options.Select(o => o.Id).ToHashSet(),
        });
    }

    private (VenueStream, Topic) OptionTrades(string coin) => (VenueStream.OptionMarket, new Topic(
        $"publicTrade.{coin} of options", 0, isVital: false,
        (topic, ct) => client.V5OptionsApi.SubscribeToTradeUpdatesAsync(
            coin, topic.Reading<BybitOptionTrade[]>(data => OnTrades(data.Data)), ct)));

    private Subscribing SubscribeBook(
        Instrument future, int depth, Action<DataEvent<BybitOrderbook>> read, CancellationToken ct) =>
        future.Terms.IsInverse
            ? client.V5InverseApi.SubscribeToOrderbookUpdatesAsync(future.Symbol, depth, read, ct)
            : client.V5LinearApi.SubscribeToOrderbookUpdatesAsync(future.Symbol, depth, read, ct);

    private void OnBook(Topic topic, DataEvent<BybitOrderbook> data)
    {
        if (_feeds.Find(data.Data.Symbol) is not { } feed) return;
        lock (feed.Gate) _reader.Book(topic, feed, data);
    }

    private void OnTrades(IEnumerable<BybitTrade> trades)
    {
        foreach (BybitTrade trade in trades)
            if (_feeds.Find(trade.Symbol) is { } feed) _reader.Trade(feed.Instrument.Id, trade);
    }

    private static (VenueStream, Topic) Of(
        Instrument future, string name, long rateMs, Func<Topic, CancellationToken, Subscribing> subscribe,
        bool isVital = false, Action? lost = null) => (
            future.Terms.IsInverse ? VenueStream.InverseMarket : VenueStream.LinearMarket,
            new Topic(name, rateMs, isVital, subscribe)
            {
                Instruments = new HashSet<InstrumentId> { future.Id },
                Lost = lost,
            });
}
