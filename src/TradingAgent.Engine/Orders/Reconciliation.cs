using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// Compares the venue's orders and positions with ours: at start, after a reconnect, and every so often. A difference
/// is adopted, openly, only when two reports at least two seconds apart show the same one, with nothing in flight on
/// the instrument and no fill between; the venue is the truth. Orders of earlier runs are cancelled.
/// </summary>
internal sealed class Reconciliation
{
    private static readonly Duration SecondLook = Duration.FromMilliseconds(2000);
    private static readonly Duration RoutineInterval = Duration.FromMilliseconds(30_000);
    private static readonly Duration AnswerMax = Duration.FromMilliseconds(15_000);

    /// <summary>
    /// Reports in a row that may go unanswered, five minutes of them, before somebody has to look: with the stream up
    /// and no report to be had, what is held is no longer known.
    /// </summary>
    private const int UnansweredMax = 20;

    private static readonly Duration DeliveryMax = Duration.FromSeconds(900);
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly PositionLedger _positions;
    private readonly CashLedger _cash;
    private readonly PortfolioGreeks _greeks;
    private readonly OrderTable _orders;
    private readonly OpenExposure _open;
    private readonly OrderTracker _tracker;
    private readonly CommandDesk _desk;
    private readonly VenueHealth _health;
    private readonly LossGuard _loss;
    private readonly Reporter _reporter;
    private readonly TradingPermit _permit;
    private readonly VenueBook[] _venues = new VenueBook[VenueId.Capacity];
    private readonly ReportedPosition[] _reported;
    private int _nextReport;
    private int _awaited;

    // Not answering when the run began, and compared at some time since the journal began, each as a VenueSet's bits.
    private int _away;
    private int _known;

    public Reconciliation(
        EngineLimits limits, EngineClock clock, EngineParameters parameters, Listings listings,
        PositionLedger positions, CashLedger cash, PortfolioGreeks greeks, OrderTable orders, OpenExposure open,
        OrderTracker tracker, CommandDesk desk, VenueHealth health, LossGuard loss, TradingPermit permit,
        Reporter reporter)
    {
        (_clock, _parameters, _listings, _positions, _greeks) = (clock, parameters, listings, positions, greeks);
        (_cash, _orders, _open, _tracker, _desk) = (cash, orders, open, tracker, desk);
        (_health, _loss, _permit, _reporter) = (health, loss, permit, reporter);
        _reported = new ReportedPosition[limits.Instruments];
    }

    /// <summary>
    /// True once a complete report agreed with all that we hold, or what differed was adopted after a second look. To
    /// wait for a second one where nothing differs would cost every recovery two seconds without a hedge.
    /// </summary>
    public bool IsReconciled(VenueId venue)
    {
        ref readonly VenueBook book = ref _venues[venue.Index];
        return book.Completed >= 2 || (book.Completed == 1 && book.HasResiduals == 0);
    }

    /// <summary>
    /// True when there is something to trade on that is known: every venue of the run has been compared at least once,
    /// so that nothing held is left out of the risk, and at least one is connected and compared now. A venue that goes
    /// down later keeps its positions in the risk and its orders in flight; the others go on. So does one that was
    /// down when the run began, where an earlier run has compared it; of one that nobody ever compared nothing is
    /// known, and it is waited for.
    /// </summary>
    public bool MayTrade
    {
        get
        {
            var compared = default(VenueSet);
            for (int i = 1; i < VenueId.Capacity; i++)
                if (_venues[i].WasReconciled != 0) compared = compared.With(new VenueId((byte)i));
            return !Ready.IsEmpty && compared.Covers(Awaited.Except(Away.And(Known)));
        }
    }

    /// <summary>
    /// True while every venue of the run is connected and compared: sums over all of them are then of one moment.
    /// </summary>
    public bool IsWhole => !Ready.IsEmpty && Ready.Covers(Awaited);

    private VenueSet Awaited => new((byte)_awaited);

    private VenueSet Away => new((byte)_away);

    private VenueSet Known => new((byte)_known);

    private VenueSet Ready
    {
        get
        {
            var ready = default(VenueSet);
            for (int i = 1; i < VenueId.Capacity; i++)
                if (IsReconciled(new VenueId((byte)i))) ready = ready.With(new VenueId((byte)i));
            return ready;
        }
    }

