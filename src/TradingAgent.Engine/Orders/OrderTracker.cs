using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// Sends what is wanted of our orders and follows what the venue says of them. Ids are minted here and nowhere else.
/// </summary>
internal sealed class OrderTracker
{
    private static readonly Duration UnknownToldAfter = Duration.FromSeconds(60);
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly OrderTable _orders;
    private readonly CommandBudget _budget;
    private readonly CommandDesk _desk;
    private readonly Reporter _reporter;
    private readonly SessionTally _tally;
    private readonly VenueHealth _health;
    private readonly Guard _missing;
    private uint _epoch;
    private uint _counter;

    // Taken in the event that sets it, so that no snapshot needs it.
    private VenueSet _doubts;

    public OrderTracker(
        EngineClock clock, EngineParameters parameters, Listings listings, OrderTable orders, CommandBudget budget,
        CommandDesk desk, VenueHealth health, Reporter reporter, SessionTally tally, Guard missing)
    {
        (_health, _missing) = (health, missing);
        (_clock, _parameters, _listings, _orders) = (clock, parameters, listings, orders);
        (_budget, _desk, _reporter, _tally) = (budget, desk, reporter, tally);
    }

    /// <summary>The run's epoch; ids of earlier runs have smaller ones.</summary>
    public uint Epoch => _epoch;

    /// <summary>How many orders this run has sent; the counter of the newest.</summary>
    public uint LastCounter => _counter;

    /// <summary>Orders nobody knows the fate of.</summary>
    public int UnknownCount
    {
        get
        {
            int count = 0;
            foreach (int index in _orders.Alive)
                if (_orders[index].State == OrderState.Unknown) count++;
            return count;
        }
    }

    public void StartRun(uint epoch)
    {
        Invariant.That(epoch > _epoch, "a run's epoch is not larger than the last");
        _epoch = epoch;
        _counter = 0;
    }

    /// <summary>Asks the gate and, if it clears, sends a new order.</summary>
    public Refusal Place(
        PreTradeGate gate, InstrumentId instrument, Side side, Price price, Quantity quantity, TimeInForce timeInForce,
        bool reduceOnly, out GateFigures figures)
    {
        if (_missing == Guard.PostOnly && timeInForce == TimeInForce.PostOnly)
            timeInForce = TimeInForce.GoodTillCancelled;
        var command = new EngineCommand
        {
            Kind = CommandKind.PlaceOrder,
            Venue = _listings.Terms(instrument).Venue,
            Side = side,
            TimeInForce = timeInForce,
            Instrument = instrument,
            Order = new ClientOrderId(_epoch, _counter + 1),
            Price = price,
            Quantity = quantity,
            ReduceOnly = reduceOnly,
        };
        Refusal refusal = ClearedOrder.TryClear(gate, command, quantity, out ClearedOrder cleared, out figures);
        if (refusal != Refusal.None) return refusal;
        _counter++;
        _budget.Take(command.Venue);
        int index = _orders.Add(new OrderSlot
        {
            Id = command.Order,
            Instrument = instrument,
            State = OrderState.PendingNew,
            Side = side,
            TimeInForce = timeInForce,
            Venue = command.Venue,
            Price = price,
            Quantity = quantity,
            IsReduceOnly = reduceOnly ? (byte)1 : (byte)0,
            SentAt = _clock.Now,
            ChangedAt = _clock.Now,
        });
        _desk.Send(cleared);
        _tally.OnPlaced();
        Tell(_orders[index], OrderState.None, EventKind.None, 0);
        return Refusal.None;
    }

