using TradingAgent.Domain.Instruments;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Live;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Ports;
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
    public void Sixty_days_of_listings_and_expiries_need_no_more_ids_than_one_day_and_mix_nothing_up()
    {
        var time = new StillTime(DateTimeOffset.UnixEpoch);
        var clock = new SteadyClock(time);
        HashSet<int> held = [];
        InstrumentRegistry registry = new([], 1000, _announced.Add, _sink, clock, id => held.Contains(id.Index));
        InstrumentTable table = registry.BuildTable();
        for (int day = 0; day < 60; day++)
        {
            Instrument[] today = [.. Enumerable.Range(day, 8).Select(d => Option($"BTC-day{d}", d + 1))];
            if (day % 2 == 1) Array.Reverse(today);
            registry.Register(new VenueCatalog(today, []));
            foreach (Instrument added in registry.Update(table)) held.Add(added.Id.Index);
            foreach (Instrument instrument in today)
            {
                Assert.True(table.TryResolve(
                    VenueId.Simulated, System.Text.Encoding.ASCII.GetBytes(instrument.Symbol), out InstrumentId id));
                Assert.Equal(instrument.Terms, table[id].Terms);
            }
            Instrument gone = table.All.Single(i => i.Symbol == $"BTC-day{day}");
            registry.Retire(gone);
            // The engine keeps one of them for a day, because a position hangs on it.
            if (day != 20) held.Remove(gone.Id.Index);
            if (day == 21) registry.Retire(table.All.Single(i => i.Symbol == "BTC-day20"));
            if (day == 21) held.Remove(table.All.Single(i => i.Symbol == "BTC-day20").Id.Index);
            time.Advance(TimeSpan.FromDays(1));
        }
        Assert.InRange(table.Capacity, 9, 11);
        Assert.Equal(67, _announced.Select(t => t.Symbol).Distinct().Count());
    }

    [Fact]
    public void An_id_rests_before_another_instrument_gets_it()
    {
        var time = new StillTime(DateTimeOffset.UnixEpoch);
        InstrumentRegistry registry = new([], 1, _announced.Add, _sink, new SteadyClock(time), _ => false);
        registry.Register(new VenueCatalog([Option("BTC-1", 1)], []));
        InstrumentTable table = registry.BuildTable();
        registry.Retire(table[new InstrumentId(1)]);
        Assert.Equal(EventKind.InstrumentRetired, _sink.Events[^1].Kind);
        Assert.Single(registry.Register(new VenueCatalog([Option("BTC-2", 2)], [])));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(registry.Register(new VenueCatalog([Option("BTC-2", 2)], [])));
        Assert.Equal("BTC-2", Assert.Single(registry.Update(table)).Symbol);
        Assert.Equal("BTC-2", table[new InstrumentId(1)].Symbol);
    }

    [Fact]
    public void After_a_restart_the_ids_the_engine_let_go_of_are_free()
    {
        Register(Registry([]), [Option("BTC-1", 1), Option("BTC-2", 2)]);
        InstrumentRegistry next = new([.. _announced], 2, _announced.Add, _sink, Clock(), id => id.Index == 2);
        Assert.Empty(next.Register(new VenueCatalog([Option("BTC-2", 2), Option("BTC-3", 3)], [])));
        Assert.Equal(["BTC-3", "BTC-2"], next.BuildTable().All.Select(i => i.Symbol));
    }

    [Fact]
    public void The_text_is_announced_before_the_event_is_published()
    {
        InstrumentRegistry registry = new(
            [], 10, text => { Assert.Empty(_sink.Events); _announced.Add(text); }, _sink, Clock(), _ => true);
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
        InstrumentRegistry registry = new([], 2, _announced.Add, _sink, Clock(), _ => true);
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
        new(known, 1000, _announced.Add, _sink, Clock(), _ => true);

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