    /// <summary>A new process has compared nothing yet.</summary>
    /// <param name="venues">Whose accounts the run has. Of any other, what was compared once is known no more.</param>
    /// <param name="away">Those that did not answer.</param>
    public void StartRun(VenueSet venues, VenueSet away)
    {
        Array.Clear(_venues);
        _awaited = venues.Bits;
        _away = away.Bits;
        _known = Known.And(venues).Bits;
        for (int i = 1; i < VenueId.Capacity; i++)
        {
            var venue = new VenueId((byte)i);
            if (!away.Contains(venue)) continue;
            _reporter.Alarm(venue, Known.Contains(venue) ? AlarmKind.VenueAway : AlarmKind.VenueUnknown);
        }
    }

    /// <summary>The private stream went away or came back: what was compared no longer holds.</summary>
    public void OnPrivateStream(VenueId venue, VenueStatus status)
    {
        ref VenueBook book = ref _venues[venue.Index];
        book.Completed = 0;
        book.IsAwaited = 0;
        book.Unanswered = 0;
        if (status == VenueStatus.Up) Ask(venue, ref book);
    }

    public void OnTime()
    {
        VenueSet doubts = _tracker.TakeDoubts();
        for (int i = 1; i < VenueId.Capacity; i++)
        {
            var venue = new VenueId((byte)i);
            ref VenueBook book = ref _venues[i];
            if (_health[venue, VenueStream.Private] != VenueStatus.Up) continue;
            if (doubts.Contains(venue)) book.CompletedAt = Timestamp.None;
            if (book.IsAwaited != 0)
            {
                if (_clock.Now - book.AskedAt > AnswerMax) AskAgain(venue, ref book);
                continue;
            }
            Duration wait = book.Completed < 2 || book.HasResiduals != 0 ? SecondLook : RoutineInterval;
            if (_clock.Age(book.CompletedAt) >= wait) Ask(venue, ref book);
        }
    }

    public void OnPosition(InstrumentId instrument, in PositionReported position)
    {
        if (position.ReportId == 0) return;
        ref ReportedPosition reported = ref _reported[instrument.Index];
        reported.Quantity = position.Quantity;
        reported.VenueSequence = position.VenueSequence;
        reported.ReportId = position.ReportId;
    }

    /// <summary>Forgets an instrument that is gone.</summary>
    public void Clear(InstrumentId instrument) => _reported[instrument.Index] = default;

    /// <summary>The venue told of one order: of this run, of an earlier one, or a stranger's.</summary>
    public void OnOrder(InstrumentId instrument, VenueId venue, in OrderReported reported)
    {
        ClientOrderId id = reported.Order;
        if (id.IsNone)
        {
            _reporter.Alarm(instrument, AlarmKind.StrangerOrder, id, reported.Quantity.ToDouble(), 0);
            return;
        }
        if (id.Epoch > _tracker.Epoch)
        {
            _reporter.Alarm(instrument, AlarmKind.NewerEpochSeen, id, id.Epoch, _tracker.Epoch);
            _loss.Raise(TradingMode.Halted, LimitKind.OtherAgent, id.Epoch, _tracker.Epoch);
            return;
        }
        int index = _orders.Find(id);
        if (index < 0)
        {
            if (reported.State != OrderReportState.Open || !_listings.IsListed(instrument)) return;
            _tracker.Cancel(_tracker.Inherit(id, instrument, venue, reported));
            return;
        }
        _orders[index].ReportedIn = _venues[venue.Index].ReportId;
        bool isOld = reported.State == OrderReportState.Open && MayBeFromBefore(_orders[index], _venues[venue.Index]);
        if (!isOld) Take(id, index, reported);
        if (_orders[index].State == OrderState.Working && id.Epoch != _tracker.Epoch) _tracker.Cancel(index);
    }