    /// <summary>Asks the gate and, if it clears, amends price or total size in place.</summary>
    public Refusal Amend(PreTradeGate gate, int index, Price price, Quantity total, out GateFigures figures)
    {
        ref OrderSlot order = ref _orders[index];
        figures = default;
        if (order.State != OrderState.Working || order.IsEnding) return Refusal.OrderBusy;
        if (order.Price == price && order.Quantity == total) return Refusal.NoChange;
        var command = new EngineCommand
        {
            Kind = CommandKind.AmendOrder,
            Venue = order.Venue,
            Side = order.Side,
            TimeInForce = order.TimeInForce,
            Instrument = order.Instrument,
            Order = order.Id,
            Price = price,
            Quantity = total,
            ReduceOnly = order.IsReduceOnly != 0,
        };
        var open = new Quantity(Math.Max(0, total.Raw - order.Filled.Raw));
        Refusal refusal = ClearedOrder.TryClear(gate, command, open, out ClearedOrder cleared, out figures);
        if (refusal != Refusal.None) return refusal;
        _budget.Take(order.Venue);
        order.PendingPrice = price;
        order.PendingQuantity = total;
        order.SentAt = _clock.Now;
        Move(index, OrderSignal.AmendSent, EventKind.None, 0);
        _desk.Send(cleared);
        _tally.OnAmended();
        return Refusal.None;
    }

    /// <summary>Cancels an order now, or as soon as it can take a cancel.</summary>
    public void Cancel(int index)
    {
        ref OrderSlot order = ref _orders[index];
        if (!order.IsAlive || order.IsEnding || order.State == OrderState.PendingCancel) return;
        bool isTooSoon = _clock.Now - order.SentAt < AnswerWithin;
        if (order.State == OrderState.Unknown && isTooSoon) return;
        // A venue that is away hears nothing: one attempt, and the next when its patience is over.
        if (order.CancelWanted != 0 && isTooSoon && !_health.CanTrade(order.Venue)) return;
        order.CancelWanted = 1;
        order.SentAt = _clock.Now;
        Move(index, OrderSignal.CancelSent, EventKind.None, 0);
        _desk.Cancel(order);
    }

    /// <summary>Cancels every live order of an underlying, or of all when it is none.</summary>
    public void CancelAll(UnderlyingId underlying)
    {
        for (int i = _orders.Alive.Length - 1; i >= 0; i--)
        {
            int index = _orders.Alive[i];
            if (underlying.IsNone || _listings.Terms(_orders[index].Instrument).Underlying == underlying) Cancel(index);
        }
    }

    /// <summary>Takes a signal about an order of ours; false when the order is not known.</summary>
    public bool OnSignal(ClientOrderId id, OrderSignal signal, EventKind cause, int venueCode)
    {
        int index = _orders.Find(id);
        if (index < 0) return false;
        Move(index, signal, cause, venueCode);
        return true;
    }

    /// <summary>
    /// The venue says that the order ended with so much filled. Its order and fill streams are not ordered against each
    /// other: while fills it counts have not reached us the order stays alive for what is missing, or the same delta
    /// would be hedged twice.
    /// </summary>
    public void OnEnded(ClientOrderId id, OrderSignal signal, Quantity venueFilled, EventKind cause)
    {
        int index = _orders.Find(id);
        if (index < 0) return;
        ref OrderSlot order = ref _orders[index];
        if (!order.IsAlive || venueFilled <= order.Filled)
        {
            Move(index, signal, cause, 0);
            return;
        }
        order.Quantity = venueFilled;
        order.PendingQuantity = Quantity.Zero;
        order.Ending = signal;
        order.EndingAt = _clock.Now;
    }

    /// <summary>
    /// A change was refused because the order is gone: how it went is asked, and told by its own messages.
    /// </summary>
    public void OnGone(ClientOrderId id)
    {
        int index = _orders.Find(id);
        if (index >= 0 && _orders[index].IsAlive && !_orders[index].IsEnding) Ask(index);
    }

    /// <summary>Takes the terms of an acceptance, unless it is one told again, perhaps from before an amend.</summary>
    public void OnAccepted(in OrderAccepted accepted)
    {
        int index = _orders.Find(accepted.Order);
        if (index < 0) return;
        ref readonly OrderSlot order = ref _orders[index];
        if (order.WasAccepted != 0 && order.State != OrderState.Unknown) return;
        OnTerms(accepted.Order, accepted.Price, accepted.Quantity);
    }

