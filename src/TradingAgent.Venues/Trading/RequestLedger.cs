using System.Runtime.CompilerServices;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// The requests of an order-entry stream from queue to answer. A good answer is only «taken for processing»; the
/// account's stream tells the rest. A request whose answer does not come, or whose order never shows on that stream,
/// becomes OutcomeUnknown; one that never left comes back as CommandNotSent. Thread-safe.
/// </summary>
/// <param name="outcomes">Told what became of a command.</param>
/// <param name="account">Knows which orders the account's stream has shown.</param>
/// <param name="patience">How long an answer, or the order's first sight, may take.</param>
/// <param name="onNoAnswer">Told of a request whose outcome is unknown.</param>
internal sealed class RequestLedger(
    CommandEvents outcomes, AccountDesk account, TimeSpan patience, Action<CommandKind, ClientOrderId> onNoAnswer)
{
    private const int Capacity = 1024;

    // Nine a second, of the ten that a venue takes.
    private static readonly TimeSpan CancelPace = TimeSpan.FromMilliseconds(110);

    private readonly PendingRequests _pending = new(Capacity);
    private readonly Lock _gate = new();
    private IWire? _wire;
    private long _lastCancel;
    private long _doubtfulSinceMs;
    private bool _isUp;
    private volatile bool _isClosed;

    /// <summary>True while requests can be handed to an authenticated socket.</summary>
    public bool IsUp
    {
        get
        {
            lock (_gate) return _isUp && !_isClosed;
        }
    }

    /// <summary>A socket is open; it is up only when it is authenticated.</summary>
    public void OnOpened(IWire wire)
    {
        lock (_gate) _wire = wire;
    }

    /// <summary>Requests may be sent from now on.</summary>
    public void OnUp()
    {
        lock (_gate) _isUp = true;
    }

    /// <summary>Queues one order command; false when there is no room or no socket, and nothing is kept.</summary>
    public bool TrySend(in EngineCommand command, Instrument instrument, RequestText write)
    {
        lock (_gate)
        {
            if (!_isUp || _isClosed || _wire is null) return false;
            long number = _pending.Add(in command);
            if (number == 0) return false;
            if (_wire.TrySend(write(number, in command, instrument), number)) return true;
            _pending.Remove(ref _pending.Find(number));
            return false;
        }
    }

    /// <summary>Lets nothing more out; what is queued comes back as not sent. Waits for nobody.</summary>
    public void CloseGate() => _isClosed = true;

    /// <summary>
    /// Asks to cancel every order of ours that may be open, the gate notwithstanding, no faster than a venue takes it;
    /// the answers are read by nobody, so that whoever asks repeats it. For the kill path when the REST API is out of
    /// reach, whose limits are others.
    /// </summary>
    public async Task CancelOpenAsync(RequestText write, CancellationToken ct)
    {
        foreach ((ClientOrderId order, InstrumentId instrument) in MayBeOpen())
        {
            bool isOver = account.Knows(order) && !account.TryOpen(order, out _, out _);
            if (isOver || account.Context.Instruments.Find(instrument) is not { } known) continue;
            var cancel = new EngineCommand { Kind = CommandKind.CancelOrder, Order = order };
            lock (_gate)
            {
                if (!_isUp || _wire is null) return;
                _wire.TrySend(write(--_lastCancel, in cancel, known));
            }
            await Task.Delay(CancelPace, ct).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// True while a placement that left may still come to rest at the venue: it was not answered, or not clearly, or it
    /// was taken and not shown.
    /// </summary>
    /// <param name="window">How long after it was written the venue takes a request.</param>
    /// <param name="wallMilliseconds">Now, by the machine's monotonic clock.</param>
    public bool MayArrive(TimeSpan window, long wallMilliseconds)
    {
        long since = Math.Max(0, wallMilliseconds - (long)window.TotalMilliseconds);
        lock (_gate)
        {
            if (_doubtfulSinceMs > since) return true;
            foreach (ref PendingRequests.Pending request in _pending.Places)
                if (request.SinceMs > since && IsUnseen(in request)) return true;
            return false;
        }
    }

    /// <summary>A request is next in line; false drops it, and it was told that it was not sent.</summary>
    public bool OnWriting(long tag, WireTime time)
    {
        lock (_gate)
        {
            ref PendingRequests.Pending request = ref _pending.Find(tag);
            if (Unsafe.IsNullRef(ref request)) return false;
            if (!_isClosed && time.Now <= request.SendBefore)
            {
                request.State = PendingState.Written;
                request.SinceMs = time.WallMilliseconds;
                return true;
            }
            NotSent(ref request, _isClosed ? NotSentReason.GateClosed : NotSentReason.TooLate, time.Now);
            return false;
        }
    }

    /// <summary>The venue did what was asked, or took it for processing.</summary>
    public void Done(long number, ReadOnlySpan<byte> venueOrderId, WireTime time)
    {
        lock (_gate)
        {
            ref PendingRequests.Pending request = ref _pending.Find(number);
            if (Unsafe.IsNullRef(ref request)) return;
            account.Context.Orders.Add(request.Order, venueOrderId);
            if (request.Kind != CommandKind.PlaceOrder || account.Knows(request.Order))
            {
                _pending.Remove(ref request);
                return;
            }
            request.State = PendingState.Acknowledged;
            request.SinceMs = time.WallMilliseconds;
        }
    }

    /// <summary>The venue refused, or does not know itself what it did.</summary>
    /// <returns>What was refused; none when its answer is not awaited any more.</returns>
    public (CommandKind Kind, ClientOrderId Order, InstrumentId Instrument) Refused(
        long number, VenueVerdict verdict, RejectReason reason, int code, WireTime time)
    {
        lock (_gate)
        {
            ref PendingRequests.Pending request = ref _pending.Find(number);
            if (Unsafe.IsNullRef(ref request)) return default;
            (CommandKind, ClientOrderId, InstrumentId) what = (request.Kind, request.Order, request.Instrument);
            outcomes.Answered(
                request.Order, request.Kind, request.Instrument, verdict, reason, code, time.Now);
            if (verdict.IsAmbiguous) Remember(in request);
            _pending.Remove(ref request);
            return what;
        }
    }

    /// <summary>Gives up what was not answered, or not shown, in time.</summary>
    public void OnTick(WireTime time)
    {
        bool doubts = false;
        List<(CommandKind Kind, ClientOrderId Order)>? lost = null;
        lock (_gate)
        {
            if (_pending.Count == 0) return;
            foreach (ref PendingRequests.Pending request in _pending.Places)
            {
                if (request.State is not (PendingState.Written or PendingState.Acknowledged)) continue;
                bool isShown = request.State == PendingState.Acknowledged && account.Knows(request.Order);
                if (isShown) _pending.Remove(ref request);
                else if (time.WallMilliseconds - request.SinceMs >= (long)patience.TotalMilliseconds)
                {
                    doubts |= request.State == PendingState.Acknowledged;
                    Lose(ref request, time.Now, ref lost);
                }
            }
        }
        Tell(lost);
        // The venue took an order and the account's stream never showed it: the stream may be deaf.
        if (doubts) account.Doubt();
    }

    /// <summary>The socket is gone: what was written may have arrived, what was queued did not leave.</summary>
    public void OnClosed(WireTime time)
    {
        List<(CommandKind Kind, ClientOrderId Order)>? lost = null;
        lock (_gate)
        {
            _isUp = false;
            _wire = null;
            foreach (ref PendingRequests.Pending request in _pending.Places)
            {
                if (request.State == PendingState.Queued) NotSent(ref request, NotSentReason.Disconnected, time.Now);
                else if (request.State == PendingState.Written) Lose(ref request, time.Now, ref lost);
            }
        }
        Tell(lost);
    }

    /// <summary>What was open when last seen, and what was placed and not seen yet.</summary>
    private List<(ClientOrderId Order, InstrumentId Instrument)> MayBeOpen()
    {
        List<(ClientOrderId Order, InstrumentId Instrument)> open = [.. account.OpenOrders()];
        lock (_gate)
        {
            foreach (ref PendingRequests.Pending request in _pending.Places)
                if (IsUnseen(in request)) open.Add((request.Order, request.Instrument));
        }
        return open;
    }

    /// <summary>True of a placement that left and that the account's stream has not shown.</summary>
    private bool IsUnseen(in PendingRequests.Pending request) =>
        request.Kind == CommandKind.PlaceOrder
        && request.State is PendingState.Written or PendingState.Acknowledged
        && !account.Knows(request.Order);

    private void NotSent(ref PendingRequests.Pending request, NotSentReason reason, Timestamp now)
    {
        outcomes.NotSent(request.Order, request.Kind, request.Instrument, reason, now);
        _pending.Remove(ref request);
    }

    private void Lose(
        ref PendingRequests.Pending request, Timestamp now, ref List<(CommandKind Kind, ClientOrderId Order)>? lost)
    {
        (lost ??= []).Add((request.Kind, request.Order));
        Remember(in request);
        outcomes.Unknown(request.Order, request.Kind, request.Instrument, now);
        _pending.Remove(ref request);
    }

    /// <summary>Nobody knows what became of it: while its window is open it may still arrive.</summary>
    private void Remember(in PendingRequests.Pending request)
    {
        if (request.Kind == CommandKind.PlaceOrder)
            _doubtfulSinceMs = Math.Max(_doubtfulSinceMs, request.SinceMs);
    }

    /// <summary>Outside the lock: whoever is told writes a log, and a full disk must not hold up an order.</summary>
    private void Tell(List<(CommandKind Kind, ClientOrderId Order)>? lost)
    {
        foreach ((CommandKind kind, ClientOrderId order) in lost ?? []) onNoAnswer(kind, order);
    }
}
