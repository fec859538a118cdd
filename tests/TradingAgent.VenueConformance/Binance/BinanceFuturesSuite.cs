using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.VenueConformance.Binance;

/// <summary>The suite over the Binance futures adapter and the local exchange.</summary>
public sealed class BinanceFuturesSuite : VenueSuite
{
    protected override async Task<VenueWorld> OpenAsync() => await BinanceFuturesWorld.OpenAsync();

    [Fact]
    public async Task Without_an_order_entry_stream_orders_go_over_rest()
    {
        BinanceFuturesWorld world = await BinanceFuturesWorld.OpenAsync(
            o => o with { Hosts = o.Hosts with { Trade = null } });
        await using VenueRun run = await VenueRun.StartAsync(world);
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        EngineCommand amend = order;
        amend.Kind = CommandKind.AmendOrder;
        amend.Price = order.Price - run.Ticks(10);
        run.Send(amend);
        await run.Events.FirstAsync(EventKind.OrderAmended, e => e.Amended.Price == amend.Price);
        EngineCommand cancel = order;
        cancel.Kind = CommandKind.CancelOrder;
        run.Send(cancel);
        await run.Events.FirstAsync(EventKind.OrderCancelled, e => e.Cancelled.Order == order.Order);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_before_anything_runs_and_the_message_hides_the_key()
    {
        await using BinanceFuturesWorld world =
            await BinanceFuturesWorld.OpenAsync(o => o with { Secret = new ApiSecret("wrong") });
        VenueSetupException refusal = await Assert.ThrowsAsync<VenueSetupException>(
            () => world.Venue.RunAsync(
                new InstrumentTable(), new VenueSubscriptions([], [], [], true), new EventRecorder(),
                CancellationToken.None));
        Assert.DoesNotContain(BinanceExchange.Key, refusal.Message, StringComparison.Ordinal);
    }
}
