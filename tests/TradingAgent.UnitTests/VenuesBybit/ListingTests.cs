using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Ports;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Instruments that come and go during a run.</summary>
public sealed class ListingTests : IAsyncDisposable
{
    private static readonly Timestamp Expiry = Now + Duration.FromSeconds(100);

    private readonly RecordingSink _sink = new();
    private readonly StillTime _time = new(Now.ToDateTimeOffset());
    private readonly CancellationTokenSource _stop = new();
    private readonly InstrumentTable _table = new();
    private readonly AccountDesk _desk;
    private readonly ListingWatch _watch;
    private readonly MarketFleet<BybitCategory> _fleet;
    private readonly Listings _listings;
    private LoopbackSocketServer _server = null!;
    private Task _running = Task.CompletedTask;
    private List<Instrument> _catalogue = [];
    private int _read;
    private int _failuresLeft;
    private readonly List<string[]> _told = [];

    public ListingTests()
    {
        _listings = new Listings(_table);
        _desk = new AccountDesk(
            new RowContext(VenueId.Bybit, _table, Options.InstanceBytes, new OrderIdMap(64, 40)),
            _sink,
            new CurrencyRates(VenueId.Bybit, _sink));
        var steady = new SteadyClock(_time);
        _fleet = new MarketFleet<BybitCategory>((plan, number) =>
        {
            var protocol = new BybitMarketProtocol(
                VenueId.Bybit, plan, _table, _sink, new CurrencyRates(VenueId.Bybit, _sink), new FrameQuarantine(null),
                NullLogger.Instance);
            var status = new StreamStatus(VenueId.Bybit, VenueStream.LinearMarket, _sink, steady);
            return (protocol, new VenueConnection(
                new VenueConnectionOptions { Name = $"m{number}", Address = _server.Address }, protocol, status,
                steady, NullLogger.Instance));
        }, MarketPlan.Limits, MarketPlan.IsAbout);
        _watch = new ListingWatch(
            _ =>
            {
                _read++;
                return Task.FromResult(new VenueCatalog([.. _catalogue], []));
            },
            _listings,
            (added, now) => _fleet.Add(MarketPlan.Of(_table, _listings.Subscribe(added), VenueId.Bybit, now)),
            _fleet.Remove, _desk, new VenueClock(steady), NullLogger.Instance)
        {
            Pause = TimeSpan.FromMilliseconds(20),
            Listed = (added, _) =>
            {
                _told.Add([.. added.Select(i => i.Symbol)]);
                return _failuresLeft-- > 0
                    ? Task.FromException(new VenueUnreachableException("no fees"))
                    : Task.CompletedTask;
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is not null) await _server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task OpenAsync()
    {
        _server = await LoopbackSocketServer.StartAsync();
        _catalogue = [Dated("BTCUSDT-26MAR27")];
        _listings.List(new VenueCatalog(_catalogue, []));
        IReadOnlyList<StreamPlan<BybitCategory>> plans = MarketPlan.Of(
            _table, _listings.Subscribe([.. _table.All]), VenueId.Bybit, Now);
        _running = _fleet.RunAsync(plans, _stop.Token);
        await HeardAsync("tickers.BTCUSDT-26MAR27");
    }

    private async Task HeardAsync(string part)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await _server.Received.Reader.ReadAsync(limit.Token)).Contains(part, StringComparison.Ordinal))
        {
            // Other topics of the same subscription.
        }
    }

    private static Instrument Dated(string symbol, decimal tick = 0.1m) => new(InstrumentId.None, symbol, new()
    {
        Kind = ContractKind.LinearFuture,
        Venue = VenueId.Bybit,
        BaseCoin = CurrencyId.Btc,
        QuoteCoin = CurrencyId.Usdt,
        SettleCoin = CurrencyId.Usdt,
        Tick = Price.From(tick),
        Lot = Quantity.From(0.001m),
        Multiplier = Quantity.From(1),
        Expiry = Expiry,
    });

    private Task ReadAsync() => _watch.ReadAsync(CancellationToken.None);

    private IEnumerable<Instrument> Retired => _listings.Retired;

    [Fact]
    public async Task A_new_instrument_is_listed_and_subscribed_on_a_connection_that_lives()
    {
        await OpenAsync();
        _catalogue.Add(Dated("BTCUSDT-25JUN27"));
        await ReadAsync();
        await HeardAsync("tickers.BTCUSDT-25JUN27");
        Assert.True(_table.TryResolve(VenueId.Bybit, "BTCUSDT-25JUN27"u8, out InstrumentId id));
        Assert.Equal(new InstrumentId(2), id);
        Assert.Equal(1, _fleet.Count);
    }

    [Fact]
    public async Task What_could_not_be_learned_of_new_instruments_is_asked_for_again_with_what_came_since()
    {
        await OpenAsync();
        _failuresLeft = 1;
        _catalogue.Add(Dated("BTCUSDT-25JUN27"));
        await Assert.ThrowsAsync<VenueUnreachableException>(ReadAsync);
        _catalogue.Add(Dated("BTCUSDT-24SEP27"));
        await ReadAsync();
        await ReadAsync();
        Assert.Equal([["BTCUSDT-25JUN27"], ["BTCUSDT-25JUN27", "BTCUSDT-24SEP27"]], _told);
    }

    [Fact]
    public async Task What_could_not_be_learned_is_asked_for_long_before_the_timer()
    {
        await OpenAsync();
        _failuresLeft = 1;
        _catalogue.Add(Dated("BTCUSDT-25JUN27"));
        await Assert.ThrowsAsync<VenueUnreachableException>(ReadAsync);
        Task watching = _watch.RunAsync(_stop.Token);
        await Eventually.TrueAsync(() => _read == 2, "the catalogue was read again");
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        Assert.Equal([["BTCUSDT-25JUN27"], ["BTCUSDT-25JUN27"]], _told);
    }

    [Fact]
    public async Task Changed_terms_reach_the_table_without_a_second_subscription()
    {
        await OpenAsync();
        _catalogue = [Dated("BTCUSDT-26MAR27", tick: 0.5m)];
        await ReadAsync();
        Assert.Equal(Price.From(0.5m), _table[new InstrumentId(1)].Terms.Tick);
        Assert.Equal(1, _listings.Subscribed);
    }

    [Fact]
    public async Task An_unknown_symbol_in_a_private_row_makes_the_catalogue_be_read()
    {
        await OpenAsync();
        Task watching = _watch.RunAsync(_stop.Token);
        Private(_desk).OnMessage(
            Utf8(AccountFrames.Execution("e1", "", symbol: "BTCUSDT-25JUN27")), At(0), new RecordingWire());
        await Eventually.TrueAsync(() => _read > 0, "the catalogue was read");
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task An_expired_instrument_is_left_and_retired_only_when_settled_flat_and_without_orders()
    {
        await OpenAsync();
        Instrument future = _table[new InstrumentId(1)];
        _desk.Note(new PositionRow { Instrument = future.Id, Quantity = NetQuantity.From(1) });
        _catalogue = [];
        _time.Advance(TimeSpan.FromSeconds(101));
        await ReadAsync();
        await ReadAsync();
        await HeardAsync("unsubscribe");
        Assert.Empty(Retired);
        _time.Advance(TimeSpan.FromSeconds(600));
        await ReadAsync();
        Assert.Empty(Retired);
        _desk.Note(new PositionRow { Instrument = future.Id, Quantity = NetQuantity.Zero });
        await ReadAsync();
        await ReadAsync();
        Assert.Equal(future.Id, Assert.Single(Retired).Id);
    }

    [Fact]
    public async Task One_short_answer_of_the_catalogue_retires_nothing()
    {
        await OpenAsync();
        List<Instrument> whole = _catalogue;
        _time.Advance(TimeSpan.FromSeconds(900));
        _catalogue = [];
        await ReadAsync();
        _catalogue = whole;
        await ReadAsync();
        _catalogue = [];
        await ReadAsync();
        Assert.Empty(Retired);
    }

    [Fact]
    public async Task An_instrument_that_returns_is_subscribed_again()
    {
        await OpenAsync();
        List<Instrument> whole = _catalogue;
        _catalogue = [];
        await ReadAsync();
        await ReadAsync();
        await HeardAsync("unsubscribe");
        _catalogue = whole;
        await ReadAsync();
        await HeardAsync("\"subscribe\"");
    }

    [Fact]
    public void What_has_expired_is_not_subscribed_at_the_start()
    {
        _listings.List(new VenueCatalog([Dated("BTCUSDT-26MAR27")], []));
        VenueSubscriptions all = _listings.Subscribe([.. _table.All]);
        Assert.NotEmpty(MarketPlan.Of(_table, all, VenueId.Bybit, Now));
        Assert.Empty(MarketPlan.Of(_table, all, VenueId.Bybit, Expiry));
    }

    private sealed class Listings(InstrumentTable table) : IListings
    {
        public int Subscribed { get; private set; }

        public HashSet<Instrument> Retired { get; } = [];

        public void Retire(Instrument instrument) => Retired.Add(instrument);

        public IReadOnlyList<Instrument> List(VenueCatalog catalog)
        {
            List<Instrument> added = [];
            foreach (Instrument listed in catalog.Instruments)
            {
                bool known = table.TryResolve(VenueId.Bybit, Utf8(listed.Symbol), out InstrumentId id);
                Instrument instrument = listed with { Id = known ? id : new InstrumentId(table.Capacity) };
                if (known) table.Replace(instrument);
                else table.Add(instrument);
                if (!known) added.Add(instrument);
            }
            return added;
        }

        public VenueSubscriptions Subscribe(IReadOnlyList<Instrument> listed)
        {
            Subscribed++;
            return new VenueSubscriptions([], [.. listed.Select(i => i.Id)], [], true);
        }
    }
}