    private void Take(ClientOrderId id, int index, in OrderReported reported)
    {
        OrderSignal signal = reported.State switch
        {
            OrderReportState.Open => OrderSignal.ReportedOpen,
            OrderReportState.Filled => OrderSignal.ReportedFilled,
            OrderReportState.Cancelled => OrderSignal.ReportedCancelled,
            OrderReportState.Rejected => OrderSignal.ReportedRejected,
            _ => _orders[index].WasAccepted != 0 ? OrderSignal.ReportedCancelled : OrderSignal.ReportedMissing,
        };
        if (reported.State == OrderReportState.Open) _tracker.OnTerms(id, reported.Price, reported.Quantity);
        bool ended = signal is OrderSignal.ReportedFilled or OrderSignal.ReportedCancelled;
        if (ended) _tracker.OnEnded(id, signal, reported.Filled, EventKind.OrderReported);
        else _tracker.OnSignal(id, signal, EventKind.OrderReported, 0);
    }

    /// <summary>
    /// True of an order reported as it rests when the question is older than what the order's own messages told since,
    /// or than an amend that nobody has answered: the size reported may be that of before, and would be too small.
    /// </summary>
    private static bool MayBeFromBefore(in OrderSlot order, in VenueBook book)
    {
        // Nothing was told of it yet: that it rests is news, whenever it was seen.
        if (order.WasAccepted == 0) return false;
        Timestamp sentAt = order.PendingQuantity.IsZero ? Timestamp.None : order.SentAt;
        if (book.IsAwaited == 0) return order.AskedAt < order.ChangedAt || order.AskedAt < sentAt;
        return book.AskedAt <= order.ChangedAt || book.AskedAt <= sentAt;
    }

