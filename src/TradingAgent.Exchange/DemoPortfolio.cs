using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>
/// The book a demonstration starts with: a few dozen option legs, long and short, some coin-settled, over every coin of
/// the exchange. It is net short gamma and off balance in delta, and sized by its gamma, so that hedging has work
/// whatever the chain looks like that day.
/// </summary>
public static class DemoPortfolio
{
    private const double MinutesPerYear = 525_600;
    private const long DayNanoseconds = 86_400_000_000_000;

    // Shape per expiry, nearest first: moneyness in steps of a third of a standard deviation, call or put, weight.
    private static readonly (int Expiry, double Steps, OptionSide Side, double Weight)[] Pattern =
    [
        (0, 0, OptionSide.Call, -0.9), (0, 0, OptionSide.Put, -0.7), (0, 3, OptionSide.Call, 0.8),
        (1, 0, OptionSide.Call, -1.3), (1, -1, OptionSide.Put, -1.1), (1, -4, OptionSide.Put, 1.2),
        (2, 1, OptionSide.Call, -1.8), (2, -1, OptionSide.Put, -1.7), (2, 4, OptionSide.Call, 1.5),
        (2, -5, OptionSide.Put, 2.0), (3, 0, OptionSide.Call, -0.9), (3, -2, OptionSide.Put, -1.6),
        (3, 3, OptionSide.Call, 1.0), (4, 2, OptionSide.Call, -0.8), (4, -2, OptionSide.Put, 0.6),
        (5, 4, OptionSide.Call, 0.6), (5, -3, OptionSide.Put, -0.5),
    ];

    private static readonly (int Expiry, double Steps, OptionSide Side, double Weight)[] CoinSettledPattern =
    [
        (2, 0, OptionSide.Call, -0.5), (2, -1, OptionSide.Put, -0.4), (3, 1, OptionSide.Call, 0.5),
    ];

    /// <summary>What a fresh account of the stand-alone exchange holds: cash and coins, no position.</summary>
    public static AccountSettings Flat(string name) => new()
    {
        Name = name,
        Balances =
        [
            new Money(5_000_000m, CurrencyId.Usdt),
            new Money(500_000m, CurrencyId.Usdc),
            new Money(20m, CurrencyId.Btc),
            new Money(300m, CurrencyId.Eth),
        ],
    };

    /// <summary>The flat account plus the option legs, at the marks of the moment.</summary>
    /// <param name="exchange">Where the legs are listed.</param>
    /// <param name="name">The account's name.</param>
    /// <param name="deltaDeviation">
    /// Per coin: the wanted standard deviation of net delta over one minute, in coins, at 65 % volatility.
    /// </param>
    public static AccountSettings Build(
        SimulatedExchange exchange,
        string name,
        IReadOnlyList<(CurrencyId Coin, double Deviation)>? deltaDeviation = null)
    {
        var positions = new List<StartingPosition>();
        deltaDeviation ??= [(CurrencyId.Btc, 0.6), (CurrencyId.Eth, 9.0)];
        foreach ((CurrencyId coin, double deviation) in deltaDeviation)
            Add(positions, exchange, coin, deviation);
        return Flat(name) with { Positions = positions };
    }

    private static void Add(
        List<StartingPosition> positions, SimulatedExchange exchange, CurrencyId coin, double deviation)
    {
        List<Leg> legs = Legs(exchange, coin);
        double gamma = 0;
        foreach (Leg leg in legs) gamma += leg.Weight * leg.Gamma;
        double move = exchange.Index(UnderlyingId.Of(coin)) * 0.65 / Math.Sqrt(MinutesPerYear);
        if (gamma >= 0 || move <= 0) return;
        double scale = deviation / (-gamma * move);
        foreach (Leg leg in legs)
        {
            long lot = leg.Listed.Terms.Lot.Raw;
            long lots = (long)Math.Round(leg.Weight * scale * FixedPoint.Scale / lot);
            if (lots == 0) continue;
            positions.Add(new StartingPosition(leg.Listed.Id, new NetQuantity(lots * lot), leg.Price));
        }
    }

    private static List<Leg> Legs(SimulatedExchange exchange, CurrencyId coin)
    {
        List<ListedInstrument> options =
        [
            .. exchange.Instruments.Where(i => i.Terms.IsOption && i.Terms.BaseCoin == coin
                && i.Status == InstrumentStatus.Trading),
        ];
        Timestamp[] expiries = [.. options.Select(i => i.Terms.Expiry).Distinct().Order()];
        var legs = new List<Leg>();
        foreach (bool inCoin in (ReadOnlySpan<bool>)[false, true])
        {
            (int, double, OptionSide, double)[] pattern = inCoin ? CoinSettledPattern : Pattern;
            foreach ((int expiry, double steps, OptionSide side, double weight) in pattern)
            {
                if (expiry >= expiries.Length) continue;
                IEnumerable<ListedInstrument> candidates = options.Where(i =>
                    i.Terms.Expiry == expiries[expiry] && i.Terms.OptionSide == side && i.Terms.IsInverse == inCoin);
                Leg? leg = Nearest(exchange, candidates, steps, weight);
                if (leg is not null && !legs.Exists(l => l.Listed == leg.Listed)) legs.Add(leg);
            }
        }
        return legs;
    }

    private static Leg? Nearest(
        SimulatedExchange exchange, IEnumerable<ListedInstrument> candidates, double steps, double weight)
    {
        Leg? best = null;
        double bestDistance = double.MaxValue;
        foreach (ListedInstrument listed in candidates)
        {
            exchange.ReadTicker(listed.Id, out TickerSnapshot ticker);
            double days = (listed.Terms.Expiry - exchange.Now).Nanoseconds / (double)DayNanoseconds;
            double deviation = 0.65 * Math.Sqrt(Math.Max(days, 0.2) / 365);
            double wanted = ticker.UnderlyingPrice * (1 + (steps * deviation / 3));
            double distance = Math.Abs(listed.Terms.Strike.ToDouble() - wanted);
            if (distance >= bestDistance || ticker.MarkPrice <= 0) continue;
            long tick = listed.Terms.Tick.Raw;
            long ticks = Math.Max(1, (long)Math.Round(ticker.MarkPrice * FixedPoint.Scale / tick));
            // The venue's gamma of the last day is scaled by the time left; what the book feels is not.
            double gamma = ticker.Greeks.Gamma / Math.Clamp(days, 0.05, 1);
            best = new Leg(listed, weight, gamma, new Price(ticks * tick));
            bestDistance = distance;
        }
        return best;
    }

    private sealed record Leg(ListedInstrument Listed, double Weight, double Gamma, Price Price);
}
