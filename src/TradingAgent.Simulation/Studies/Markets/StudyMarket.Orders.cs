namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>The venue: what becomes of the agent's orders.</summary>
public sealed partial class StudyMarket
{
    /// <summary>Questions and answers that fit into one step; what is left waits for the next.</summary>
    private const int RoundsMax = 20;

    private readonly List<StudyOrder> _orders = [];
    private ulong _executions;
    private long _sequence;

    /// <summary>Orders resting now.</summary>
    public int OrdersResting => _orders.Count;

    private ExecutionId NextExecution() => new(3, ++_executions);

    /// <summary>Carries out what the engine wants and tells it the answers, which may make it want more.</summary>
    private void Carry()
    {
        Timestamp at = Now;
        for (int round = 0; round < RoundsMax && _seat.Commands.Count > 0; round++)
        {
            at += _settings.Latency;
            for (int left = _seat.Commands.Count; left > 0; left--)
            {
                EngineCommand command = _seat.Commands.Dequeue();
                if (at <= command.SendBefore) Execute(command, at);
                else NotSent(command, at);
            }
        }
    }

    private void NotSent(in EngineCommand command, Timestamp at)
    {
        EngineEvent late = Of(EventKind.CommandNotSent, command);
        late.NotSent = new CommandNotSent(command.Order, command.Kind, NotSentReason.TooLate);
        Apply(late, at);
    }

    private static EngineEvent Of(EventKind kind, in EngineCommand command) =>
        new() { Kind = kind, Instrument = command.Instrument };

