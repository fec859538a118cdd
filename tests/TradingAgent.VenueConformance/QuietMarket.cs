using System.Collections.Concurrent;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;

namespace TradingAgent.VenueConformance;

/// <summary>A perpetual, an inverse one and two options whose books stand still until a test asks for a move.</summary>
internal sealed class QuietMarket : IMarketSource
{
    public const string Perpetual = "BTCUSDT";
    public const string Option = "BTC-28MAR30-100000-C-USDT";

    private static readonly Duration Beat = Duration.FromMilliseconds(20);

    private readonly ConcurrentQueue<Action<IMarketDesk>> _asked = new();
    private IMarketDesk _desk = null!;
    private InstrumentId _option;
    private InstrumentId _future;
    private long _steps;

    public Timestamp NextDue { get; private set; }

    public InstrumentId PerpetualId { get; private set; }

    public InstrumentId OptionId => _option;

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
        const string Symbol = "BTC-28MAR30-120000-C-USDT";
        await DoAsync(desk =>
        {
            InstrumentId id = desk.List(new ListingRequest(
                Symbol, Call() with { Strike = Price.From(120_000) }, Listing(isOption: true)));
            desk.SetVolatility(id, 104_000, 0.5);
        });
        return Symbol;
    }

    /// <summary>Lists a dated future and gives it a price.</summary>
    public Task ListFutureAsync() => DoAsync(desk =>
    {
        InstrumentId id = desk.List(new ListingRequest(
            "BTCUSDT-29MAR30",
            Future() with
            {
                Kind = ContractKind.LinearFuture,
                Expiry = Timestamp.From(new DateTimeOffset(2030, 3, 29, 8, 0, 0, TimeSpan.Zero)),
            },
            Listing(isOption: false)));
        desk.SetMark(id, 101_000);
        _future = id;
    });

    public void Open(IMarketDesk desk, Timestamp now)
    {
        _desk = desk;
        desk.SetIndex(UnderlyingId.Of(CurrencyId.Btc), 100_000);
        PerpetualId = desk.List(new ListingRequest(Perpetual, Future(), Listing(isOption: false)));
        _option = desk.List(new ListingRequest(Option, Call(), Listing(isOption: true)));
        desk.SetMark(PerpetualId, 100_000);
        desk.SetFundingRate(PerpetualId, 0.0001m);
        desk.SetVolatility(_option, 104_000, 0.5);
        Fill(desk, PerpetualId, 100_000, 0.1m);
        Fill(desk, _option, 40_000, 5);
        NextDue = now + Beat;
    }

    public void Step(Timestamp now)
    {
        while (_asked.TryDequeue(out Action<IMarketDesk>? act)) act(_desk);
        // Marks breathe, so that tickers have something to say.
        if (++_steps % 10 == 0)
        {
            _desk.SetMark(PerpetualId, 100_000 + (_steps % 20 == 0 ? 0.5 : 0));
            _desk.SetVolatility(_option, 104_000 + (_steps % 20), 0.5);
            if (!_future.IsNone) _desk.SetMark(_future, 101_000 + (_steps % 20 == 0 ? 0.5 : 0));
        }
        NextDue = now + Beat;
    }

    private static void Fill(IMarketDesk desk, InstrumentId instrument, decimal middle, decimal tick)
    {
        for (int i = 1; i <= 60; i++)
        {
            desk.SetDepth(instrument, Side.Buy, Price.From(middle - (i * tick)), Quantity.From(i));
            desk.SetDepth(instrument, Side.Sell, Price.From(middle + (i * tick)), Quantity.From(i));
        }
    }

    private static InstrumentTerms Future() => new()
    {
        Kind = ContractKind.LinearPerpetual,
        BaseCoin = CurrencyId.Btc,
        QuoteCoin = CurrencyId.Usdt,
        SettleCoin = CurrencyId.Usdt,
        Tick = Price.From(0.1m),
        Lot = Quantity.From(0.001m),
        QuantityMin = Quantity.From(0.001m),
        QuantityMax = Quantity.From(100),
        NotionalMin = Price.From(5),
        Multiplier = Quantity.From(1),
    };

    private static InstrumentTerms Call() => new()
    {
        Kind = ContractKind.LinearOption,
        OptionSide = OptionSide.Call,
        BaseCoin = CurrencyId.Btc,
        QuoteCoin = CurrencyId.Usdt,
        SettleCoin = CurrencyId.Usdt,
        Tick = Price.From(5),
        Lot = Quantity.From(0.01m),
        QuantityMin = Quantity.From(0.01m),
        QuantityMax = Quantity.From(500),
        Multiplier = Quantity.From(1),
        Strike = Price.From(100_000),
        Expiry = Timestamp.From(new DateTimeOffset(2030, 3, 28, 8, 0, 0, TimeSpan.Zero)),
    };

    private static ListingTerms Listing(bool isOption) => new()
    {
        LaunchTime = Timestamp.FromMilliseconds(1_700_000_000_000),
        PriceMax = Price.From(2_000_000),
        PriceScale = 2,
        MarketQuantityMax = Quantity.From(1_000_000),
        LeverageMax = isOption ? 0 : 100,
        FundingIntervalMinutes = isOption ? 0 : 480,
        FundingRateMax = 0.005m,
        DeliveryFeeRate = isOption ? 0.00015m : 0,
        PriceLimitX = 0.05m,
        PriceLimitY = 0.1m,
        RiskLimits = isOption ? [] : [new RiskLimit(1, 2_000_000, 0.005m, 0.01m, 100)],
    };
}
