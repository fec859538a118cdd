using Xunit;

namespace TradingAgent.VenueConformance;

/// <content>What a wire does: frames lost, silence, cuts, answers that never come.</content>
public abstract partial class VenueSuite
{
    [Fact]
    public async Task A_gap_in_a_book_is_noticed_and_a_fresh_book_asked_for()
    {
        (VenueRun run, StreamTaps taps) = await StartTappedAsync();
        await using VenueRun _ = run;
        Needs(run, VenueLacks.NumberedStreams);
        Instrument traded = run.Traded;
        await run.Events.FirstAsync(EventKind.DepthSummaryChanged, e => e.Instrument == traded.Id);
        int asked = taps.Market.Sent.Count;
        int lost = 0;
        taps.Market.Withhold(frame => run.World.IsBook(frame) && Interlocked.Increment(ref lost) == 1);
        await TakeOneAsync(run);
        await run.Events.TrueAsync(() => Volatile.Read(ref lost) >= 1, "a change of the book was lost");
        await TakeOneAsync(run);
        if (run.World.AsksForBooksByStream)
            await run.Events.TrueAsync(() => taps.Market.Sent.Count > asked, "a fresh book was asked for");
        await run.Events.TrueAsync(() => Resyncs(run) == 1, "the gap was counted");
        Timestamp fresh = run.Events.All(EventKind.QuoteChanged)[^1].ReceivedAt;
        await TradeUntilAsync(run, () => IsToldSince(fresh));

        bool IsToldSince(Timestamp moment) => run.Events.All(EventKind.DepthSummaryChanged)
            .Any(e => e.Instrument == traded.Id && e.ReceivedAt > moment);
    }

    [Fact]
    public async Task Nothing_is_told_of_a_book_between_a_gap_and_the_fresh_one()
    {
        (VenueRun run, StreamTaps taps) = await StartTappedAsync();
        await using VenueRun _ = run;
        Needs(run, VenueLacks.NumberedStreams);
        await run.Events.FirstAsync(EventKind.DepthSummaryChanged, e => e.Instrument == run.Traded.Id);
        // The first change is lost and the second arrives; whatever answers the question for a fresh book does not.
        int changes = 0;
        bool isGap = false;
        taps.Market.Withhold(frame =>
        {
            if (Volatile.Read(ref isGap)) return run.World.IsBook(frame);
            if (!run.World.IsBook(frame)) return false;
            if (++changes == 2) Volatile.Write(ref isGap, true);
            return changes == 1;
        });
        run.World.WithholdBooks(true);
        await TakeOneAsync(run);
        await run.Events.TrueAsync(() => Volatile.Read(ref changes) >= 1, "the first change was lost");
        await TakeOneAsync(run);
        await run.Events.TrueAsync(() => Resyncs(run) > 0, "the gap was noticed");
        int told = Depths(run);
        Price before = run.Quote.Ask;
        await run.World.TakeAsync(Side.Buy, before, Quantity.From(1_000));
        await run.Events.TrueAsync(() => run.Quote.Ask > before, "the touch still moves");
        Assert.Equal(told, Depths(run));
        taps.Market.Release();
        run.World.WithholdBooks(false);
        await TradeUntilAsync(run, () => Depths(run) > told);
    }

    [Fact]
    public async Task A_market_stream_that_brings_no_data_is_stale_although_its_socket_lives()
    {
        (VenueRun run, StreamTaps taps) = await StartTappedAsync();
        await using VenueRun _ = run;
        VenueStream stream = MarketOf(run);
        int callers = taps.Market.Attempts.Count;
        taps.Market.Withhold(run.World.IsData);
        EngineEvent stale = await run.Events.FirstAsync(
            EventKind.VenueStatusChanged, e => e.Status.Stream == stream && e.Status.Status == VenueStatus.Stale);
        Assert.Equal(callers, taps.Market.Attempts.Count);
        taps.Market.Release();
        await run.Events.FirstAsync(
            EventKind.VenueStatusChanged,
            e => e.Status == new VenueStatusChanged(stream, VenueStatus.Up) && e.ReceivedAt > stale.ReceivedAt);
    }

