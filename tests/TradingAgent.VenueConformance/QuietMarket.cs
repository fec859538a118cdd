using System.Collections.Concurrent;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;

namespace TradingAgent.VenueConformance;

/// <summary>
/// Two perpetuals, an option for years and two contracts that expire at once, whose books stand still until a test asks
/// for a move.
/// </summary>
/// <param name="expiry">When the short-lived ones expire.</param>
internal sealed class QuietMarket(Timestamp expiry) : IMarketSource
{
    public const string Perpetual = "BTCUSDT";
    public const string Inverse = "BTCUSD";
    public const string Option = "BTC-28MAR30-100000-C-USDT";

    /// <summary>Which of the futures expires.</summary>
    private const int Dated = 2;

    private static readonly Duration Beat = Duration.FromMilliseconds(20);
    private static readonly UnderlyingId Bitcoin = UnderlyingId.Of(CurrencyId.Btc);
    private static readonly Timestamp Far =
        Timestamp.From(new DateTimeOffset(2030, 3, 28, 8, 0, 0, TimeSpan.Zero));

    private static readonly Timestamp Launched = Timestamp.FromMilliseconds(1_700_000_000_000);

    private readonly ConcurrentQueue<Action<IMarketDesk>> _asked = new();
    private readonly List<InstrumentId> _futures = [];
    private readonly List<InstrumentId> _options = [];
    private IMarketDesk _desk = null!;
    private double _level = 100_000;
    private long _steps;

    public Timestamp NextDue { get; private set; }

    public InstrumentId PerpetualId => _futures[0];

    /// <summary>The call that expires, then the future.</summary>
    public IReadOnlyList<string> Expiring { get; private set; } = [];

    public InstrumentId OptionId => _options[0];

    /// <summary>Runs something on the exchange's own thread.</summary>
    public Task DoAsync(Action<IMarketDesk> act)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(desk =>
        {
            act(desk);
            done.SetResult();
        });
        return done.Task;
    }

    /// <summary>Lists another call and gives it a price.</summary>
    public async Task<string> ListOptionAsync()
    {
        ListingRequest call = Call(120_000, Far);
        await DoAsync(desk => desk.SetVolatility(desk.List(call), 104_000, 0.5));
        return call.Symbol;
    }

    /// <summary>Lists another dated future and gives it a price.</summary>
    public async Task<string> ListFutureAsync()
    {
        ListingRequest future = CoinContracts.Bitcoin.LinearFuture(
            Timestamp.From(new DateTimeOffset(2030, 3, 29, 8, 0, 0, TimeSpan.Zero)), Launched);
        await DoAsync(desk =>
        {
            InstrumentId id = desk.List(future);
            desk.SetMark(id, _level);
            _futures.Add(id);
        });
        return future.Symbol;
    }

    /// <summary>Everything falls by a fifth; nobody bids.</summary>
    public Task CrashAsync() => DoAsync(desk =>
    {
        _level = 80_000;
        desk.SetIndex(Bitcoin, _level);
        foreach (InstrumentId id in _futures)
        {
            desk.ClearDepth(id, Side.Buy);
            desk.SetMark(id, _level);
        }
    });

    /// <summary>
    /// One long each in the two perpetuals, with all that 100,000 dollars and a coin can bear, from somebody who is no
    /// account.
    /// </summary>
    public void PlaceStrangers(SimulatedExchange exchange)
    {
        PlaceStranger(exchange, _futures[0], Quantity.From(15));
        PlaceStranger(exchange, _futures[1], Quantity.From(1_500_000));
    }

    public void Open(IMarketDesk desk, Timestamp now)
    {
        _desk = desk;
        desk.SetIndex(Bitcoin, _level);
        CoinContracts coin = CoinContracts.Bitcoin;
        ListingRequest dated = coin.LinearFuture(expiry, now);
        ListingRequest dying = Call(90_000, expiry);
        foreach (ListingRequest future in (ListingRequest[])
            [coin.LinearPerpetual(now), coin.InversePerpetual(now), dated]) _futures.Add(desk.List(future));
        _options.AddRange([desk.List(Call(100_000, Far)), desk.List(dying)]);
        Expiring = [dying.Symbol, dated.Symbol];
        foreach (InstrumentId id in _futures) desk.SetMark(id, _level);
        desk.SetFundingRate(_futures[0], 0.0001m);
        desk.SetFundingRate(_futures[1], 0.0001m);
        desk.SetVolatility(_options[0], 104_000, 0.5);
        desk.SetVolatility(_options[1], 100_000, 0.5);
        NextDue = now;
    }

    private void PlaceStranger(SimulatedExchange exchange, InstrumentId instrument, Quantity size)
    {
        Price price = Price.From(100_000);
        AccountId stranger = exchange.OpenAccount(new AccountSettings
        {
            Name = $"stranger in {instrument}",
            Balances = [new Money(100_000, CurrencyId.Usdt), new Money(1, CurrencyId.Btc)],
        });
        exchange.Place(stranger, new PlaceRequest
        {
            Instrument = instrument,
            Side = Side.Buy,
            Price = price,
            Quantity = size,
        });
        _ = DoAsync(desk => desk.Take(instrument, Side.Sell, price, size));
    }

    public void Step(Timestamp now)
    {
        if (_steps++ == 0) FillBooks();
        while (_asked.TryDequeue(out Action<IMarketDesk>? act)) act(_desk);
        // Marks breathe, so that tickers have something to say.
        if (_steps % 10 == 0)
        {
            bool hasExpired = now >= expiry;
            foreach (InstrumentId id in _futures)
                if (!hasExpired || id != _futures[Dated]) _desk.SetMark(id, _level + (_steps % 20 == 0 ? 0.5 : 0));
            _desk.SetVolatility(_options[0], 104_000 + (_steps % 20), 0.5);
            if (!hasExpired) _desk.SetVolatility(_options[1], 100_000 + (_steps % 20), 0.5);
        }
        NextDue = now + Beat;
    }

    /// <summary>After whoever was here before the test: the books it will find.</summary>
    private void FillBooks()
    {
        Fill(_futures[0], 100_000, 0.1m, 1);
        Fill(_futures[1], 100_000, 0.5m, 10_000);
        Fill(_futures[Dated], 100_000, 0.5m, 1);
        Fill(_options[0], 40_000, 5, 1);
        Fill(_options[1], 10_000, 5, 1);
    }

    private void Fill(InstrumentId instrument, decimal middle, decimal tick, decimal size)
    {
        for (int i = 1; i <= 60; i++)
        {
            _desk.SetDepth(instrument, Side.Buy, Price.From(middle - (i * tick)), Quantity.From(i * size));
            _desk.SetDepth(instrument, Side.Sell, Price.From(middle + (i * tick)), Quantity.From(i * size));
        }
    }

    private static ListingRequest Call(decimal strike, Timestamp expiry) => CoinContracts.Bitcoin.Option(
        expiry, Price.From(strike), OptionSide.Call, inCoin: false, Launched);
}
