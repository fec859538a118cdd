namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>
/// A seeded market: correlated coins with volatility regimes and jumps, perpetuals, a dated future and option chains,
/// and background participants who make and take. Everything happens on exponential clocks or on grids that count from
/// the opening, one event at a time, so that a seed is a market, whenever it opens and whoever trades on it.
/// </summary>
public sealed class MarketGenerator : IMarketSource
{
    private const long SecondNanoseconds = 1_000_000_000;
    private const long PassNanoseconds = 250_000_000;
    private const long DayNanoseconds = 86_400 * SecondNanoseconds;
    private const long ExpiryNanoseconds = 8 * 3_600 * SecondNanoseconds;
    private const int LaddersPerCoin = 3;
    private const int ClocksPerCoin = 1 + (2 * LaddersPerCoin);
    private const int SharedClocks = 3;

    private readonly GeneratorSettings _settings;
    private readonly Chance _prices;
    private readonly Chance _people;
    private readonly CoinMarket[] _coins;
    private readonly long[] _clocks;

    public MarketGenerator(GeneratorSettings settings)
    {
        _settings = settings;
        _prices = new Chance(settings.Seed);
        _people = _prices.Fork();
        _coins = new CoinMarket[settings.Coins.Count];
        _clocks = new long[SharedClocks + (ClocksPerCoin * settings.Coins.Count)];
    }

    public Timestamp NextDue { get; private set; } = Timestamp.Never;

    public void Open(IMarketDesk desk, Timestamp now)
    {
        for (int i = 0; i < _coins.Length; i++)
            _coins[i] = new CoinMarket(desk, _settings.Coins[i], _settings, _prices.Fork(), now);
        _clocks[0] = now.Nanoseconds + Wait(_prices, _settings.MovesPerSecond);
        _clocks[1] = now.Nanoseconds + SecondNanoseconds;
        _clocks[2] = now.Nanoseconds + PassNanoseconds;
        for (int i = SharedClocks; i < _clocks.Length; i++) _clocks[i] = now.Nanoseconds + Wait(_people, RateOf(i));
        FindNext();
    }

    public void Step(Timestamp now)
    {
        int due = 0;
        while (_clocks[due] > now.Nanoseconds) due++;
        switch (due)
        {
            case 0: Move(now); break;
            case 1: Drift(now); break;
            case 2: Pass(now); break;
            default: Act(due, now); break;
        }
        FindNext();
    }

    private void Move(Timestamp now)
    {
        // One clock for all coins: correlated markets move in the same instant, which is what correlation looks like.
        double common = _prices.Normal();
        foreach (CoinMarket coin in _coins) coin.Move(common, now);
        _clocks[0] = now.Nanoseconds + Wait(_prices, _settings.MovesPerSecond);
    }

    private void Drift(Timestamp now)
    {
        double slow = _prices.Normal();
        double fast = _prices.Normal();
        bool isExpiryHour = (now.Nanoseconds - ExpiryNanoseconds) % DayNanoseconds < SecondNanoseconds;
        foreach (CoinMarket coin in _coins) coin.Drift(slow, fast, now, isExpiryHour);
        _clocks[1] += SecondNanoseconds;
    }

    private void Pass(Timestamp now)
    {
        foreach (CoinMarket coin in _coins)
            if (coin.HasMoved) coin.PassChain(now);
        _clocks[2] += PassNanoseconds;
    }

    private void Act(int clock, Timestamp now)
    {
        CoinMarket coin = _coins[(clock - SharedClocks) / ClocksPerCoin];
        int role = (clock - SharedClocks) % ClocksPerCoin;
        if (role == 0) coin.TakeOption();
        else if (role <= LaddersPerCoin) coin.TakeFuture(role - 1);
        else coin.Ladder(role - 1 - LaddersPerCoin).Refresh();
        _clocks[clock] = now.Nanoseconds + Wait(_people, RateOf(clock));
    }

    private double RateOf(int clock)
    {
        CoinMarket coin = _coins[(clock - SharedClocks) / ClocksPerCoin];
        int role = (clock - SharedClocks) % ClocksPerCoin;
        if (role == 0) return _settings.OptionTakersPerSecond;
        return role <= LaddersPerCoin
            ? coin.Shape(role - 1).TakersPerSecond
            : coin.Shape(role - 1 - LaddersPerCoin).RefreshesPerSecond;
    }

    private static long Wait(Chance chance, double perSecond) =>
        1 + (long)(chance.Exponential(1 / perSecond) * SecondNanoseconds);

    private void FindNext()
    {
        long next = long.MaxValue;
        foreach (long clock in _clocks) next = Math.Min(next, clock);
        NextDue = new Timestamp(next);
    }
}