    /// <summary>
    /// The venue says that an order was amended. Terms that the amend under way did not ask for are of an earlier one,
    /// told late: how this one went is still open, and it counts until that is told.
    /// </summary>
    public void OnAmended(in OrderAmended amended)
    {
        int index = _orders.Find(amended.Order);
        if (index < 0) return;
        ref readonly OrderSlot order = ref _orders[index];
        bool isOfAnother = !order.PendingQuantity.IsZero
            && (order.PendingPrice != amended.Price || order.PendingQuantity != amended.Quantity);
        OnTerms(amended.Order, amended.Price, amended.Quantity);
        if (!isOfAnother) Move(index, OrderSignal.AmendConfirmed, EventKind.OrderAmended, 0);
    }

    /// <summary>The order as it is now at the venue, for whoever has its slot.</summary>
    public void OnTerms(ClientOrderId id, Price price, Quantity quantity)
    {
        int index = _orders.Find(id);
        if (index < 0) return;
        ref OrderSlot order = ref _orders[index];
        // The venue has ended it: what is told later of its terms is from before, and its size is what is on its way.
        if (order.IsEnding) return;
        if (order.Price != price || order.Quantity != quantity) order.ChangedAt = _clock.Now;
        order.Price = price;
        order.Quantity = quantity;
        order.WasAccepted = 1;
    }

    /// <summary>Counts a fill against its order.</summary>
    public void OnFill(ClientOrderId id, Quantity quantity)
    {
        int index = _orders.Find(id);
        if (index < 0) return;
        ref OrderSlot order = ref _orders[index];
        order.Filled += quantity;
        order.WasAccepted = 1;
        bool whole = order.Filled >= order.Quantity && order.Filled.Raw >= order.PendingQuantity.Raw;
        if (whole && order.IsEnding) End(index);
        else Move(index, whole ? OrderSignal.FilledWhole : OrderSignal.FilledPartly, EventKind.OrderFilled, 0);
    }

    /// <summary>
    /// Looks after orders the venue is silent about: an unanswered command makes its order unknown, and unknown orders
    /// are asked about until there is evidence. Nothing is ever sent again blindly.
    /// </summary>
    public void OnTime()
    {
        for (int i = _orders.Alive.Length - 1; i >= 0; i--)
        {
            int index = _orders.Alive[i];
            ref OrderSlot order = ref _orders[index];
            if (order.IsEnding)
            {
                if (_clock.Now - order.EndingAt > AnswerWithin) GiveUpFills(index);
                continue;
            }
            bool waits = order.State is OrderState.PendingNew or OrderState.PendingAmend or OrderState.PendingCancel;
            if (waits && _clock.Now - order.SentAt > AnswerWithin)
                Move(index, OrderSignal.OutcomeUnknown, EventKind.TimeAdvanced, 0);
            if (order.State == OrderState.Unknown) Inquire(index, ref order);
            else order.UnknownSince = Timestamp.None;
            bool overdue = _clock.Now - order.SentAt > AnswerWithin;
            if (order.State == OrderState.Working && order.CancelWanted != 0 && overdue) Cancel(index);
        }
    }

    /// <summary>Asks on, for asking costs nothing; after a minute of it a human is told too.</summary>
    private void Inquire(int index, ref OrderSlot order)
    {
        if (_clock.Age(order.AskedAt) > AnswerWithin) Ask(index);
        if (order.UnknownSince.IsNone) order.UnknownSince = _clock.Now;
        Duration waited = _clock.Now - order.UnknownSince;
        if (order.WasToldUnknown != 0 || waited < UnknownToldAfter) return;
        order.WasToldUnknown = 1;
        _reporter.Alarm(order.Instrument, AlarmKind.UnknownOrder, order.Id, waited.Seconds, UnknownToldAfter.Seconds);
    }

    /// <summary>Asks the venue what became of an order.</summary>
    public void Ask(int index)
    {
        _orders[index].AskedAt = _clock.Now;
        _desk.Query(_orders[index]);
    }

    /// <summary>
    /// Puts an order of an earlier run, reported open and not in the table, under our care to be cancelled.
    /// </summary>
    public int Inherit(ClientOrderId id, InstrumentId instrument, VenueId venue, in OrderReported reported) =>
        _orders.Add(new OrderSlot
        {
            Id = id,
            Instrument = instrument,
            State = OrderState.Working,
            Side = reported.Side,
            Venue = venue,
            Price = reported.Price,
            Quantity = reported.Quantity,
            Filled = reported.Filled,
            SentAt = _clock.Now,
            ChangedAt = _clock.Now,
            WasAccepted = 1,
        });

