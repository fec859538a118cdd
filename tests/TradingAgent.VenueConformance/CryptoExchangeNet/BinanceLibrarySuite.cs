using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.VenueConformance.Binance;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>The suite over Binance.Net's futures and the local exchange.</summary>
public sealed class BinanceLibrarySuite : VenueSuite
{
    protected override async Task<VenueWorld> OpenAsync() => await OpenAsync(o => o);

    [Fact]
    public async Task Without_an_order_entry_stream_orders_go_over_rest()
    {
        BinanceFuturesWorld world = await OpenAsync(o => o with { Hosts = o.Hosts with { Trade = null } });
        await using VenueRun run = await VenueRun.StartAsync(world);
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        EngineCommand amend = order with { Kind = CommandKind.AmendOrder, Price = order.Price - run.Ticks(10) };
        run.Send(amend);
        await run.Events.FirstAsync(EventKind.OrderAmended, e => e.Amended.Price == amend.Price);
        run.Send(order with { Kind = CommandKind.CancelOrder });
        await run.Events.FirstAsync(EventKind.OrderCancelled, e => e.Cancelled.Order == order.Order);
    }

    [Fact]
    public async Task The_venues_dead_mans_switch_is_set()
    {
        await using VenueRun run = await VenueRun.StartAsync(await OpenAsync(o => o));
        await run.Events.TrueAsync(() => run.World.Venue.Capabilities.HasDeadMansSwitch, "the switch is set");
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_before_anything_runs_and_the_message_hides_the_key()
    {
        await using BinanceFuturesWorld world = await OpenAsync(o => o with { Secret = new ApiSecret("wrong") });
        VenueSetupException refusal = await Assert.ThrowsAsync<VenueSetupException>(
            () => world.Venue.RunAsync(
                new InstrumentTable(), new VenueSubscriptions([], [], [], true), new EventRecorder(),
                CancellationToken.None));
        Assert.DoesNotContain(BinanceExchange.Key, refusal.Message, StringComparison.Ordinal);
    }

    private static Task<BinanceFuturesWorld> OpenAsync(Func<LibraryOptions, LibraryOptions> change) =>
        BinanceFuturesWorld.OpenAsync((BinanceOptions native) => (IVenue)LibraryVenue.OfBinanceFutures(
            change(OptionsFor(native.Hosts)), new SteadyClock(TimeProvider.System), NullLoggerFactory.Instance));

    private static LibraryOptions OptionsFor(BinanceHosts hosts) => new()
    {
        Hosts = new LibraryHosts(hosts.FuturesRest, hosts.Stream, hosts.Stream, hosts.Trade),
        Instance = "c1",
        Key = new ApiSecret(BinanceExchange.Key),
        Secret = new ApiSecret(BinanceExchange.Secret),
        QueryPatience = TimeSpan.FromSeconds(1),
        CatalogueInterval = TimeSpan.FromSeconds(1),
        CataloguePause = TimeSpan.FromSeconds(1),
    };
}