    public void OnCompleted(VenueId venue, in ReportMarker marker)
    {
        ref VenueBook book = ref _venues[venue.Index];
        if (marker.ReportId != book.ReportId || book.IsAwaited == 0) return;
        book.IsAwaited = 0;
        book.Unanswered = 0;
        book.CompletedAt = _clock.Now;
        book.HasResiduals = 0;
        var mismatched = default(UnderlyingSet);
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id) || _listings.Terms(id).Venue != venue) continue;
            if (!Agrees(id, ref book)) mismatched.Add(_listings.Terms(id).Underlying);
        }
        _permit.Mismatched(venue, mismatched);
        if (book.HasResiduals == 0) book.Completed++;
        else book.Completed = Math.Max(book.Completed, 1);
        if (IsReconciled(venue))
        {
            book.WasReconciled = 1;
            _known = Known.With(venue).Bits;
        }
        AskAboutMissing(venue, book);
    }

    /// <summary>
    /// An order thought to rest that the whole report did not name ended unheard, in an outage perhaps: it is asked
    /// for.
    /// Orders sent or changed since the report began may be missing from it rightly.
    /// </summary>
    private void AskAboutMissing(VenueId venue, in VenueBook book)
    {
        foreach (int index in _orders.Alive)
        {
            ref readonly OrderSlot order = ref _orders[index];
            if (order.Venue != venue || order.State != OrderState.Working || order.IsEnding) continue;
            if (order.ReportedIn != book.ReportId && order.SentAt < book.AskedAt) _tracker.Ask(index);
        }
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write(_nextReport);
        writer.Write(_awaited);
        writer.Write(_away);
        writer.Write(_known);
        writer.Write<VenueBook>(_venues);
        writer.Write<ReportedPosition>(_reported.AsSpan(0, count));
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        _nextReport = reader.Read<int>();
        _awaited = reader.Read<int>();
        _away = reader.Read<int>();
        _known = reader.Read<int>();
        reader.Read<VenueBook>(_venues);
        reader.Read(_reported.AsSpan(0, count));
    }

    /// <summary>False while the venue's position is another and not adopted yet.</summary>
    private bool Agrees(InstrumentId id, ref VenueBook book)
    {
        ref ReportedPosition reported = ref _reported[id.Index];
        bool said = reported.ReportId == book.ReportId;
        NetQuantity venueQuantity = said ? reported.Quantity : NetQuantity.Zero;
        NetQuantity ours = _positions[id].Quantity;
        NetQuantity residual = venueQuantity - ours;
        if (venueQuantity.IsZero && IsBeingDelivered(id)) return true;
        if (residual.IsZero)
        {
            reported.Residual = residual;
            if (said) _positions.SetVenueSequence(id, reported.VenueSequence);
            return true;
        }
        // An order sent after the difference was first seen cannot be what made it: only older ones may still tell.
        bool isQuiet = !_open.Has(id, _tracker.Epoch, reported.OrdersThen)
            && _positions[id].LastFillAt < reported.ResidualSeenAt;
        bool isSame = reported.Residual == residual && _clock.Now - reported.ResidualSeenAt >= SecondLook;
        if (isSame && isQuiet)
        {
            Adopt(id, ours, venueQuantity, said ? reported.VenueSequence : 0);
            reported.Residual = NetQuantity.Zero;
            return true;
        }
        book.HasResiduals = 1;
        if (reported.Residual == residual && isQuiet) return false;
        if (reported.Residual != residual || _positions[id].LastFillAt >= reported.ResidualSeenAt)
        {
            reported.ResidualSeenAt = _clock.Now;
            reported.OrdersThen = _tracker.LastCounter;
        }
        reported.Residual = residual;
        return false;
    }

    /// <summary>
    /// A contract that expired lately is gone at the venue before its delivery is told. That is no difference: the
    /// delivery will book it, with the cash that it brought.
    /// </summary>
    private bool IsBeingDelivered(InstrumentId id)
    {
        Timestamp expiry = _listings.Terms(id).Expiry;
        return !expiry.IsNone && _clock.Now >= expiry && _clock.Now - expiry < DeliveryMax;
    }

    private void Adopt(InstrumentId id, NetQuantity ours, NetQuantity venueQuantity, long sequence)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        KeepResult(id, terms, ours, venueQuantity);
        _positions.Adopt(id, venueQuantity, sequence);
        _greeks.OnPositionChanged(id);
        double unit = terms.IsOption ? terms.Multiplier.ToDouble()
            : OrderExposure.UnitDelta(terms, _greeks[terms.Underlying].Spot);
        double delta = (venueQuantity - ours).ToDouble() * unit;
        _reporter.Adoption(id, new AdoptionReport(ours, venueQuantity, delta));
        // The first adoption of a run takes over what was there; later ones mean that something moved behind our back.
        if (_venues[terms.Venue.Index].Completed < 2) return;
        double tolerance = _parameters[ParameterId.MismatchToleranceDelta, terms.Underlying];
        _reporter.Alarm(id, AlarmKind.PositionMismatch, ClientOrderId.None, venueQuantity.ToDouble(), ours.ToDouble());
        if (Math.Abs(delta) > tolerance)
            _loss.Raise(TradingMode.ReduceOnly, LimitKind.Mismatch, Math.Abs(delta), tolerance);
    }

    /// <summary>
    /// What is gone takes its open result along, into what is realised: a loss that nobody told us the end of is a
    /// loss. The wallet is the venue's word, and is not moved.
    /// </summary>
    private void KeepResult(InstrumentId id, in InstrumentTerms terms, NetQuantity ours, NetQuantity venueQuantity)
    {
        bool isTurned = venueQuantity.IsZero || (venueQuantity.Raw > 0) != (ours.Raw > 0);
        if (ours.IsZero || (!isTurned && Math.Abs(venueQuantity.Raw) >= Math.Abs(ours.Raw))) return;
        double share = isTurned ? 1 : 1 - ((double)venueQuantity.Raw / ours.Raw);
        double usd = _greeks.OpenUsdOf(id) * share;
        double rate = terms.IsInverse ? _greeks[terms.Underlying].Spot : _cash.UsdPerUnit(terms.SettleCoin);
        if (usd == 0 || rate <= 0) return;
        _cash.OnTrade(terms.Venue, terms.SettleCoin, (decimal)(usd / rate), 0, terms.SettleCoin, 0);
        _loss.Results.Book(id, terms.Underlying, usd);
    }

    private void AskAgain(VenueId venue, ref VenueBook book)
    {
        if (++book.Unanswered == UnansweredMax)
        {
            double limit = UnansweredMax * AnswerMax.Seconds;
            _loss.Raise(TradingMode.ReduceOnly, LimitKind.Unreconciled, limit, limit);
        }
        Ask(venue, ref book);
    }

    private void Ask(VenueId venue, ref VenueBook book)
    {
        book.ReportId = ++_nextReport;
        book.IsAwaited = 1;
        book.AskedAt = _clock.Now;
        _desk.RequestReport(venue, book.ReportId);
    }
}