    [Fact]
    public async Task A_ticker_that_falls_silent_while_the_rest_flows_is_noticed()
    {
        (VenueRun run, StreamTaps taps) = await StartTappedAsync();
        await using VenueRun _ = run;
        Needs(run, VenueLacks.NumberedStreams);
        Instrument perpetual = PerpetualOf(run);
        await run.Events.FirstAsync(EventKind.MarkChanged, e => e.Instrument == perpetual.Id);
        int asked = taps.Market.Sent.Count;
        int quotes = run.Events.All(EventKind.QuoteChanged).Count;
        taps.Market.Withhold(run.World.IsTicker);
        await TakeOneAsync(run);
        await run.Events.TrueAsync(
            () => taps.Market.Sent.Skip(asked).Any(run.World.IsAsking), "the ticker was asked for again");
        Assert.True(run.Events.All(EventKind.QuoteChanged).Count > quotes);
        int marks = Marks();
        taps.Market.Release();
        await run.Events.TrueAsync(() => Marks() > marks, "marks are told again");

        int Marks() => run.Events.All(EventKind.MarkChanged).Count(e => e.Instrument == perpetual.Id);
    }

    [Fact]
    public async Task After_a_cut_of_the_market_every_subscription_is_made_again()
    {
        (VenueRun run, StreamTaps taps) = await StartTappedAsync();
        await using VenueRun _ = run;
        (EventKind Kind, Instrument About)[] told = Told(run);
        foreach ((EventKind kind, Instrument about) in told)
            await run.Events.FirstAsync(kind, e => e.Instrument == about.Id);
        Timestamp last = run.Events.All(EventKind.QuoteChanged)[^1].ReceivedAt;
        taps.Market.Cut();
        EngineEvent cut = await run.Events.FirstAsync(
            EventKind.VenueStatusChanged,
            e => e.Status == new VenueStatusChanged(MarketOf(run), VenueStatus.Down) && e.ReceivedAt > last);
        taps.Market.Restore();
        foreach ((EventKind kind, Instrument about) in told)
            await run.Events.FirstAsync(kind, e => e.Instrument == about.Id && e.ReceivedAt > cut.ReceivedAt);
        // Trades may ride on another socket than the rest, which is up again later: one before that is told to nobody.
        await TradeUntilAsync(
            run, () => run.Events.All(EventKind.TradePrinted).Any(e => e.Instrument == run.Traded.Id));
    }

    /// <summary>The market stream of what is traded.</summary>
    private static VenueStream MarketOf(VenueRun run) =>
        run.Perpetual is null ? VenueStream.OptionMarket : VenueStream.LinearMarket;

    /// <summary>What the market's streams tell of the contracts that the venue has.</summary>
    private static (EventKind Kind, Instrument About)[] Told(VenueRun run)
    {
        var told = new List<(EventKind, Instrument)> { (EventKind.QuoteChanged, run.Traded) };
        if (!run.World.Lacks.HasFlag(VenueLacks.Depth)) told.Add((EventKind.DepthSummaryChanged, run.Traded));
        if (run.Perpetual is { } perpetual) told.Add((EventKind.MarkChanged, perpetual));
        if (run.Option is { } option)
            told.AddRange([(EventKind.OptionQuoteChanged, option), (EventKind.VenueGreeksChanged, option)]);
        return [.. told];
    }

    [Fact]
    public async Task While_the_venue_is_away_calls_are_few_and_it_comes_back_by_itself()
    {
        (VenueRun run, StreamTaps taps) = await StartTappedAsync();
        await using VenueRun _ = run;
        taps.Account.Cut();
        int before = taps.Account.Attempts.Count;
        await run.Events.TrueAsync(() => taps.Account.Attempts.Count >= before + 5, "it called five times");
        long[] calls = [.. taps.Account.Attempts.Skip(before)];
        long[] pauses = [.. calls.Zip(calls.Skip(1), (left, right) => right - left)];
        Assert.True(pauses.Sum() > 500, "five calls in half a second: " + string.Join(", ", pauses));
        await run.RestoreAsync();
    }

