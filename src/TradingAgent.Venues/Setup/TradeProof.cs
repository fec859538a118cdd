using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Setup;

/// <summary>
/// Proves the whole path with one order that is not meant to trade: far from the market, post-only, of the least size;
/// placed, seen on the private stream, amended, cancelled, seen gone. It has an instance of its own, so that neither it
/// nor its clearing up touches a running agent's orders.
/// </summary>
/// <param name="create">Makes the venue under an instance's name.</param>
/// <param name="time">Our clock.</param>
public sealed class TradeProof(Func<string, IVenue> create, TimeProvider time)
{
    /// <summary>Tells the proof's orders from an agent's.</summary>
    public const string Instance = "chk";

    private const decimal FarShare = 0.03m;

    private readonly List<CheckRow> _rows = [];
    private readonly ProofSink _sink = new();

    /// <summary>How long each step may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Runs the proof on one contract of the scope.</summary>
    /// <param name="scope">Where the symbol is found.</param>
    /// <param name="symbol">The contract.</param>
    /// <param name="ct">Gives up; the order is cancelled all the same.</param>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(VenueScope scope, string symbol, CancellationToken ct)
    {
        _rows.Clear();
        await using IVenue venue = create(Instance);
        if (!venue.Capabilities.RestsPostOnly)
            return [new("trade", CheckState.Note, "no order is tried: it could not be made to rest and might trade")];
        using var life = CancellationTokenSource.CreateLinkedTokenSource(ct);
        VenueCatalog catalog = await venue.LoadCatalogAsync(scope, ct).ConfigureAwait(false);
        if (catalog.Instruments.FirstOrDefault(i => i.Symbol == symbol) is not { } listed)
        {
            Wrong("trade", $"{symbol} is not listed");
            return _rows;
        }
        Instrument instrument = listed with { Id = new InstrumentId(1) };
        var table = new InstrumentTable();
        table.Add(instrument);
        Task running = venue.RunAsync(
            table, new VenueSubscriptions([instrument.Id], [instrument.Id], [], Account: true), _sink, life.Token);
        try
        {
            await ProveAsync(venue, instrument, running, ct).ConfigureAwait(false);
        }
        catch (VenueSetupException e)
        {
            Wrong("trade", e.Message);
        }
        finally
        {
            await ClearAsync(venue).ConfigureAwait(false);
            await life.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return _rows;
    }

    private async Task ProveAsync(IVenue venue, Instrument instrument, Task running, CancellationToken ct)
    {
        if (await QuoteAsync(venue, running, ct).ConfigureAwait(false) is not { } quote) return;
        EngineCommand order = OrderFor(venue, instrument, quote);
        bool isResting = await StepAsync(
            venue, order, "order placed", EventKind.OrderAccepted, $"{order.Quantity} {instrument.Symbol} at "
            + $"{order.Price}, seen on the private stream", ct).ConfigureAwait(false);
        if (!isResting) return;
        if (venue.Capabilities.AmendsInPlace)
        {
            EngineCommand amend = order with
            {
                Kind = CommandKind.AmendOrder,
                Price = order.Price - instrument.Terms.Tick,
            };
            await StepAsync(venue, amend, "order amended", EventKind.OrderAmended, $"to {amend.Price}", ct)
                .ConfigureAwait(false);
        }
        EngineCommand cancel = order with { Kind = CommandKind.CancelOrder };
        bool isEnded = await StepAsync(
            venue, cancel, "order cancelled", EventKind.OrderCancelled, "and told so on the private stream", ct)
            .ConfigureAwait(false);
        if (isEnded) await SeeGoneAsync(venue, order.Order, ct).ConfigureAwait(false);
    }

    private async Task<QuoteChanged?> QuoteAsync(IVenue venue, Task running, CancellationToken ct)
    {
        bool overStream = venue.Capabilities.TradesOverWebSocket;
        foreach (VenueStream stream in overStream ? (VenueStream[])[VenueStream.Private, VenueStream.Trade]
            : [VenueStream.Private])
        {
            Task<EngineEvent?> up = _sink.FirstAsync(
                e => e.Kind == EventKind.VenueStatusChanged
                    && e.Status == new VenueStatusChanged(stream, VenueStatus.Up),
                Patience, ct);
            if (await Task.WhenAny(up, running).ConfigureAwait(false) == running) await running.ConfigureAwait(false);
            if (await up.ConfigureAwait(false) is not null) continue;
            Wrong("trade", $"the {stream} stream did not come up within {Patience.TotalSeconds:0} s");
            return null;
        }
        EngineEvent? quote = await _sink.FirstAsync(
            e => e.Kind == EventKind.QuoteChanged && e.Quote.Bid > Price.Zero, Patience, ct).ConfigureAwait(false);
        if (quote is null) Wrong("trade", "no bid was seen to keep away from");
        return quote?.Quote;
    }

    private EngineCommand OrderFor(IVenue venue, Instrument instrument, in QuoteChanged quote)
    {
        InstrumentTerms terms = instrument.Terms;
        Price price = terms.AlignPassive(Price.From(quote.Bid.ToDecimal() * (1 - FarShare)), Side.Buy);
        decimal lot = terms.Lot.ToDecimal();
        decimal least = terms.NotionalMin.ToDecimal() / price.ToDecimal();
        decimal size = Math.Max(terms.QuantityMin.ToDecimal(), Math.Ceiling(least / lot) * lot);
        return new EngineCommand
        {
            Kind = CommandKind.PlaceOrder,
            Venue = venue.Id,
            Instrument = instrument.Id,
            Order = new ClientOrderId((uint)(time.GetUtcNow().ToUnixTimeSeconds() - 1_767_225_600), 1),
            Side = Side.Buy,
            Price = price,
            Quantity = Quantity.From(size),
            TimeInForce = TimeInForce.PostOnly,
            SendBefore = Timestamp.Never,
        };
    }

    /// <summary>Sends a command and waits for what it should bring, or for what says that it will not.</summary>
    private async Task<bool> StepAsync(
        IVenue venue, EngineCommand command, string subject, EventKind wanted, string text, CancellationToken ct)
    {
        NotSentReason refused = venue.TrySend(in command);
        if (refused != NotSentReason.None)
        {
            Wrong(subject, $"not sent: {refused}");
            return false;
        }
        EngineEvent? answer = await _sink.FirstAsync(
            e => e.Kind == wanted || EndsStep(in e, command.Kind), Patience, ct).ConfigureAwait(false);
        bool isSo = answer?.Kind == wanted;
        if (isSo) _rows.Add(new(subject, CheckState.Right, text));
        else Wrong(subject, answer is { } other ? Describe(in other) : "nothing was told on the private stream");
        return isSo;
    }

    private async Task SeeGoneAsync(IVenue venue, ClientOrderId order, CancellationToken ct)
    {
        await venue.ReportStateAsync(1, _sink, ct).ConfigureAwait(false);
        EngineEvent? open = await _sink.FirstAsync(
            e => e.Kind == EventKind.OrderReported && e.OrderReported.Order == order, TimeSpan.Zero, ct)
            .ConfigureAwait(false);
        if (open is null) _rows.Add(new("order gone", CheckState.Right, "the venue lists it no more"));
        else Wrong("order gone", "the venue still lists it");
    }

    private async Task ClearAsync(IVenue venue)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            if (await venue.CancelAllAsync(strangersToo: false, limit.Token).ConfigureAwait(false) == 0) return;
        }
        catch (Exception e) when (e is VenueUnreachableException or OperationCanceledException)
        {
            // Said below.
        }
        Wrong("clearing up", $"an order of instance {Instance} may still rest; cancel it at the venue");
    }

    private void Wrong(string subject, string finding) =>
        _rows.Add(new(subject, CheckState.Wrong, finding, "see the log of the run, and the venue's order history"));

    private static bool EndsStep(in EngineEvent change, CommandKind kind) => change.Kind switch
    {
        EventKind.OrderRejected => kind == CommandKind.PlaceOrder,
        EventKind.AmendRejected => kind == CommandKind.AmendOrder,
        EventKind.CancelRejected => kind == CommandKind.CancelOrder,
        EventKind.CommandNotSent => change.NotSent.Command == kind,
        EventKind.OutcomeUnknown => change.Unknown.Command == kind,
        EventKind.OrderCancelled => kind != CommandKind.CancelOrder,
        _ => false,
    };

    private static string Describe(in EngineEvent change) => change.Kind switch
    {
        EventKind.OrderRejected => $"rejected: {change.Rejected.Reason} ({change.Rejected.VenueCode})",
        EventKind.AmendRejected or EventKind.CancelRejected =>
            $"refused: {change.CommandRejected.Reason} ({change.CommandRejected.VenueCode})",
        EventKind.CommandNotSent => $"not sent: {change.NotSent.Reason}",
        EventKind.OrderCancelled => $"cancelled by the venue: {change.Cancelled.Reason}",
        _ => "no answer in time",
    };
}
