namespace TradingAgent.TestKit.Engine;

/// <summary>What the venue says of our orders.</summary>
public sealed partial class EngineRig
{
    /// <summary>The venue took the order as placed.</summary>
    public void Accept(in EngineCommand order) => Apply(new EngineEvent
    {
        Kind = EventKind.OrderAccepted,
        Venue = order.Venue,
        Instrument = order.Instrument,
        Accepted = new OrderAccepted(order.Order, order.Price, order.Quantity),
    });

    /// <summary>Takes the only order placed since the last look and accepts it.</summary>
    public EngineCommand AcceptOrder()
    {
        EngineCommand order = TakeOrder();
        Accept(order);
        return order;
    }

    public void Amended(in EngineCommand amend) => Apply(new EngineEvent
    {
        Kind = EventKind.OrderAmended,
        Venue = amend.Venue,
        Instrument = amend.Instrument,
        Amended = new OrderAmended(amend.Order, amend.Price, amend.Quantity),
    });

    public void Reject(in EngineCommand order, RejectReason reason) => Apply(new EngineEvent
    {
        Kind = EventKind.OrderRejected,
        Venue = order.Venue,
        Instrument = order.Instrument,
        Rejected = new OrderRejected(order.Order, reason, 1),
    });

    public void Cancelled(in EngineCommand order, decimal filled = 0) => Apply(new EngineEvent
    {
        Kind = EventKind.OrderCancelled,
        Venue = order.Venue,
        Instrument = order.Instrument,
        Cancelled = new OrderCancelled(order.Order, Quantity.From(filled), CancelReason.Requested),
    });

    public void CancelRefused(in EngineCommand order, RejectReason reason) => Apply(new EngineEvent
    {
        Kind = EventKind.CancelRejected,
        Venue = order.Venue,
        Instrument = order.Instrument,
        CommandRejected = new CommandRejected(order.Order, reason, 1),
    });

    public void AmendRefused(in EngineCommand order, RejectReason reason) => Apply(new EngineEvent
    {
        Kind = EventKind.AmendRejected,
        Venue = order.Venue,
        Instrument = order.Instrument,
        CommandRejected = new CommandRejected(order.Order, reason, 1),
    });

    public void Unknown(in EngineCommand order) => Apply(new EngineEvent
    {
        Kind = EventKind.OutcomeUnknown,
        Venue = order.Venue,
        Instrument = order.Instrument,
        Unknown = new OutcomeUnknown(order.Order, order.Kind),
    });

    public void NotSent(in EngineCommand command) => Apply(new EngineEvent
    {
        Kind = EventKind.CommandNotSent,
        Venue = command.Venue,
        Instrument = command.Instrument,
        NotSent = new CommandNotSent(command.Order, command.Kind, NotSentReason.TooLate),
    });

    /// <summary>The venue's answer to a question about one order.</summary>
    public void Reported(in EngineCommand order, OrderReportState state, decimal filled = 0) => Apply(new EngineEvent
    {
        Kind = EventKind.OrderReported,
        Venue = order.Venue,
        Instrument = order.Instrument,
        OrderReported = new OrderReported(
            order.Order, order.Price, order.Quantity, Quantity.From(filled), order.Side, state),
    });

    /// <summary>An order reported open.</summary>
    public static OrderReported OpenOrder(ClientOrderId id, Side side, decimal price, decimal quantity) =>
        new(id, Price.From(price), Quantity.From(quantity), Quantity.Zero, side, OrderReportState.Open);

    /// <summary>A fill of an order at its limit; the venue's position moves with it.</summary>
    public void Fill(in EngineCommand order, decimal quantity, decimal fee = 0, bool isMaker = true) =>
        Fill(
            order.Order, order.Instrument, order.Side, quantity, order.Price.ToDecimal(), NextExecution(), fee,
            isMaker);

    /// <summary>A fill with everything said; the venue's position moves with it unless it is one told again.</summary>
    public void Fill(
        ClientOrderId order, InstrumentId instrument, Side side, decimal quantity, decimal price, ExecutionId execution,
        decimal fee = 0, bool isMaker = true, bool movesPosition = true, long venueSequence = 0,
        CurrencyId feeCurrency = default)
    {
        NetQuantity held = _held.GetValueOrDefault(instrument.Index);
        if (movesPosition)
            _held[instrument.Index] = held + NetQuantity.Of(side, Quantity.From(quantity));
        if (movesPosition && venueSequence == 0) venueSequence = ++_venueSequence;
        _venueSequence = Math.Max(_venueSequence, venueSequence);
        Apply(new EngineEvent
        {
            Kind = EventKind.OrderFilled,
            Venue = VenueOf(instrument),
            Instrument = instrument,
            VenueTime = Now,
            Filled = new OrderFilled(
                order, execution, Price.From(price), Quantity.From(quantity), FixedPoint.FromDecimal(fee),
                Quantity.Zero, venueSequence, feeCurrency.IsNone ? CurrencyId.Usdt : feeCurrency, side,
                ExecutionKind.Trade, isMaker),
        });
    }

    public ExecutionId NextExecution() => new(7, ++_executions);
}
