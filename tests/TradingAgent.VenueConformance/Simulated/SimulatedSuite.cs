using Xunit;

namespace TradingAgent.VenueConformance.Simulated;

/// <summary>The suite over the venue of studies and storms, which has no wire.</summary>
public sealed class SimulatedSuite : VenueSuite
{
    protected override Task<VenueWorld> OpenAsync() => Task.FromResult<VenueWorld>(SimulatedWorld.Open());

    [Fact]
    public async Task What_was_delivered_is_retired_once_the_exchange_has_closed_it()
    {
        var world = SimulatedWorld.Open();
        await using VenueRun run = await VenueRun.StartAsync(world);
        Instrument future = run[world.Expiring[1]];
        EngineEvent touch = await run.Events.FirstAsync(EventKind.QuoteChanged, e => e.Instrument == future.Id);
        await run.TakeAsync(future, Side.Buy, touch.Quote.Ask.ToDecimal(), 0.5m);
        await world.SettleAsync();
        await run.Events.FirstAsync(EventKind.OrderFilled, e => e.Filled.Kind == ExecutionKind.Delivery);
        Assert.Empty(run.Retired);
        world.CloseDelivered();
        await run.Events.TrueAsync(() => run.Retired.Count == 2, "both are retired");
        Assert.Equal(world.Expiring.Order(), run.Retired.Select(i => i.Symbol).Order());
    }
}