    private void Execute(in EngineCommand command, Timestamp at)
    {
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                Place(command, at);
                break;
            case CommandKind.AmendOrder:
                Amend(command, at);
                break;
            case CommandKind.CancelOrder:
                Cancel(command, at);
                break;
            case CommandKind.QueryOrder:
                Query(command, at);
                break;
            case CommandKind.RequestReport:
                Report((int)command.Order.Counter, at);
                break;
            case CommandKind.CancelAll:
                for (int i = _orders.Count - 1; i >= 0; i--) End(i, CancelReason.Requested, at);
                break;
        }
    }

    private void Place(in EngineCommand command, Timestamp at)
    {
        RejectReason refusal = RefusalOf(command);
        if (refusal != RejectReason.None)
        {
            EngineEvent rejected = Of(EventKind.OrderRejected, command);
            rejected.Rejected = new OrderRejected(command.Order, refusal, 1);
            Apply(rejected, at);
            return;
        }
        EngineEvent accepted = Of(EventKind.OrderAccepted, command);
        accepted.Accepted = new OrderAccepted(command.Order, command.Price, command.Quantity);
        Apply(accepted, at);
        var order = new StudyOrder
        {
            Id = command.Order,
            Instrument = command.Instrument,
            Side = command.Side,
            Price = command.Price,
            Quantity = command.Quantity,
        };
        _orders.Add(order);
        bool crosses = Crosses(order, out Price opposite);
        if (crosses && command.TimeInForce == TimeInForce.PostOnly)
            End(_orders.Count - 1, CancelReason.WouldTake, at);
        else if (crosses) Fill(_orders.Count - 1, opposite, isMaker: false, EventFlags.None, at);
        else if (command.TimeInForce == TimeInForce.ImmediateOrCancel)
            End(_orders.Count - 1, CancelReason.ImmediateRemainder, at);
    }

    private RejectReason RefusalOf(in EngineCommand command)
    {
        if (!_instruments[command.Instrument.Index].IsListed) return RejectReason.InstrumentNotTrading;
        NetQuantity held = Book[command.Instrument];
        bool reduces = command.Side == Side.Buy ? held.Raw < 0 : held.Raw > 0;
        return command.ReduceOnly && !reduces ? RejectReason.ReduceOnlyConflict : RejectReason.None;
    }

    /// <summary>An amend that crosses takes, as at a venue.</summary>
    private void Amend(in EngineCommand command, Timestamp at)
    {
        ClientOrderId id = command.Order;
        int index = _orders.FindIndex(order => order.Id == id);
        if (index < 0)
        {
            EngineEvent gone = Of(EventKind.AmendRejected, command);
            gone.CommandRejected = new CommandRejected(id, RejectReason.OrderGone, 1);
            Apply(gone, at);
            return;
        }
        _orders[index] = _orders[index] with { Price = command.Price, Quantity = command.Quantity };
        EngineEvent amended = Of(EventKind.OrderAmended, command);
        amended.Amended = new OrderAmended(id, command.Price, command.Quantity);
        Apply(amended, at);
        if (Crosses(_orders[index], out Price opposite)) Fill(index, opposite, isMaker: false, EventFlags.None, at);
    }

    private void Cancel(in EngineCommand command, Timestamp at)
    {
        ClientOrderId id = command.Order;
        int index = _orders.FindIndex(order => order.Id == id);
        if (index >= 0)
        {
            End(index, CancelReason.Requested, at);
            return;
        }
        EngineEvent gone = Of(EventKind.CancelRejected, command);
        gone.CommandRejected = new CommandRejected(id, RejectReason.OrderGone, 1);
        Apply(gone, at);
    }

    private void Query(in EngineCommand command, Timestamp at)
    {
        ClientOrderId id = command.Order;
        int index = _orders.FindIndex(order => order.Id == id);
        EngineEvent answer = Of(EventKind.OrderReported, command);
        answer.OrderReported = index < 0
            ? new OrderReported(
                id, command.Price, command.Quantity, Quantity.Zero, command.Side, OrderReportState.NotFound)
            : Reported(_orders[index]);
        Apply(answer, at);
    }

    private void Report(int id, Timestamp at)
    {
        const EventFlags more = EventFlags.MoreFollows;
        Apply(new EngineEvent { Kind = EventKind.ReportBegun, Flags = more, Report = new ReportMarker(id, 0, 0) }, at);
        foreach (StudyOrder order in _orders)
        {
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.OrderReported,
                    Flags = more,
                    Instrument = order.Instrument,
                    OrderReported = Reported(order),
                }, at);
        }
        int positions = 0;
        for (int i = 1; i <= Book.Last; i++)
        {
            NetQuantity held = Book[new InstrumentId(i)];
            if (held.IsZero) continue;
            positions++;
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.PositionReported,
                    Flags = more,
                    Instrument = new InstrumentId(i),
                    Position = new PositionReported(held, Price.Zero, _sequence, id),
                }, at);
        }
        Apply(
            new EngineEvent
            {
                Kind = EventKind.ReportCompleted,
                Report = new ReportMarker(id, _orders.Count, positions),
            }, at);
    }

    private static OrderReported Reported(in StudyOrder order) =>
        new(order.Id, order.Price, order.Quantity, Quantity.Zero, order.Side, OrderReportState.Open);

    /// <summary>Whether an order reaches the other side of the book as it is now.</summary>
    private bool Crosses(in StudyOrder order, out Price opposite)
    {
        ref readonly StudyInstrument at = ref _instruments[order.Instrument.Index];
        opposite = order.Side == Side.Buy ? at.Ask : at.Bid;
        if (opposite.IsZero) return false;
        return order.Side == Side.Buy ? order.Price >= opposite : order.Price <= opposite;
    }

    /// <summary>
    /// Fills what the new price traded through, and by chance what rests at the touch or before it; always at the
    /// order's own price, for it was there first.
    /// </summary>
    private void Match()
    {
        for (int i = _orders.Count - 1; i >= 0; i--)
        {
            StudyOrder order = _orders[i];
            ref readonly StudyInstrument at = ref _instruments[order.Instrument.Index];
            Price touch = order.Side == Side.Buy ? at.Bid : at.Ask;
            bool isFirst = order.Side == Side.Buy ? order.Price >= touch : order.Price <= touch;
            bool fills = Crosses(order, out _)
                || (isFirst && !touch.IsZero && _chance.Uniform() < _settings.TouchFillChance);
            if (fills) Fill(i, order.Price, isMaker: true, EventFlags.MoreFollows, Now);
        }
    }

    private void Fill(int index, Price price, bool isMaker, EventFlags flags, Timestamp at)
    {
        StudyOrder order = _orders[index];
        _orders.RemoveAt(index);
        ref readonly StudyInstrument on = ref _instruments[order.Instrument.Index];
        Book.CountOwn(order.Side, order.Quantity, price, on.Mark, isMaker);
        Trade(order.Instrument, order.Id, order.Side, order.Quantity, price, isMaker, flags, at);
    }

    /// <summary>Books a trade here and tells the engine; one without an order is the owner's own.</summary>
    private void Trade(
        InstrumentId id, ClientOrderId order, Side side, Quantity quantity, Price price, bool isMaker, EventFlags flags,
        Timestamp at)
    {
        ref readonly StudyInstrument on = ref _instruments[id.Index];
        decimal value = price.ToDecimal() * quantity.ToDecimal();
        decimal notional = on.Terms.IsOption
            ? Math.Min(
                _instruments[on.Coin + 1].Mark.ToDecimal() * quantity.ToDecimal() * FeeRate(true, isMaker),
                value * _settings.Fees.OptionPremiumCap)
            : value * FeeRate(false, isMaker);
        decimal fee = decimal.Round(notional, 8);
        Book.Trade(id, on.Coin, side, quantity, price, fee);
        Apply(
            new EngineEvent
            {
                Kind = EventKind.OrderFilled,
                Flags = flags,
                Instrument = id,
                VenueTime = at,
                Filled = new OrderFilled(
                    order, NextExecution(), price, quantity, FixedPoint.FromDecimal(fee), quantity, ++_sequence,
                    CurrencyId.Usdt, side, ExecutionKind.Trade, isMaker),
            }, at);
    }

    private decimal FeeRate(bool isOption, bool isMaker) => _settings.Fees.Rate(isOption, isMaker);

    private void End(int index, CancelReason reason, Timestamp at)
    {
        StudyOrder order = _orders[index];
        _orders.RemoveAt(index);
        Apply(
            new EngineEvent
            {
                Kind = EventKind.OrderCancelled,
                Instrument = order.Instrument,
                Cancelled = new OrderCancelled(order.Id, Quantity.Zero, reason),
            }, at);
    }
}
