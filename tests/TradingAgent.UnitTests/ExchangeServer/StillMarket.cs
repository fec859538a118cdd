using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;

namespace TradingAgent.UnitTests.ExchangeServer;

/// <summary>Four contracts with fixed books: what a test of the wire needs, and nothing that moves by itself.</summary>
internal sealed class StillMarket : IMarketSource
{
    public const string Perpetual = "BTCUSDT";
    public const string Inverse = "BTCUSD";
    public const string Option = "BTC-28MAR30-100000-C-USDT";
    public const string CoinOption = "BTC-28MAR30-90000-P";

    private static readonly Timestamp Expiry = Timestamp.From(new DateTimeOffset(2030, 3, 28, 8, 0, 0, TimeSpan.Zero));

    private volatile Action<IMarketDesk>? _move;
    private IMarketDesk _desk = null!;
    private Timestamp _now;

    public Timestamp NextDue => _move is null ? Timestamp.Never : _now;

    public InstrumentId PerpetualId { get; private set; }

    /// <summary>Lists more than the four when the market opens.</summary>
    public Action<IMarketDesk>? Listed { get; init; }

    public void Open(IMarketDesk desk, Timestamp now)
    {
        _desk = desk;
        _now = now;
        desk.SetIndex(UnderlyingId.Of(CurrencyId.Btc), 100_000);
        PerpetualId = desk.List(new ListingRequest(Perpetual, Future(ContractKind.LinearPerpetual), Listing(0.1m)));
        InstrumentId inverse =
            desk.List(new ListingRequest(Inverse, Future(ContractKind.InversePerpetual), Listing(0.1m)));
        InstrumentId option =
            desk.List(new ListingRequest(Option, OptionTerms(ContractKind.LinearOption), Listing(0)));
        InstrumentId coinOption =
            desk.List(new ListingRequest(CoinOption, OptionTerms(ContractKind.InverseOption), Listing(0)));
        desk.SetMark(PerpetualId, 100_000);
        desk.SetMark(inverse, 100_000);
        desk.SetFundingRate(PerpetualId, 0.0001m);
        desk.SetVolatility(option, 104_000, 0.5);
        desk.SetVolatility(coinOption, 104_000, 0.55);
        Fill(desk, PerpetualId, 100_000, 0.1m, 1);
        Fill(desk, inverse, 100_000, 0.1m, 10_000);
        Fill(desk, option, 40_000, 5, 2);
        Fill(desk, coinOption, 0.3m, 0.0005m, 2);
        Listed?.Invoke(desk);
    }

    /// <summary>Asks for one change of the market, done when time next passes; from any thread.</summary>
    public void Move(Action<IMarketDesk> move) => _move = move;

    public void Step(Timestamp now)
    {
        Action<IMarketDesk>? move = _move;
        _move = null;
        _now = now;
        move?.Invoke(_desk);
    }

    private static void Fill(IMarketDesk desk, InstrumentId instrument, decimal middle, decimal tick, decimal size)
    {
        for (int i = 1; i <= 60; i++)
        {
            desk.SetDepth(instrument, Side.Buy, Price.From(middle - (i * tick)), Quantity.From(size * i));
            desk.SetDepth(instrument, Side.Sell, Price.From(middle + (i * tick)), Quantity.From(size * i));
        }
    }

    private static InstrumentTerms Future(ContractKind kind)
    {
        bool isInverse = kind == ContractKind.InversePerpetual;
        return new InstrumentTerms
        {
            Kind = kind,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = isInverse ? CurrencyId.Usd : CurrencyId.Usdt,
            SettleCoin = isInverse ? CurrencyId.Btc : CurrencyId.Usdt,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(isInverse ? 1 : 0.001m),
            QuantityMin = Quantity.From(isInverse ? 1 : 0.001m),
            QuantityMax = Quantity.From(isInverse ? 1_000_000 : 100),
            NotionalMin = Price.From(isInverse ? 0 : 5),
            Multiplier = Quantity.From(1),
        };
    }

    public static InstrumentTerms OptionTerms(ContractKind kind)
    {
        bool isInverse = kind == ContractKind.InverseOption;
        return new InstrumentTerms
        {
            Kind = kind,
            OptionSide = isInverse ? OptionSide.Put : OptionSide.Call,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = isInverse ? CurrencyId.Btc : CurrencyId.Usdt,
            SettleCoin = isInverse ? CurrencyId.Btc : CurrencyId.Usdt,
            Tick = Price.From(isInverse ? 0.0005m : 5),
            Lot = Quantity.From(0.01m),
            QuantityMin = Quantity.From(0.01m),
            QuantityMax = Quantity.From(500),
            Multiplier = Quantity.From(1),
            Strike = Price.From(isInverse ? 90_000 : 100_000),
            Expiry = Expiry,
        };
    }

    public static ListingTerms Listing(decimal leverage) => new()
    {
        LaunchTime = Timestamp.FromMilliseconds(1_700_000_000_000),
        PriceMax = Price.From(2_000_000),
        PriceScale = 2,
        MarketQuantityMax = Quantity.From(1_000_000),
        LeverageMax = leverage > 0 ? 100 : 0,
        FundingIntervalMinutes = leverage > 0 ? 480 : 0,
        FundingRateMax = 0.005m,
        DeliveryFeeRate = leverage > 0 ? 0 : 0.00015m,
        PriceLimitX = 0.05m,
        PriceLimitY = 0.1m,
        RiskLimits = leverage > 0 ? [new RiskLimit(1, 2_000_000, 0.005m, 0.01m, 100)] : [],
    };
}
