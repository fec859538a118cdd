namespace TradingAgent.VenueConformance;

/// <summary>Every kind of order once on one contract, and what the venue made of it.</summary>
internal sealed class OrderTrial(VenueRun run, Instrument instrument)
{
    public Instrument Instrument => instrument;

    public bool IsPostOnlyKept { get; private set; }

    public bool IsFilledAtOnce { get; private set; }

    public bool IsAmended { get; private set; }

    public bool IsCancelled { get; private set; }

    public bool IsFound { get; private set; }

    public bool IsReported { get; private set; }

    public async Task RunAsync()
    {
        (Price bid, Price ask) = await TouchAsync();
        decimal size = Math.Max(instrument.Terms.QuantityMin.ToDecimal(), instrument.Terms.IsInverse ? 100 : 0.01m);
        EngineCommand crossing = run.Order(Side.Buy, ask, size, TimeInForce.PostOnly, instrument);
        IsPostOnlyKept = await EndOfAsync(crossing) == CancelReason.WouldTake;
        EngineCommand taking = run.Order(Side.Buy, ask, size, TimeInForce.ImmediateOrCancel, instrument);
        run.Send(taking);
        EngineEvent fill = await run.Events.FirstAsync(
            EventKind.OrderFilled, e => e.Filled.Order == taking.Order);
        IsFilledAtOnce = fill.Filled.Quantity == taking.Quantity;
        EngineCommand resting = run.Order(Side.Buy, Below(bid, 20), size, run.Passive, instrument);
        await run.PlaceRestingAsync(resting);
        await AmendAsync(resting with { Kind = CommandKind.AmendOrder, Price = Below(bid, 30) });
        run.Send(resting with { Kind = CommandKind.QueryOrder });
        EngineEvent found = await run.Events.FirstAsync(
            EventKind.OrderReported, e => e.OrderReported.Order == resting.Order);
        IsFound = found.OrderReported.State == OrderReportState.Open;
        await ReportAsync(resting);
        IsCancelled =
            await EndOfAsync(resting with { Kind = CommandKind.CancelOrder }) == CancelReason.Requested;
    }

    /// <summary>
    /// True when nothing is left of two orders after everything was cancelled at once; the last order of a run, for it
    /// closes the gate.
    /// </summary>
    public async Task<bool> CancelAllAsync()
    {
        (Price bid, _) = await TouchAsync();
        decimal size = Math.Max(instrument.Terms.QuantityMin.ToDecimal(), instrument.Terms.IsInverse ? 100 : 0.01m);
        for (int i = 0; i < 2; i++)
            await run.PlaceRestingAsync(run.Order(Side.Buy, Below(bid, 20 + i), size, run.Passive, instrument));
        return await run.World.Venue.CancelAllAsync(strangersToo: false, CancellationToken.None) == 0;
    }

    private async Task AmendAsync(EngineCommand amend)
    {
        run.Send(amend);
        await run.Events.TrueAsync(
            () => Amended() || run.Events.All(EventKind.AmendRejected)
                .Any(e => e.CommandRejected.Order == amend.Order), "the amend was answered");
        IsAmended = Amended();

        bool Amended() => run.Events.All(EventKind.OrderAmended)
            .Any(e => e.Amended.Order == amend.Order && e.Amended.Price == amend.Price);
    }

    private async Task ReportAsync(EngineCommand resting)
    {
        int id = 1_000 + instrument.Id.Index;
        await run.World.Venue.ReportStateAsync(id, run.Events, CancellationToken.None);
        IsReported = run.Events.All(EventKind.PositionReported)
                .Any(e => e.Position.ReportId == id && e.Instrument == instrument.Id && !e.Position.Quantity.IsZero)
            && run.Events.All(EventKind.OrderReported).Any(e => e.OrderReported.Order == resting.Order);
    }

    /// <summary>Why an order ended; none of the reasons when it was refused.</summary>
    private async Task<CancelReason> EndOfAsync(EngineCommand command)
    {
        run.Send(command);
        await run.Events.TrueAsync(
            () => Ends().Any() || run.Events.All(EventKind.OrderRejected)
                .Any(e => e.Rejected.Order == command.Order), "the order ended or was refused");
        return Ends().SingleOrDefault();

        IEnumerable<CancelReason> Ends() => run.Events.All(EventKind.OrderCancelled)
            .Where(e => e.Cancelled.Order == command.Order).Select(e => e.Cancelled.Reason);
    }

    private async Task<(Price Bid, Price Ask)> TouchAsync()
    {
        if (!instrument.Terms.IsOption)
        {
            EngineEvent quote = await run.Events.FirstAsync(
                EventKind.QuoteChanged, e => e.Instrument == instrument.Id && e.Quote.Ask > Price.Zero);
            return (quote.Quote.Bid, quote.Quote.Ask);
        }
        EngineEvent option = await run.Events.FirstAsync(
            EventKind.OptionQuoteChanged, e => e.Instrument == instrument.Id && e.OptionQuote.Ask > Price.Zero);
        return (option.OptionQuote.Bid, option.OptionQuote.Ask);
    }

    private Price Below(Price price, int ticks) => new(price.Raw - (instrument.Terms.Tick.Raw * ticks));
}
