using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;

namespace TradingAgent.UnitTests.Exchange;

/// <summary>
/// A market that stands still until a test moves it: one of each contract, empty books, BTC at 100,000.
/// </summary>
internal sealed class ScriptedMarket : IMarketSource
{
    private readonly Queue<(Timestamp At, Action<IMarketDesk> Act)> _script = [];

    public IMarketDesk Desk { get; private set; } = null!;

    public InstrumentId Linear { get; private set; }

    public InstrumentId Inverse { get; private set; }

    public InstrumentId Future { get; private set; }

    public InstrumentId Call { get; private set; }

    public InstrumentId CoinPut { get; private set; }

    public Timestamp NextDue => _script.Count == 0 ? Timestamp.Never : _script.Peek().At;

    public static Timestamp Expiry { get; } = Timestamp.From(new DateTimeOffset(2026, 3, 13, 8, 0, 0, TimeSpan.Zero));

    /// <summary>Schedules something; times must not run backwards.</summary>
    public void At(Timestamp moment, Action<IMarketDesk> act) => _script.Enqueue((moment, act));

    public void Open(IMarketDesk desk, Timestamp now)
    {
        Desk = desk;
        CoinContracts coin = CoinContracts.Bitcoin;
        Linear = desk.List(coin.LinearPerpetual(now));
        Inverse = desk.List(coin.InversePerpetual(now));
        Future = desk.List(coin.LinearFuture(Expiry, now));
        Call = desk.List(coin.Option(Expiry, Price.From(100_000m), OptionSide.Call, inCoin: false, now));
        CoinPut = desk.List(coin.Option(Expiry, Price.From(101_000m), OptionSide.Put, inCoin: true, now));
        MoveTo(desk, 100_000);
    }

    public void Step(Timestamp now)
    {
        (Timestamp _, Action<IMarketDesk> act) = _script.Dequeue();
        act(Desk);
    }

    public void MoveTo(IMarketDesk desk, double price)
    {
        desk.SetIndex(UnderlyingId.Of(CurrencyId.Btc), price);
        desk.SetMark(Linear, price);
        desk.SetMark(Inverse, price);
        desk.SetMark(Future, price);
        desk.SetVolatility(Call, price, 0.6);
        desk.SetVolatility(CoinPut, price, 0.6);
    }
}
