using TradingAgent.Domain.Instruments;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Live;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Live;

public sealed class InstrumentRegistryTests
{
    private readonly List<InstrumentText> _announced = [];
    private readonly RecordingSink _sink = new();

    [Fact]
    public void A_reversed_catalogue_gives_every_instrument_its_old_id()
    {
        Instrument[] listed = [.. Enumerable.Range(1, 50).Select(i => Option($"BTC-{i}", i))];
        InstrumentTable first = Register(Registry([]), listed);
        InstrumentTable second = Register(Registry([.. _announced]), [.. listed.Reverse()]);
        Assert.Equal(first.All, second.All);
        Assert.Equal(50, _announced.Count);
    }

    [Fact]
    public void Sixty_days_of_listings_and_expiries_never_give_an_id_twice()
    {
        Dictionary<string, InstrumentId> seen = [];
        for (int day = 0; day < 60; day++)
        {
            Instrument[] today = [.. Enumerable.Range(day, 8).Select(d => Option($"BTC-day{d}", d + 1))];
            InstrumentTable table = Register(Registry([.. Known()]), day % 2 == 0 ? today : [.. today.Reverse()]);
            foreach (Instrument instrument in table.All)
            {
                if (seen.TryAdd(instrument.Symbol, instrument.Id)) continue;
                Assert.Equal(seen[instrument.Symbol], instrument.Id);
            }
        }
        Assert.Equal(67, seen.Count);
        Assert.Equal(67, seen.Values.Distinct().Count());
    }

    [Fact]
    public void The_text_is_announced_before_the_event_is_published()
    {
        InstrumentRegistry registry = new(
            [], 10, text => { Assert.Empty(_sink.Events); _announced.Add(text); }, _sink, Clock());
        registry.Register(new VenueCatalog([Option("BTC-1", 1)], []));
        EngineEvent listing = Assert.Single(_sink.Events);
        Assert.Equal(EventKind.InstrumentListed, listing.Kind);
        Assert.Equal(_announced[0].Id, listing.Instrument);
        Assert.Equal(_announced[0].Terms, listing.Listed.Terms);
    }

    [Fact]
    public void What_is_listed_during_a_run_gets_a_new_id_and_its_parameters()
    {
        InstrumentRegistry registry = Registry([]);
        registry.Register(new VenueCatalog([Option("BTC-1", 1)], []));
        InstrumentTable table = registry.BuildTable();
        int configured = 0;
        List<string> refused = [];
        var listings = new LiveListings(
            registry, table, only => new VenueSubscriptions([], [.. only.All.Select(i => i.Id)], [], true),
            () => configured++, refused.Add);
        Assert.Empty(listings.List(new VenueCatalog([Option("BTC-1", 1)], [])));
        Assert.Equal(0, configured);
        Instrument added = Assert.Single(
            listings.List(new VenueCatalog([Option("BTC-2", 2), Option("BTC-1", 1, tick: 9)], [])));
        Assert.Equal(new InstrumentId(2), added.Id);
        Assert.Same(added, table[added.Id]);
        Assert.Equal(1, configured);
        Assert.Equal([added.Id], listings.Subscribe([added]).Tickers);
        Assert.Equal(Option("BTC-1", 1, tick: 9).Terms, table[new InstrumentId(1)].Terms);
    }

    [Fact]
    public void Changed_terms_are_published_under_the_same_id()
    {
        Register(Registry([]), [Option("BTC-1", 1)]);
        InstrumentTable table = Register(Registry([.. _announced]), [Option("BTC-1", 1, tick: 9)]);
        Assert.Equal(2, _sink.Events.Count);
        Assert.Equal(_sink.Events[0].Instrument, _sink.Events[1].Instrument);
        Assert.Equal(new Price(9), Assert.Single(table.All).Terms.Tick);
    }

    [Fact]
    public void What_there_is_no_room_for_is_said()
    {
        InstrumentRegistry registry = new([], 2, _announced.Add, _sink, Clock());
        IReadOnlyList<string> refused =
            registry.Register(new VenueCatalog([Option("A", 1), Option("B", 2), Option("C", 3)], []));
        Assert.Contains("C", Assert.Single(refused));
        Assert.Equal(2, registry.BuildTable().All.Count());
    }

    [Fact]
    public void The_same_symbol_of_two_venues_is_two_instruments()
    {
        Instrument other = Option("BTC-1", 1);
        other = other with { Terms = other.Terms with { Venue = VenueId.Bybit } };
        InstrumentTable table = Register(Registry([]), [Option("BTC-1", 1), other]);
        Assert.Equal(2, table.All.Count());
    }

    private static SteadyClock Clock() => new(TimeProvider.System);

    private static Instrument Option(string symbol, long strike, long tick = 5) => new(
        InstrumentId.None,
        symbol,
        new InstrumentTerms
        {
            Kind = ContractKind.LinearOption,
            Venue = VenueId.Simulated,
            BaseCoin = CurrencyId.Btc,
            Tick = new Price(tick),
            Lot = new Quantity(1),
            Strike = new Price(strike),
        });

    private InstrumentRegistry Registry(IEnumerable<InstrumentText> known) =>
        new(known, 1000, _announced.Add, _sink, Clock());

    private IEnumerable<InstrumentText> Known() => _announced.GroupBy(t => t.Id).Select(g => g.Last());

    private static InstrumentTable Register(InstrumentRegistry registry, IReadOnlyList<Instrument> listed)
    {
        registry.Register(new VenueCatalog(listed, []));
        return registry.BuildTable();
    }

    private sealed class RecordingSink : IEventSink
    {
        public List<EngineEvent> Events { get; } = [];

        public void Publish(in EngineEvent change) => Events.Add(change);

        public void PublishFrame(Span<EngineEvent> frame) => Events.AddRange(frame);
    }
}
