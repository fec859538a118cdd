using Xunit;

namespace TradingAgent.VenueConformance;

/// <summary>
/// What every venue must do, over real sockets against its exchange. A venue joins with a <see cref="VenueWorld"/> and
/// one class that inherits this.
/// </summary>
public abstract partial class VenueSuite
{
    protected abstract Task<VenueWorld> OpenAsync();

    private async Task<VenueRun> StartAsync() => await VenueRun.StartAsync(await OpenAsync());

    /// <summary>A run whose streams lead through taps; the fact is skipped where the world has none.</summary>
    private async Task<(VenueRun Run, StreamTaps Taps)> StartTappedAsync()
    {
        VenueRun run = await StartAsync();
        if (run.World.Taps is { } taps) return (run, taps);
        await run.DisposeAsync();
        Assert.Skip("This world has no taps in its streams.");
        return default;
    }

    private static void Needs(VenueRun run, VenueLacks what) => Assert.SkipWhen(
        run.World.Lacks.HasFlag(what), $"The library that this adapter speaks through does not offer it: {what}.");

    private static Instrument PerpetualOf(VenueRun run)
    {
        Assert.SkipWhen(run.Perpetual is null, "This venue has no perpetual.");
        return run.Perpetual!;
    }

    private static Instrument OptionOf(VenueRun run)
    {
        Assert.SkipWhen(run.Option is null, "This venue has no option.");
        return run.Option!;
    }

    [Fact]
    public async Task The_catalogue_has_terms_that_can_be_traded()
    {
        await using VenueRun run = await StartAsync();
        foreach (Instrument instrument in run.Instruments.All)
        {
            Assert.True(instrument.Terms.Tick > Price.Zero, instrument.Symbol);
            Assert.True(instrument.Terms.Lot > Quantity.Zero, instrument.Symbol);
            Assert.Equal(instrument.Terms.IsOption, instrument.Terms.Strike > Price.Zero);
            Assert.Equal(instrument.Terms.IsPerpetual, instrument.Terms.Expiry.IsNone);
        }
        Assert.Equal(run.World.Perpetual is not null, run.Perpetual?.Terms.IsPerpetual ?? false);
        Assert.Equal(run.World.Option is not null, run.Option?.Terms.IsOption ?? false);
        Assert.Equal(run.World.Option is not null, run.World.Venue.Capabilities.HasOptions);
    }

    [Fact]
    public async Task Quotes_depth_marks_and_option_greeks_flow()
    {
        await using VenueRun run = await StartAsync();
        Assert.True(run.Quote.Bid > Price.Zero && run.Quote.Bid < run.Quote.Ask);
        if (!run.World.Lacks.HasFlag(VenueLacks.Depth))
        {
            EngineEvent depth = await run.Events.FirstAsync(EventKind.DepthSummaryChanged);
            Assert.True(depth.Depth.Bid50 >= depth.Depth.Bid5);
        }
        if (run.Perpetual is { } perpetual)
        {
            EngineEvent mark = await run.Events.FirstAsync(EventKind.MarkChanged, e => e.Instrument == perpetual.Id);
            Assert.True(mark.Mark.Mark > Price.Zero && mark.Mark.Index > Price.Zero);
            await run.Events.FirstAsync(EventKind.FundingChanged);
        }
        if (run.Option is not null)
        {
            EngineEvent option = await run.Events.FirstAsync(EventKind.OptionQuoteChanged);
            Assert.False(option.EndsFrame);
            Assert.True(option.OptionQuote.MarkVolatility > 0);
            EngineEvent greeks = await run.Events.FirstAsync(EventKind.VenueGreeksChanged);
            Assert.NotEqual(0, greeks.VenueGreeks.Delta);
        }
        await run.Events.FirstAsync(EventKind.FeesReported, e => e.Instrument == run.Traded.Id);
        await run.Events.FirstAsync(EventKind.VenueClockMeasured);
    }

    [Fact]
    public async Task An_instrument_listed_during_the_run_is_known_and_streams_without_a_restart()
    {
        await using VenueRun run = await StartAsync();
        string symbol = await run.World.ListAsync();
        await run.Events.TrueAsync(() => run.Instruments.All.Any(i => i.Symbol == symbol), "it is listed");
        InstrumentId id = run.Instruments.All.Single(i => i.Symbol == symbol).Id;
        EventKind ticker = run.World.Option is null ? EventKind.MarkChanged : EventKind.OptionQuoteChanged;
        await run.Events.FirstAsync(ticker, e => e.Instrument == id);
        await run.Events.FirstAsync(EventKind.FeesReported, e => e.Instrument == id);
        Assert.Single(run.Events.All(EventKind.VenueStatusChanged), e =>
            e.Status.Stream == VenueStream.Private && e.Status.Status == VenueStatus.Up);
    }

    [Fact]
    public async Task An_order_is_accepted_amended_and_cancelled()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand order = run.Resting();
        EngineEvent accepted = await run.PlaceRestingAsync(order);
        Assert.Equal(new OrderAccepted(order.Order, order.Price, order.Quantity), accepted.Accepted);

