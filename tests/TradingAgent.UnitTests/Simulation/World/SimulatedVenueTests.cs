using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Simulation.World;
using Xunit;

namespace TradingAgent.UnitTests.Simulation.World;

/// <summary>A simulated venue tells what its owner asked for, and that alone.</summary>
public sealed class SimulatedVenueTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_795_372_800_000);

    private static readonly EventKind[] Always =
    [
        EventKind.QuoteChanged, EventKind.MarkChanged, EventKind.OptionQuoteChanged, EventKind.VenueGreeksChanged,
        EventKind.InstrumentListed, EventKind.FeesReported, EventKind.CurrencyRateChanged, EventKind.OrderFilled,
        EventKind.BalanceReported,
    ];

    private static readonly EventKind[] ToWhoWishes =
    [
        EventKind.DepthSummaryChanged, EventKind.TradePrinted, EventKind.FundingChanged, EventKind.OpenInterestChanged,
        EventKind.PositionReported, EventKind.CoinGreeksReported, EventKind.MarginReported,
        EventKind.VenueClockMeasured,
    ];

    [Fact]
    public void Without_a_wish_nothing_is_told_beside_what_every_owner_needs() =>
        Assert.Equal(Always.Order(), Kinds(tellsAll: false));

    [Fact]
    public void Who_wishes_is_told_all_that_a_real_venue_tells() =>
        Assert.Equal(Always.Concat(ToWhoWishes).Order(), Kinds(tellsAll: true));

    [Fact]
    public void What_coins_are_worth_is_told_each_second_to_who_wishes()
    {
        Assert.InRange(Rates(tellsAll: true), 10, 12);
        Assert.InRange(Rates(tellsAll: false), 0, 1);

        static int Rates(bool tellsAll) => Run(tellsAll).Count(
            e => e.Kind == EventKind.CurrencyRateChanged && e.CurrencyRate.Currency == CurrencyId.Btc);
    }

    [Fact]
    public void A_ticker_is_one_frame_whatever_is_in_it()
    {
        List<EngineEvent> told = Run(tellsAll: true);
        for (int i = 0; i < told.Count; i++)
        {
            if (told[i].EndsFrame) continue;
            Assert.Equal(told[i].Instrument, told[i + 1].Instrument);
            Assert.Contains(told[i + 1].Kind, (EventKind[])[
                EventKind.VenueGreeksChanged, EventKind.FundingChanged, EventKind.OpenInterestChanged]);
        }
        Assert.Contains(told, e => e.Kind == EventKind.MarkChanged && !e.EndsFrame);
        Assert.Contains(told, e => e.Kind == EventKind.MarkChanged && e.EndsFrame);
    }

    [Fact]
    public void A_rate_of_funding_is_told_when_it_changes_and_every_five_seconds()
    {
        InstrumentId perpetual = default;
        List<EngineEvent> told = Run(tellsAll: true, exchange => perpetual = exchange.Find("BTCUSDT")!.Id);
        EngineEvent[] rates = [.. told.Where(e => e.Kind == EventKind.FundingChanged && e.Instrument == perpetual)];
        int marks = told.Count(e => e.Kind == EventKind.MarkChanged && e.Instrument == perpetual);
        Assert.True(rates.Length < marks, $"{rates.Length} rates beside {marks} marks");
        int repeated = rates.Zip(rates.Skip(1)).Count(pair => pair.First.Funding == pair.Second.Funding);
        Assert.InRange(repeated, 1, 2);
    }

    private static IEnumerable<EventKind> Kinds(bool tellsAll) =>
        Run(tellsAll).Select(e => e.Kind).Distinct().Order();

    /// <summary>Ten seconds of a market, in which the account takes one future and one option.</summary>
    private static List<EngineEvent> Run(bool tellsAll, Action<SimulatedExchange>? look = null)
    {
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Start }, new MarketGenerator(new GeneratorSettings { Seed = 3 }));
        AccountId account = exchange.OpenAccount(DemoPortfolio.Build(exchange, "demo"));
        look?.Invoke(exchange);
        var venue = new SimulatedVenue(exchange, account, "sim", tellsAll: tellsAll);
        List<EngineEvent> told = [];
        venue.Introduce(told);
        for (int step = 1; step <= 1_000; step++)
        {
            if (step == 500) Take(exchange, venue);
            venue.Pump(Start + Duration.FromMilliseconds(step * 10), told);
        }
        return told;
    }

    private static void Take(SimulatedExchange exchange, SimulatedVenue venue)
    {
        InstrumentId option = exchange.Instruments.First(i => i.Terms.IsOption && Ask(exchange, i.Id) > Price.Zero).Id;
        uint order = 0;
        foreach (InstrumentId id in (InstrumentId[])[exchange.Find("BTCUSDT")!.Id, option])
            venue.Execute(new EngineCommand
            {
                Kind = CommandKind.PlaceOrder,
                Instrument = id,
                Order = new ClientOrderId(1, ++order),
                Side = Side.Buy,
                Price = Ask(exchange, id),
                Quantity = exchange.Find(id)!.Terms.QuantityMin,
                TimeInForce = TimeInForce.ImmediateOrCancel,
            });
    }

    private static Price Ask(SimulatedExchange exchange, InstrumentId id)
    {
        exchange.ReadTicker(id, out TickerSnapshot ticker);
        return ticker.AskPrice;
    }
}
