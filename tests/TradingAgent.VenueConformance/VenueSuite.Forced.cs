using Xunit;

namespace TradingAgent.VenueConformance;

/// <content>What a venue does by itself: it is booked as what it is.</content>
public abstract partial class VenueSuite
{
    [Fact]
    public async Task A_strangers_liquidation_is_told_to_everybody()
    {
        await using VenueRun run = await StartAsync();
        Needs(run, VenueLacks.ForcedTrades);
        Instrument perpetual = PerpetualOf(run);
        await CrashAsync(run);
        EngineEvent told = await run.Events.FirstAsync(
            EventKind.LiquidationPrinted, e => e.Instrument == perpetual.Id);
        Assert.Equal(Side.Buy, told.Liquidation.Position);
        Assert.True(told.Liquidation.Price > Price.Zero && told.Liquidation.Quantity > Quantity.Zero);
        Assert.Empty(run.Events.All(EventKind.OrderFilled));
    }

    [Fact]
    public async Task Our_own_liquidation_closes_the_position_without_an_order_of_ours()
    {
        await using VenueRun run = await StartAsync();
        Needs(run, VenueLacks.ForcedTrades);
        Instrument perpetual = PerpetualOf(run);
        await run.TakeAsync(perpetual, Side.Buy, run.Quote.Ask.ToDecimal() + 10, 40);
        EngineCommand resting = run.Resting();
        await run.PlaceRestingAsync(resting);
        await CrashAsync(run);
        await ForcedAsync(run, perpetual, 40, ExecutionKind.Liquidation);
        EngineEvent ended = await run.Events.FirstAsync(EventKind.OrderCancelled);
        Assert.Equal((resting.Order, CancelReason.Liquidation), (ended.Cancelled.Order, ended.Cancelled.Reason));
        await FlatAsync(run, perpetual);
    }

    [Fact]
    public async Task A_deleveraging_closes_the_position_without_an_order_of_ours_and_without_a_fee()
    {
        await using VenueRun run = await StartAsync();
        Needs(run, VenueLacks.ForcedTrades);
        Instrument perpetual = PerpetualOf(run);
        await run.TakeAsync(perpetual, Side.Sell, run.Quote.Bid.ToDecimal() - 10, 1);
        await CrashAsync(run);
        EngineEvent forced = await ForcedAsync(run, perpetual, 1, ExecutionKind.AutoDeleveraging);
        Assert.Equal((Side.Buy, 0L), (forced.Filled.Side, forced.Filled.FeeRaw));
        await FlatAsync(run, perpetual);
    }

    [Fact]
    public async Task Funding_is_cash_and_neither_a_fill_nor_a_change_of_position()
    {
        await using VenueRun run = await StartAsync();
        Needs(run, VenueLacks.ForcedTrades);
        Instrument perpetual = PerpetualOf(run);
        await run.TakeAsync(perpetual, Side.Buy, run.Quote.Ask.ToDecimal(), 0.5m);
        await SettleAsync(run);
        EngineEvent paid = await run.Events.FirstAsync(EventKind.FundingPaid);
        Assert.Equal((perpetual.Id, CurrencyId.Usdt), (paid.Instrument, paid.FundingPaid.Currency));
        // A rate of 0.0001 on half a coin at 100,000, paid by the long.
        Assert.InRange(FixedPoint.ToDecimal(paid.FundingPaid.AmountRaw), -5.01m, -4.99m);
        Assert.Single(run.Events.All(EventKind.OrderFilled));
        await run.World.Venue.ReportStateAsync(6, run.Events, CancellationToken.None);
        Assert.Single(run.Events.All(EventKind.FundingPaid));
        EngineEvent held = Assert.Single(
            run.Events.All(EventKind.PositionReported), e => e.Position.ReportId == 6);
        Assert.Equal(NetQuantity.From(0.5m), held.Position.Quantity);
    }

    [Fact]
    public async Task What_expires_is_delivered_in_cash_and_its_orders_end_for_that_reason()
    {
        await using VenueRun run = await StartAsync();
        Assert.SkipWhen(run.World.Expiring.Count == 0, "Nothing expires in this world.");
        Instrument option = run[run.World.Expiring[0]];
        Instrument[] futures = [.. run.World.Expiring.Skip(1).Select(symbol => run[symbol])];
        EngineEvent quote = await run.Events.FirstAsync(
            EventKind.OptionQuoteChanged, e => e.Instrument == option.Id && e.OptionQuote.Ask > Price.Zero);
        await run.TakeAsync(option, Side.Buy, quote.OptionQuote.Ask.ToDecimal(), 0.5m);
        foreach (Instrument future in futures)
        {
            EngineEvent touch = await run.Events.FirstAsync(EventKind.QuoteChanged, e => e.Instrument == future.Id);
            await run.TakeAsync(future, Side.Buy, touch.Quote.Ask.ToDecimal(), Size(future));
        }
        EngineCommand resting = run.Order(
            Side.Buy, quote.OptionQuote.Bid - option.Terms.Tick, 0.1m, TimeInForce.PostOnly, option);
        await run.PlaceRestingAsync(resting);
        await SettleAsync(run);

        EngineEvent delivered = await run.Events.FirstAsync(EventKind.Delivered, e => e.Instrument == option.Id);
        Assert.Equal(5_000m, FixedPoint.ToDecimal(delivered.Delivered.CashRaw));
        Assert.True(delivered.Delivered.FeeRaw > 0);
        foreach (Instrument future in futures)
            await ForcedAsync(
                run, future, Size(future),
                future.Terms.IsInverse ? ExecutionKind.Settlement : ExecutionKind.Delivery);
        EngineEvent ended = await run.Events.FirstAsync(
            EventKind.OrderCancelled, e => e.Cancelled.Order == resting.Order);
        Assert.Equal(CancelReason.Delivery, ended.Cancelled.Reason);
        Assert.DoesNotContain(
            run.Events.All(EventKind.OrderFilled), e => e.Instrument == option.Id && e.Filled.Order.IsNone);
        await FlatAsync(run, option);

        static decimal Size(Instrument future) => future.Terms.IsInverse ? 200 : 0.5m;
    }

    private static async Task CrashAsync(VenueRun run) =>
        Assert.SkipWhen(!await run.World.CrashAsync(), "This world's market cannot fall.");

    private static async Task SettleAsync(VenueRun run) =>
        Assert.SkipWhen(!await run.World.SettleAsync(), "This world's clock cannot leap.");

    /// <summary>Waits until the venue has moved that much by itself, and returns the first row that says so.</summary>
    private static async Task<EngineEvent> ForcedAsync(
        VenueRun run, Instrument instrument, decimal quantity, ExecutionKind kind)
    {
        await run.Events.TrueAsync(
            () => Forced().Sum(e => e.Filled.Quantity.ToDecimal()) == quantity, $"{kind} of {instrument.Symbol}");
        Assert.All(Forced(), e => Assert.Equal((true, kind), (e.Filled.Order.IsNone, e.Filled.Kind)));
        return Forced().First();

        IEnumerable<EngineEvent> Forced() => run.Events.All(EventKind.OrderFilled)
            .Where(e => e.Instrument == instrument.Id && e.Filled.Kind != ExecutionKind.Trade);
    }

    private static Task FlatAsync(VenueRun run, Instrument instrument) => run.Events.TrueAsync(
        () => run.Events.All(EventKind.PositionReported).LastOrDefault(e => e.Instrument == instrument.Id) is
        { Position.Quantity.IsZero: true },
        $"{instrument.Symbol} is flat");
}