        EngineCommand amend = order;
        amend.Kind = CommandKind.AmendOrder;
        amend.Price = order.Price - run.Ticks(10);
        amend.Quantity = Quantity.From(0.02m);
        run.Send(amend);
        if (run.World.Venue.Capabilities.AmendsInPlace)
        {
            EngineEvent amended = await run.Events.FirstAsync(EventKind.OrderAmended);
            Assert.Equal(new OrderAmended(order.Order, amend.Price, amend.Quantity), amended.Amended);
        }
        else
        {
            EngineEvent refusal = await run.Events.FirstAsync(EventKind.AmendRejected);
            Assert.Equal(order.Order, refusal.CommandRejected.Order);
        }

        EngineCommand cancel = order;
        cancel.Kind = CommandKind.CancelOrder;
        run.Send(cancel);
        EngineEvent cancelled = await run.Events.FirstAsync(EventKind.OrderCancelled);
        Assert.Equal(new OrderCancelled(order.Order, Quantity.Zero, CancelReason.Requested), cancelled.Cancelled);

        run.Send(cancel);
        EngineEvent refused = await run.Events.FirstAsync(EventKind.CancelRejected);
        Assert.Equal(RejectReason.OrderGone, refused.CommandRejected.Reason);
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_cancelled_for_that_reason()
    {
        await using VenueRun run = await StartAsync();
        Needs(run, VenueLacks.PostOnly);
        EngineCommand order = run.Order(Side.Buy, run.Quote.Ask + run.Ticks(10), 0.01m, TimeInForce.PostOnly);
        run.Send(order);
        EngineEvent cancelled = await run.Events.FirstAsync(EventKind.OrderCancelled);
        Assert.Equal(new OrderCancelled(order.Order, Quantity.Zero, CancelReason.WouldTake), cancelled.Cancelled);
        Assert.Empty(run.Events.All(EventKind.OrderFilled));
    }

