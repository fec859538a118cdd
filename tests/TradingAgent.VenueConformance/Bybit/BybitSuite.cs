using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.VenueConformance.Bybit;

/// <summary>The suite over the Bybit adapter and the local exchange.</summary>
public sealed class BybitSuite : VenueSuite
{
    protected override async Task<VenueWorld> OpenAsync() => await BybitWorld.OpenAsync();

    [Fact]
    public async Task Bybit_lists_perpetuals_and_options_and_amends_in_place()
    {
        await using VenueWorld world = await OpenAsync();
        Assert.NotNull(world.Perpetual);
        Assert.NotNull(world.Option);
        Assert.True(world.Venue.Capabilities.AmendsInPlace);
        Assert.True(world.TellsSequences);
    }

    [Fact]
    public async Task Without_an_order_entry_stream_orders_go_over_rest()
    {
        BybitWorld world = await BybitWorld.OpenAsync(o => o with { Hosts = o.Hosts with { TradeStream = null } });
        await using VenueRun run = await VenueRun.StartAsync(world);
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        EngineCommand amend = order with
        {
            Kind = CommandKind.AmendOrder,
            Price = order.Price - run.Traded.Terms.Tick,
        };
        run.Send(amend);
        EngineEvent amended = await run.Events.FirstAsync(EventKind.OrderAmended);
        Assert.Equal(new OrderAmended(order.Order, amend.Price, order.Quantity), amended.Amended);
        run.Send(order with { Kind = CommandKind.QueryOrder });
        EngineEvent found = await run.Events.FirstAsync(EventKind.OrderReported);
        Assert.Equal(OrderReportState.Open, found.OrderReported.State);
        EngineCommand cancel = order;
        cancel.Kind = CommandKind.CancelOrder;
        run.Send(cancel);
        await run.Events.FirstAsync(EventKind.OrderCancelled, e => e.Cancelled.Order == order.Order);
        EngineCommand bad = run.Order(Side.Buy, run.Quote.Bid, 0.0000001m, TimeInForce.PostOnly);
        run.Send(bad);
        await run.Events.FirstAsync(EventKind.OrderRejected, e => e.Rejected.Order == bad.Order);
        Assert.Empty(world.Taps.Trade!.Attempts);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_before_anything_runs_and_the_message_hides_the_key()
    {
        await using BybitWorld world = await BybitWorld.OpenAsync(o => o with { Secret = new ApiSecret("wrong") });
        VenueSetupException refusal = await Assert.ThrowsAsync<VenueSetupException>(
            () => world.Venue.RunAsync(
                new InstrumentTable(), new VenueSubscriptions([], [], [], true), new EventRecorder(),
                CancellationToken.None));
        Assert.DoesNotContain(BybitWorld.Key, refusal.Message, StringComparison.Ordinal);
    }
}