    public void SaveIds(ref SnapshotWriter writer)
    {
        writer.Write(_epoch);
        writer.Write(_counter);
    }

    public void LoadIds(ref SnapshotReader reader)
    {
        _epoch = reader.Read<uint>();
        _counter = reader.Read<uint>();
    }

    /// <summary>
    /// Venues whose fills did not all come since the last call: only a report says what is held there, and the sooner
    /// it is asked for, the less is hedged twice.
    /// </summary>
    public VenueSet TakeDoubts()
    {
        VenueSet doubts = _doubts;
        _doubts = default;
        return doubts;
    }

    /// <summary>Fills the venue counted never came: the order ends, and the position reports tell the rest.</summary>
    private void GiveUpFills(int index)
    {
        ref readonly OrderSlot order = ref _orders[index];
        _reporter.Alarm(
            order.Instrument, AlarmKind.FillsMissing, order.Id, order.Filled.ToDouble(), order.Quantity.ToDouble());
        _doubts = _doubts.With(order.Venue);
        End(index);
    }

    private void End(int index)
    {
        OrderSignal signal = _orders[index].Ending;
        _orders[index].EndingAt = Timestamp.None;
        Move(index, signal, EventKind.OrderFilled, 0);
    }

    private Duration AnswerWithin => _parameters.Milliseconds(ParameterId.AnswerWithin);

    private void Move(int index, OrderSignal signal, EventKind cause, int venueCode)
    {
        ref OrderSlot order = ref _orders[index];
        OrderState from = order.State;
        order.State = OrderLifecycle.Next(from, signal);
        if (SettlesAmend(from, order.State, signal)) order.PendingQuantity = Quantity.Zero;
        // That it rests does not say how the amend went, and until that is said no other may take its place.
        else if (order.State == OrderState.Working && !order.PendingQuantity.IsZero)
            order.State = from == OrderState.Unknown ? OrderState.Unknown : OrderState.PendingAmend;
        if (IsWholeAfter(signal, order)) order.State = OrderLifecycle.Next(order.State, OrderSignal.FilledWhole);
        if (signal == OrderSignal.AmendConfirmed) order.ChangedAt = _clock.Now;
        if (from == order.State) return;
        _orders.Refresh(index);
        if (order.State == OrderState.Unknown) _tally.OnUnknown();
        if (signal is OrderSignal.Rejected or OrderSignal.ReportedRejected) _tally.OnRejected();
        Tell(order, from, cause, venueCode);
        if (order.State == OrderState.Unknown) Ask(index);
    }

    /// <summary>
    /// True when nothing of an amend can still come: it was answered, or the venue showed the order as it rests, or the
    /// order is over. A fill, an acceptance or a refused cancel says nothing of it.
    /// </summary>
    private static bool SettlesAmend(OrderState from, OrderState to, OrderSignal signal) => signal switch
    {
        OrderSignal.AmendConfirmed or OrderSignal.AmendRefused => true,
        OrderSignal.ChangeNotSent => from == OrderState.PendingAmend,
        OrderSignal.ReportedOpen => to == OrderState.Working,
        _ => OrderLifecycle.IsTerminal(to),
    };

    /// <summary>
    /// True when a settled amend leaves nothing of the order: its fills came first, while more might have been coming,
    /// and no message will name it again.
    /// </summary>
    private static bool IsWholeAfter(OrderSignal signal, in OrderSlot order) =>
        signal is OrderSignal.AmendConfirmed or OrderSignal.AmendRefused or OrderSignal.ChangeNotSent
        && order.IsAlive && !order.IsEnding && order.PendingQuantity.IsZero && order.Filled >= order.Quantity;

    private void Tell(in OrderSlot order, OrderState from, EventKind cause, int venueCode) => _reporter.Transition(
        order.Instrument, new TransitionReport(
            order.Id, order.Price, order.Quantity, order.Filled, venueCode, from, order.State, cause, order.Side));
}
