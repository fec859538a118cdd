namespace TradingAgent.TestKit.Engine;

/// <summary>
/// A market small enough to read: bitcoin at 100,000 with two perpetuals, two dated futures and two option chains (one
/// settled in dollars, one in coin), and ether with one perpetual and two options.
/// </summary>
public static class SmallMarket
{
    public static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    public static readonly UnderlyingId Bitcoin = UnderlyingId.Of(CurrencyId.Btc);
    public static readonly UnderlyingId Ether = UnderlyingId.Of(CurrencyId.Eth);
    public static readonly InstrumentId Perpetual = new(1);
    public static readonly InstrumentId InversePerpetual = new(2);
    public static readonly InstrumentId DatedFuture = new(3);
    public static readonly InstrumentId DatedInverse = new(4);
    public static readonly InstrumentId EtherPerpetual = new(5);

    /// <summary>Bitcoin's perpetual at another venue, which <see cref="All"/> leaves out.</summary>
    public static readonly InstrumentId AwayPerpetual = new(6);

    /// <summary>Calls and puts, dollar-settled: ids 10 to 19 in a week, 20 to 29 in a month.</summary>
    public static readonly IReadOnlyList<InstrumentId> LinearOptions = Ids(10, 20);

    /// <summary>Calls and puts, coin-settled, in a month: ids 30 to 39.</summary>
    public static readonly IReadOnlyList<InstrumentId> InverseOptions = Ids(30, 10);

    public static readonly IReadOnlyList<InstrumentId> EtherOptions = Ids(40, 2);

    /// <summary>A call at 100,000 in a week, dollar-settled.</summary>
    public static readonly InstrumentId AtTheMoneyCall = new(14);

    /// <summary>A put at 100,000 in a week, dollar-settled.</summary>
    public static readonly InstrumentId AtTheMoneyPut = new(15);

    private static readonly Duration Week = Duration.FromSeconds(7 * 86400);
    private static readonly Duration Month = Duration.FromSeconds(30 * 86400);

    /// <summary>Every instrument, in id order.</summary>
    public static IEnumerable<(InstrumentId Id, InstrumentTerms Terms)> All
    {
        get
        {
            yield return (Perpetual, Future(ContractKind.LinearPerpetual, CurrencyId.Btc));
            yield return (InversePerpetual, Future(ContractKind.InversePerpetual, CurrencyId.Btc));
            Timestamp month = Start + Month;
            yield return (DatedFuture, Future(ContractKind.LinearFuture, CurrencyId.Btc) with { Expiry = month });
            yield return (DatedInverse, Future(ContractKind.InverseFuture, CurrencyId.Btc) with { Expiry = month });
            yield return (EtherPerpetual, Future(ContractKind.LinearPerpetual, CurrencyId.Eth));
            foreach (InstrumentId id in LinearOptions)
            {
                bool near = id.Index < 20;
                yield return (id, Option(
                    ContractKind.LinearOption, CurrencyId.Btc, 90_000 + ((id.Index - (near ? 10 : 20)) / 2 * 5_000),
                    id.Index % 2 == 0 ? OptionSide.Call : OptionSide.Put, Start + (near ? Week : Month)));
            }
            foreach (InstrumentId id in InverseOptions)
            {
                yield return (id, Option(
                    ContractKind.InverseOption, CurrencyId.Btc, 90_000 + ((id.Index - 30) / 2 * 5_000),
                    id.Index % 2 == 0 ? OptionSide.Call : OptionSide.Put, Start + Month));
            }
            yield return (EtherOptions[0], Option(
                ContractKind.LinearOption, CurrencyId.Eth, 4_000, OptionSide.Call, Start + Week));
            yield return (EtherOptions[1], Option(
                ContractKind.LinearOption, CurrencyId.Eth, 4_000, OptionSide.Put, Start + Week));
        }
    }

    /// <summary>Every instrument, and bitcoin's perpetual at another venue in that venue's own steps.</summary>
    public static IEnumerable<(InstrumentId Id, InstrumentTerms Terms)> AtTwoVenues =>
        All.Append((AwayPerpetual, Future(ContractKind.LinearPerpetual, CurrencyId.Btc) with
        {
            Venue = VenueId.BinanceFutures,
            Tick = Price.From(0.5m),
            Lot = Quantity.From(0.002m),
            QuantityMin = Quantity.From(0.002m),
        }));

    /// <summary>The terms of a future or perpetual.</summary>
    public static InstrumentTerms Future(ContractKind kind, CurrencyId coin)
    {
        bool inverse = kind is ContractKind.InversePerpetual or ContractKind.InverseFuture;
        return new InstrumentTerms
        {
            Kind = kind,
            Venue = VenueId.Bybit,
            BaseCoin = coin,
            QuoteCoin = inverse ? CurrencyId.Usd : CurrencyId.Usdt,
            SettleCoin = inverse ? coin : CurrencyId.Usdt,
            Tick = Price.From(inverse ? 0.5m : 0.1m),
            Lot = Quantity.From(inverse ? 1 : 0.001m),
            QuantityMin = Quantity.From(inverse ? 1 : 0.001m),
            QuantityMax = Quantity.From(inverse ? 1_000_000 : 100),
            NotionalMin = Price.From(5),
            Multiplier = Quantity.From(1),
        };
    }

    /// <summary>The terms of an option.</summary>
    public static InstrumentTerms Option(
        ContractKind kind, CurrencyId coin, decimal strike, OptionSide side, Timestamp expiry) => new()
        {
            Kind = kind,
            OptionSide = side,
            Venue = VenueId.Bybit,
            BaseCoin = coin,
            QuoteCoin = CurrencyId.Usd,
            SettleCoin = kind == ContractKind.InverseOption ? coin : CurrencyId.Usdt,
            Tick = Price.From(kind == ContractKind.InverseOption ? 0.0001m : 5),
            Lot = Quantity.From(0.01m),
            QuantityMin = Quantity.From(0.01m),
            QuantityMax = Quantity.From(500),
            Multiplier = Quantity.From(1),
            Strike = Price.From(strike),
            Expiry = expiry,
        };

    /// <summary>A smile of an option's expiry, a week or so from it: level a, everything else fixed.</summary>
    public static SurfaceFitted Smile(InstrumentId option, double a, SurfaceStatus status = SurfaceStatus.Fitted)
    {
        InstrumentTerms terms = All.Single(i => i.Id == option).Terms;
        double years = (terms.Expiry - Start).Seconds / (365 * 86_400);
        return new SurfaceFitted(
            terms.Expiry, a, 0.02, -0.3, 0.01, 0.1, years, 0.1, 0.5, 0, 11, terms.Underlying, status);
    }

    private static InstrumentId[] Ids(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(index => new InstrumentId(index))];
}
