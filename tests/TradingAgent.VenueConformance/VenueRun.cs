using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance;

/// <summary>A venue that runs: catalogue loaded, streams up, commands accepted.</summary>
public sealed class VenueRun : IAsyncDisposable, IListings
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private uint _counter;

    private VenueRun(VenueWorld world) => World = world;

    public VenueWorld World { get; }

    public EventRecorder Events { get; } = new();

    public InstrumentTable Instruments { get; } = new();

    /// <summary>What the tests trade.</summary>
    public Instrument Traded { get; private set; } = null!;

    /// <summary>A perpetual; null where the venue has none.</summary>
    public Instrument? Perpetual { get; private set; }

    /// <summary>An option; null where the venue has none.</summary>
    public Instrument? Option { get; private set; }

    /// <param name="world">The venue and what is behind it.</param>
    /// <param name="isAlive">Whether who decides moves on; null for always.</param>
    public static async Task<VenueRun> StartAsync(VenueWorld world, Func<bool>? isAlive = null)
    {
        var run = new VenueRun(world);
        VenueCatalog catalog = await world.Venue.LoadCatalogAsync(world.Scope, CancellationToken.None);
        int next = 1;
        foreach (Instrument instrument in catalog.Instruments)
            run.Instruments.Add(instrument with { Id = new InstrumentId(next++) });
        run.Traded = run.Instruments.All.Single(i => i.Symbol == world.Traded);
        run.Perpetual = run.Instruments.All.SingleOrDefault(i => i.Symbol == world.Perpetual);
        run.Option = run.Instruments.All.SingleOrDefault(i => i.Symbol == world.Option);
        InstrumentId[] all = [.. run.Instruments.All.Select(i => i.Id)];
        var wanted = new VenueSubscriptions(all, all, all, Account: true) { Listings = run };
        if (isAlive is not null) wanted = wanted with { IsAlive = isAlive };
        run._running = world.Venue.RunAsync(run.Instruments, wanted, run.Events, run._stop.Token);
        await run.UpAsync(VenueStream.Private, 1);
        if (world.Venue.Capabilities.TradesOverWebSocket) await run.UpAsync(VenueStream.Trade, 1);
        await run.Events.FirstAsync(EventKind.QuoteChanged, e => e.Instrument == run.Traded.Id);
        return run;
    }

    /// <summary>Instruments that are gone.</summary>
    public HashSet<Instrument> Retired { get; } = [];

    public void Retire(Instrument instrument) => Retired.Add(instrument);

    /// <summary>Instruments that were listed after the start.</summary>
    public IReadOnlyList<Instrument> List(VenueCatalog catalog)
    {
        List<Instrument> added = [];
        foreach (Instrument listed in catalog.Instruments)
        {
            byte[] symbol = System.Text.Encoding.ASCII.GetBytes(listed.Symbol);
            if (Instruments.TryResolve(World.Venue.Id, symbol, out _)) continue;
            Instrument instrument = listed with { Id = new InstrumentId(Instruments.Capacity) };
            Instruments.Add(instrument);
            added.Add(instrument);
        }
        return added;
    }

    public VenueSubscriptions Subscribe(IReadOnlyList<Instrument> listed)
    {
        InstrumentId[] ids = [.. listed.Select(i => i.Id)];
        return new VenueSubscriptions(ids, ids, ids, Account: true);
    }

    /// <summary>Waits until a stream has come up that many times.</summary>
    public Task UpAsync(VenueStream stream, int times) => Events.TrueAsync(
        () => _running.IsFaulted ? throw _running.Exception! : Ups(stream) >= times, $"{stream} up {times} times");

    /// <summary>Lets the account's stream, which is cut, connect again and waits until it is up.</summary>
    /// <remarks>
    /// It may have come up more than once before: an adapter that hears of something elsewhere first connects anew.
    /// </remarks>
    public async Task RestoreAsync()
    {
        int before = Ups(VenueStream.Private);
        World.RestoreAccountStream();
        await UpAsync(VenueStream.Private, before + 1);
    }

    private int Ups(VenueStream stream) => Events.All(EventKind.VenueStatusChanged)
        .Count(e => e.Status == new VenueStatusChanged(stream, VenueStatus.Up));

    /// <summary>The best quote now.</summary>
    public QuoteChanged Quote => Events.All(EventKind.QuoteChanged).Last(e => e.Instrument == Traded.Id).Quote;

    /// <summary>An instrument of the catalogue by its symbol.</summary>
    public Instrument this[string symbol] => Instruments.All.Single(i => i.Symbol == symbol);

    public EngineCommand Order(
        Side side, Price price, decimal quantity, TimeInForce force, Instrument? instrument = null) => new()
        {
            Kind = CommandKind.PlaceOrder,
            Venue = World.Venue.Id,
            Instrument = (instrument ?? Traded).Id,
            Order = new ClientOrderId(1, ++_counter),
            Side = side,
            Price = price,
            Quantity = Quantity.From(quantity),
            TimeInForce = force,
            SendBefore = Timestamp.Never,
        };

    /// <summary>How orders are placed that are to rest: post-only, where that is known.</summary>
    public TimeInForce Passive =>
        World.Lacks.HasFlag(VenueLacks.PostOnly) ? TimeInForce.GoodTillCancelled : TimeInForce.PostOnly;

    /// <summary>A passive buy well below the market.</summary>
    public EngineCommand Resting() => Order(Side.Buy, Quote.Bid - Ticks(50), 0.01m, Passive);

    /// <summary>So many price steps of what is traded.</summary>
    public Price Ticks(int count) => new(Traded.Terms.Tick.Raw * count);

    public async Task<EngineEvent> PlaceRestingAsync(EngineCommand command)
    {
        Send(command);
        return await Events.FirstAsync(EventKind.OrderAccepted, e => e.Accepted.Order == command.Order);
    }

    /// <summary>Takes what a book offers within the price and waits until all of it is filled.</summary>
    public async Task TakeAsync(Instrument instrument, Side side, decimal price, decimal quantity)
    {
        EngineCommand order =
            Order(side, Price.From(price), quantity, TimeInForce.ImmediateOrCancel, instrument);
        Send(order);
        await Events.TrueAsync(
            () => Events.All(EventKind.OrderFilled).Where(e => e.Filled.Order == order.Order)
                .Sum(e => e.Filled.Quantity.ToDecimal()) == quantity,
            $"{side} {quantity} {instrument.Symbol} filled");
    }

    public void Send(EngineCommand command) => Xunit.Assert.Equal(NotSentReason.None, World.Venue.TrySend(in command));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        await World.DisposeAsync();
    }
}
