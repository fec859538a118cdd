using Xunit;

namespace TradingAgent.VenueConformance;

/// <content>What flows: every stream of every category, and what an account is told.</content>
public abstract partial class VenueSuite
{
    [Fact]
    public async Task Trades_are_told_with_the_takers_side()
    {
        await using VenueRun run = await StartAsync();
        Price ask = run.Quote.Ask;
        await run.World.TakeAsync(Side.Buy, ask, Quantity.From(0.5m));
        EngineEvent trade = await run.Events.FirstAsync(
            EventKind.TradePrinted, e => e.Instrument == run.Traded.Id && e.Trade.Price == ask);
        Assert.Equal(new TradePrinted(ask, Quantity.From(0.5m), Side.Buy, 1), trade.Trade);
        if (run.World.TellsOpenInterest)
            await run.Events.FirstAsync(EventKind.OpenInterestChanged, e => e.Instrument == run.Traded.Id);
    }

    [Fact]
    public async Task A_ticker_that_tells_only_what_changed_keeps_the_rest()
    {
        await using VenueRun run = await StartAsync();
        Instrument perpetual = PerpetualOf(run);
        await run.Events.TrueAsync(
            () => Marks().Select(e => e.Mark.Mark).Distinct().Count() > 1, "the mark has moved");
        Assert.All(Marks(), e => Assert.Equal(Marks()[0].Mark.Index, e.Mark.Index));
        Assert.All(
            run.Events.All(EventKind.FundingChanged).Where(e => e.Instrument == perpetual.Id),
            e => Assert.True(e.Funding.Rate > 0 && !e.Funding.NextAt.IsNone));

        List<EngineEvent> Marks() =>
            [.. run.Events.All(EventKind.MarkChanged).Where(e => e.Instrument == perpetual.Id)];
    }

    [Fact]
    public async Task A_coin_settled_perpetual_streams_and_trades_like_the_other()
    {
        await using VenueRun run = await StartAsync();
        Assert.SkipWhen(run.World.InversePerpetual is null, "This venue has no coin-settled perpetual.");
        Instrument inverse = run[run.World.InversePerpetual!];
        foreach (EventKind kind in (EventKind[])[EventKind.QuoteChanged, EventKind.DepthSummaryChanged,
            EventKind.MarkChanged, EventKind.FundingChanged, EventKind.OpenInterestChanged, EventKind.FeesReported])
        {
            await run.Events.FirstAsync(kind, e => e.Instrument == inverse.Id);
        }
        EngineEvent quote = await run.Events.FirstAsync(EventKind.QuoteChanged, e => e.Instrument == inverse.Id);
        await run.TakeAsync(inverse, Side.Sell, quote.Quote.Bid.ToDecimal(), 100);
        await run.Events.FirstAsync(EventKind.TradePrinted, e => e.Instrument == inverse.Id);
        EngineEvent fill = await run.Events.FirstAsync(EventKind.OrderFilled);
        Assert.Equal(inverse.Terms.SettleCoin, fill.Filled.FeeCurrency);
        await run.Events.FirstAsync(
            EventKind.PositionReported,
            e => e.Instrument == inverse.Id && e.Position.Quantity == NetQuantity.From(-100));
        await run.Events.FirstAsync(
            EventKind.BalanceReported, e => e.Balance.Currency == inverse.Terms.SettleCoin);
    }

    [Fact]
    public async Task An_option_that_was_bought_tells_fill_position_wallet_and_greeks()
    {
        await using VenueRun run = await StartAsync();
        Instrument option = OptionOf(run);
        EngineEvent quote = await run.Events.FirstAsync(
            EventKind.OptionQuoteChanged, e => e.Instrument == option.Id && e.OptionQuote.Ask > Price.Zero);
        Assert.True(quote.OptionQuote.BidVolatility > 0 && quote.OptionQuote.AskVolatility > 0);
        Assert.True(quote.OptionQuote.Forward > Price.Zero);
        int wallets = run.Events.All(EventKind.BalanceReported).Count;
        await run.TakeAsync(option, Side.Buy, quote.OptionQuote.Ask.ToDecimal(), 0.5m);
        await run.Events.FirstAsync(EventKind.TradePrinted, e => e.Instrument == option.Id);
        await run.Events.FirstAsync(
            EventKind.PositionReported,
            e => e.Instrument == option.Id && e.Position.Quantity == NetQuantity.From(0.5m));
        await run.Events.TrueAsync(
            () => run.Events.All(EventKind.BalanceReported).Count > wallets, "the wallet was told");
        EngineEvent greeks = await run.Events.FirstAsync(EventKind.CoinGreeksReported);
        Assert.InRange(greeks.CoinGreeks.Delta, 0.01, 0.5);
    }

    [Fact]
    public async Task Prices_and_sizes_come_back_to_the_last_digit()
    {
        await using VenueRun run = await StartAsync();
        Price near = run.Quote.Bid;
        Price tick = run.Traded.Terms.Tick;
        List<EngineCommand> sent = [];
        for (int i = 1; i <= 3; i++)
        {
            var price = new Price(near.Raw - (tick.Raw * ((i * 7) + 3)));
            decimal size = run.Traded.Terms.Lot.ToDecimal() * ((i * 13) + 4);
            EngineCommand order = run.Order(Side.Buy, price, size, run.Passive);
            sent.Add(order);
            EngineEvent accepted = await run.PlaceRestingAsync(order);
            Assert.Equal(new OrderAccepted(order.Order, price, Quantity.From(size)), accepted.Accepted);
        }
        await run.World.Venue.ReportStateAsync(3, run.Events, CancellationToken.None);
        Assert.Equal(
            sent.Select(o => (o.Order, o.Price, o.Quantity)).OrderBy(o => o.Price),
            run.Events.All(EventKind.OrderReported)
                .Select(e => (e.OrderReported.Order, e.OrderReported.Price, e.OrderReported.Quantity))
                .OrderBy(o => o.Price));
    }

    [Fact]
    public async Task A_price_beyond_the_venues_band_is_refused_and_not_moved_to_its_edge()
    {
        await using VenueRun run = await StartAsync();
        Needs(run, VenueLacks.Reasons);
        long tick = run.Traded.Terms.Tick.Raw;
        var far = new Price((long)(run.Quote.Ask.Raw * 1.3) / tick * tick);
        EngineCommand order = run.Order(Side.Buy, far, 0.01m, TimeInForce.GoodTillCancelled);
        run.Send(order);
        EngineEvent refused = await run.Events.FirstAsync(
            EventKind.OrderRejected, e => e.Rejected.Order == order.Order);
        Assert.Equal(RejectReason.PriceOutOfBand, refused.Rejected.Reason);
        Assert.Empty(run.Events.All(EventKind.OrderFilled));
    }

    [Fact]
    public async Task Cancels_have_room_when_orders_have_used_up_theirs()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand resting = run.Resting();
        await run.PlaceRestingAsync(resting);
        NotSentReason last = NotSentReason.None;
        for (int i = 0; i <= run.World.Venue.Capabilities.OrdersPerSecond * 3 && last == NotSentReason.None; i++)
        {
            EngineCommand order = run.Resting();
            last = run.World.Venue.TrySend(in order);
        }
        Assert.Equal(NotSentReason.RateLimited, last);
        run.Send(resting with { Kind = CommandKind.CancelOrder });
        EngineEvent cancelled = await run.Events.FirstAsync(EventKind.OrderCancelled);
        Assert.Equal(resting.Order, cancelled.Cancelled.Order);
    }
}
