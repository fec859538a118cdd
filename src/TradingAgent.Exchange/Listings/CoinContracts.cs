namespace TradingAgent.Exchange.Listings;

/// <summary>
/// The contracts of one coin with the venue's tick and lot sizes and the rest of the catalogue row. Limits are of the
/// venue's order, not copies: it changes them twice a month.
/// </summary>
public sealed record CoinContracts
{
    public required CurrencyId Coin { get; init; }

    public required Price LinearTick { get; init; }

    public required Quantity LinearLot { get; init; }

    public required Quantity LinearMax { get; init; }

    public required Price InverseTick { get; init; }

    public required Price FutureTick { get; init; }

    public required Price OptionTick { get; init; }

    public required Quantity OptionLot { get; init; }

    public required Quantity OptionMax { get; init; }

    /// <summary>Premium step of the coin-settled options, in coin.</summary>
    public required Price CoinOptionTick { get; init; }

    /// <summary>Finest strike step, USD.</summary>
    public required decimal StrikeStepMin { get; init; }

    public static CoinContracts Bitcoin { get; } = new()
    {
        Coin = CurrencyId.Btc,
        LinearTick = Price.From(0.1m),
        LinearLot = Quantity.From(0.001m),
        LinearMax = Quantity.From(1190m),
        InverseTick = Price.From(0.5m),
        FutureTick = Price.From(0.5m),
        OptionTick = Price.From(5m),
        OptionLot = Quantity.From(0.01m),
        OptionMax = Quantity.From(500m),
        CoinOptionTick = Price.From(0.0001m),
        StrikeStepMin = 100m,
    };

    public static CoinContracts Ether { get; } = new()
    {
        Coin = CurrencyId.Eth,
        LinearTick = Price.From(0.01m),
        LinearLot = Quantity.From(0.01m),
        LinearMax = Quantity.From(7240m),
        InverseTick = Price.From(0.05m),
        FutureTick = Price.From(0.05m),
        OptionTick = Price.From(0.1m),
        OptionLot = Quantity.From(0.1m),
        OptionMax = Quantity.From(5000m),
        CoinOptionTick = Price.From(0.0001m),
        StrikeStepMin = 5m,
    };

    public ListingRequest LinearPerpetual(Timestamp launch) => new(
        ContractSymbols.LinearPerpetual(Coin),
        Linear(ContractKind.LinearPerpetual, LinearTick),
        Future(LinearTick, LinearMax, launch, fundingMinutes: 480, deliveryFeeRate: 0, LinearTiers));

    public ListingRequest LinearFuture(Timestamp expiry, Timestamp launch) => new(
        ContractSymbols.LinearFuture(Coin, expiry),
        Linear(ContractKind.LinearFuture, FutureTick) with { Expiry = expiry },
        Future(FutureTick, LinearMax, launch, fundingMinutes: 0, deliveryFeeRate: 0.0005m, LinearTiers));

    public ListingRequest InversePerpetual(Timestamp launch)
    {
        InstrumentTerms terms = Linear(ContractKind.InversePerpetual, InverseTick) with
        {
            QuoteCoin = CurrencyId.Usd,
            SettleCoin = Coin,
            Lot = Quantity.From(1m),
            QuantityMin = Quantity.From(1m),
            QuantityMax = Quantity.From(25_000_000m),
            NotionalMin = Price.Zero,
        };
        return new ListingRequest(
            ContractSymbols.InversePerpetual(Coin),
            terms,
            Future(InverseTick, terms.QuantityMax, launch, 480, deliveryFeeRate: 0, InverseTiers));
    }

    /// <summary>An option settled in USDT, or in the coin itself.</summary>
    public ListingRequest Option(Timestamp expiry, Price strike, OptionSide side, bool inCoin, Timestamp launch)
    {
        CurrencyId settle = inCoin ? Coin : CurrencyId.Usdt;
        Price tick = inCoin ? CoinOptionTick : OptionTick;
        var terms = new InstrumentTerms
        {
            Kind = inCoin ? ContractKind.InverseOption : ContractKind.LinearOption,
            OptionSide = side,
            BaseCoin = Coin,
            QuoteCoin = settle,
            SettleCoin = settle,
            Tick = tick,
            Lot = OptionLot,
            QuantityMin = OptionLot,
            QuantityMax = OptionMax,
            Multiplier = Quantity.From(1m),
            Strike = strike,
            Expiry = expiry,
        };
        var listing = new ListingTerms
        {
            LaunchTime = launch,
            PriceMax = inCoin ? Price.From(10m) : Price.From(1_110_000m),
            PriceScale = Scale(tick),
            MarketQuantityMax = OptionMax,
            DeliveryFeeRate = 0.00015m,
        };
        return new ListingRequest(ContractSymbols.Option(Coin, expiry, strike, side, settle), terms, listing);
    }

    private static IReadOnlyList<RiskLimit> LinearTiers =>
    [
        new(1, 2_000_000m, 0.005m, 0.01m, 100m),
        new(2, 20_000_000m, 0.01m, 0.02m, 50m),
        new(3, 100_000_000m, 0.025m, 0.05m, 20m),
    ];

    private IReadOnlyList<RiskLimit> InverseTiers => Coin == CurrencyId.Btc
        ? [new(1, 150m, 0.005m, 0.01m, 100m), new(2, 1_500m, 0.02m, 0.04m, 25m)]
        : [new(1, 3_000m, 0.005m, 0.01m, 100m), new(2, 30_000m, 0.02m, 0.04m, 25m)];

    private InstrumentTerms Linear(ContractKind kind, Price tick) => new()
    {
        Kind = kind,
        BaseCoin = Coin,
        QuoteCoin = CurrencyId.Usdt,
        SettleCoin = CurrencyId.Usdt,
        Tick = tick,
        Lot = LinearLot,
        QuantityMin = LinearLot,
        QuantityMax = LinearMax,
        NotionalMin = Price.From(5m),
        Multiplier = Quantity.From(1m),
    };

    private static ListingTerms Future(
        Price tick,
        Quantity max,
        Timestamp launch,
        int fundingMinutes,
        decimal deliveryFeeRate,
        IReadOnlyList<RiskLimit> tiers) => new()
        {
            LaunchTime = launch,
            PriceMax = new Price(1_999_999L * FixedPoint.Scale / tick.Raw * tick.Raw),
            PriceScale = Scale(tick),
            MarketQuantityMax = new Quantity(max.Raw / 8 / (10 * FixedPoint.Scale) * (10 * FixedPoint.Scale)),
            LeverageMax = 100m,
            FundingIntervalMinutes = fundingMinutes,
            FundingRateMax = fundingMinutes > 0 ? 0.005m : 0m,
            DeliveryFeeRate = deliveryFeeRate,
            PriceLimitX = 0.01m,
            PriceLimitY = 0.02m,
            RiskLimits = tiers,
        };

    private static int Scale(Price tick)
    {
        int decimals = 0;
        for (long unit = FixedPoint.Scale; tick.Raw % unit != 0; unit /= 10) decimals++;
        return decimals;
    }
}