    [Fact]
    public async Task Fills_before_during_and_after_a_cut_are_each_booked_once()
    {
        await using VenueRun run = await StartAsync();
        QuoteChanged touch = run.Quote;
        EngineCommand order = run.Order(Side.Buy, touch.Bid, 0.03m, run.Passive);
        await run.PlaceRestingAsync(order);
        // What stands before it at its price goes with the first taker.
        await run.World.TakeAsync(Side.Sell, order.Price, touch.BidSize + Quantity.From(0.01m));
        await run.Events.FirstAsync(EventKind.OrderFilled);
        run.World.CutAccountStream();
        await run.Events.FirstAsync(
            EventKind.VenueStatusChanged,
            e => e.Status == new VenueStatusChanged(VenueStream.Private, VenueStatus.Down)
                && e.ReceivedAt > run.Events.All(EventKind.OrderFilled)[0].ReceivedAt);
        await run.World.TakeAsync(Side.Sell, order.Price, Quantity.From(0.01m));
        await run.RestoreAsync();
        await run.World.TakeAsync(Side.Sell, order.Price, Quantity.From(0.01m));
        await run.Events.TrueAsync(
            () => run.Events.All(EventKind.OrderFilled).Sum(e => e.Filled.Quantity.ToDecimal()) == 0.03m,
            "all of it is filled");
        IReadOnlyList<EngineEvent> fills = run.Events.All(EventKind.OrderFilled);
        Assert.Equal(3, fills.Select(e => e.Filled.Execution).Distinct().Count());
        Assert.Equal(3, fills.Count);
        Assert.Equal(fills.Select(e => e.Filled.VenueSequence).Order(), fills.Select(e => e.Filled.VenueSequence));
    }

    [Fact]
    public async Task A_lost_answer_is_an_unknown_outcome_and_the_same_id_finds_the_one_order()
    {
        (VenueRun run, StreamTaps taps) = await StartTappedAsync();
        await using VenueRun _ = run;
        Assert.SkipWhen(taps.Trade is null, "This world has no order entry stream.");
        taps.Trade!.Withhold(static _ => true);
        taps.Account.Withhold(static _ => true);
        EngineCommand order = run.Resting();
        run.Send(order);
        EngineEvent unknown = await run.Events.FirstAsync(EventKind.OutcomeUnknown);
        Assert.Equal(new OutcomeUnknown(order.Order, CommandKind.PlaceOrder), unknown.Unknown);
        Assert.Empty(run.Events.All(EventKind.OrderRejected));
        taps.Trade.Release();
        taps.Account.Release();
        run.Send(order with { Kind = CommandKind.QueryOrder });
        EngineEvent found = await run.Events.FirstAsync(EventKind.OrderReported);
        Assert.Equal((order.Order, OrderReportState.Open), (found.OrderReported.Order, found.OrderReported.State));
        await run.World.Venue.ReportStateAsync(8, run.Events, CancellationToken.None);
        Assert.Equal(2, run.Events.All(EventKind.OrderReported).Count);
    }

    /// <summary>Depth is told ten times a second at most, so one trade may leave no trace in it.</summary>
    private static async Task TradeUntilAsync(VenueRun run, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await TakeOneAsync(run);
        }
    }

    private static async Task TakeOneAsync(VenueRun run) =>
        await run.World.TakeAsync(Side.Buy, run.Quote.Ask, Quantity.From(0.1m));

    private static int Depths(VenueRun run) =>
        run.Events.All(EventKind.DepthSummaryChanged).Count(e => e.Instrument == run.Traded.Id);

    private static long Resyncs(VenueRun run) => run.World.Venue.Figures.Streams.Sum(stream => stream.Resyncs);
}