    [Fact]
    public async Task An_immediate_order_fills_once_and_moves_the_position()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand order = run.Order(Side.Buy, run.Quote.Ask, 0.01m, TimeInForce.ImmediateOrCancel);
        run.Send(order);
        EngineEvent fill = await run.Events.FirstAsync(EventKind.OrderFilled);
        Assert.Equal(order.Order, fill.Filled.Order);
        Assert.Equal(order.Quantity, fill.Filled.Quantity);
        Assert.Equal(ExecutionKind.Trade, fill.Filled.Kind);
        Assert.False(fill.Filled.IsMaker);
        Assert.True(fill.Filled.FeeRaw > 0);
        EngineEvent position = await run.Events.FirstAsync(
            EventKind.PositionReported, e => e.Instrument == run.Traded.Id && !e.Position.Quantity.IsZero);
        Assert.Equal(NetQuantity.From(0.01m), position.Position.Quantity);
        await run.World.Venue.ReportStateAsync(1, run.Events, CancellationToken.None);
        Assert.Single(run.Events.All(EventKind.OrderFilled));
    }

    [Fact]
    public async Task The_same_id_never_makes_two_orders()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        run.Send(order);
        await run.Events.TrueAsync(
            () => run.Events.All(EventKind.OrderRejected).Any(e => e.Rejected.Reason == RejectReason.DuplicateId)
                || run.Events.All(EventKind.OutcomeUnknown).Any(e => e.Unknown.Order == order.Order),
            "the repetition was answered");
        await run.World.Venue.ReportStateAsync(9, run.Events, CancellationToken.None);
        EngineEvent open = Assert.Single(run.Events.All(EventKind.OrderReported));
        Assert.Equal(order.Order, open.OrderReported.Order);
        Assert.Equal(order.Quantity, open.OrderReported.Quantity);
    }

    [Fact]
    public async Task A_report_tells_open_orders_positions_and_balances()
    {
        await using VenueRun run = await StartAsync();
        run.Send(run.Order(Side.Sell, run.Quote.Bid, 0.03m, TimeInForce.ImmediateOrCancel));
        await run.Events.FirstAsync(EventKind.OrderFilled);
        EngineCommand resting = run.Resting();
        await run.PlaceRestingAsync(resting);
        await run.World.Venue.ReportStateAsync(77, run.Events, CancellationToken.None);
        Assert.Equal(77, Assert.Single(run.Events.All(EventKind.ReportBegun)).Report.ReportId);
        Assert.Equal(
            new ReportMarker(77, 1, 1), Assert.Single(run.Events.All(EventKind.ReportCompleted)).Report);
        EngineEvent order = Assert.Single(run.Events.All(EventKind.OrderReported));
        Assert.Equal(
            new OrderReported(
                resting.Order, resting.Price, resting.Quantity, Quantity.Zero, Side.Buy, OrderReportState.Open),
            order.OrderReported);
        EngineEvent position =
            Assert.Single(run.Events.All(EventKind.PositionReported), e => e.Position.ReportId == 77);
        Assert.Equal(NetQuantity.From(-0.03m), position.Position.Quantity);
        Assert.Equal(run.World.TellsSequences, position.Position.VenueSequence > 0);
        Assert.Contains(run.Events.All(EventKind.BalanceReported), e => e.Balance.Currency == CurrencyId.Usdt);
    }

    [Fact]
    public async Task Fills_during_a_cut_are_recovered_once_and_before_the_stream_is_up_again()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand order = run.Order(Side.Buy, run.Quote.Bid, 0.01m, run.Passive);
        await run.PlaceRestingAsync(order);
        run.World.CutAccountStream();
        await run.Events.FirstAsync(
            EventKind.VenueStatusChanged,
            e => e.Status.Stream == VenueStream.Private && e.Status.Status == VenueStatus.Down
                && run.Events.All(EventKind.OrderAccepted).Count > 0
                && e.ReceivedAt > run.Events.All(EventKind.OrderAccepted)[0].ReceivedAt);
        await run.World.TakeAsync(Side.Sell, order.Price, Quantity.From(1000));
        Assert.Empty(run.Events.All(EventKind.OrderFilled));
        await run.RestoreAsync();
        EngineEvent fill = Assert.Single(run.Events.All(EventKind.OrderFilled));
        Assert.Equal(order.Order, fill.Filled.Order);
        Assert.True(fill.Filled.IsMaker);
    }

    [Fact]
    public async Task An_end_during_a_cut_is_recovered()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        run.World.CutAccountStream();
        EngineCommand cancel = order;
        cancel.Kind = CommandKind.CancelOrder;
        run.Send(cancel);
        EngineCommand query = order;
        query.Kind = CommandKind.QueryOrder;
        run.Send(query);
        await run.Events.FirstAsync(EventKind.OrderReported, e => e.OrderReported.Order == order.Order);
        await run.RestoreAsync();
        EngineEvent cancelled = await run.Events.FirstAsync(EventKind.OrderCancelled);
        Assert.Equal(order.Order, cancelled.Cancelled.Order);
    }

    [Fact]
    public async Task An_order_is_found_when_asked_for_and_one_never_placed_is_not()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        EngineCommand query = order;
        query.Kind = CommandKind.QueryOrder;
        run.Send(query);
        EngineEvent found = await run.Events.FirstAsync(EventKind.OrderReported);
        Assert.Equal(OrderReportState.Open, found.OrderReported.State);

        query.Order = new ClientOrderId(1, 4_000_000);
        run.Send(query);
        EngineEvent missing = await run.Events.FirstAsync(
            EventKind.OrderReported, e => e.OrderReported.Order == query.Order);
        Assert.Equal(OrderReportState.NotFound, missing.OrderReported.State);
    }

    [Fact]
    public async Task A_command_past_its_time_or_about_nothing_is_refused_at_once()
    {
        await using VenueRun run = await StartAsync();
        EngineCommand late = run.Resting();
        late.SendBefore = new Timestamp(1);
        Assert.Equal(NotSentReason.TooLate, run.World.Venue.TrySend(in late));
        EngineCommand unknown = run.Resting();
        unknown.Instrument = new InstrumentId(4000);
        Assert.Equal(NotSentReason.UnknownOrder, run.World.Venue.TrySend(in unknown));
    }

    [Fact]
    public async Task More_orders_than_the_account_may_send_are_refused_at_once()
    {
        await using VenueRun run = await StartAsync();
        int sent = 0;
        NotSentReason last = NotSentReason.None;
        for (int i = 0; i <= run.World.Venue.Capabilities.OrdersPerSecond * 3 && last == NotSentReason.None; i++)
        {
            EngineCommand order = run.Resting();
            last = run.World.Venue.TrySend(in order);
            if (last == NotSentReason.None) sent++;
        }
        Assert.Equal(NotSentReason.RateLimited, last);
        await run.Events.TrueAsync(
            () => run.Events.All(EventKind.OrderAccepted).Count == sent, "every order sent was accepted");
    }

    [Fact]
    public async Task The_kill_path_leaves_nothing_and_closes_the_gate()
    {
        await using VenueRun run = await StartAsync();
        for (int i = 0; i < 4; i++) await run.PlaceRestingAsync(run.Resting());
        Assert.Equal(0, await run.World.Venue.CancelAllAsync(strangersToo: false, CancellationToken.None));
        EngineCommand after = run.Resting();
        Assert.Equal(NotSentReason.GateClosed, run.World.Venue.TrySend(in after));
        await run.World.Venue.ReportStateAsync(5, run.Events, CancellationToken.None);
        Assert.Empty(run.Events.All(EventKind.OrderReported));
        await run.Events.TrueAsync(
            () => run.Events.All(EventKind.OrderCancelled).Count == 4, "each end was told on the stream");
    }

    [Fact]
    public async Task The_kill_path_can_take_everything()
    {
        await using VenueRun run = await StartAsync();
        for (int i = 0; i < 3; i++) await run.PlaceRestingAsync(run.Resting());
        Assert.Equal(0, await run.World.Venue.CancelAllAsync(strangersToo: true, CancellationToken.None));
    }
}
