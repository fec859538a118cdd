using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Order entry over the websocket. A good answer is only «taken for processing»; the private stream tells the rest. A
/// request whose answer does not come, or whose order never shows on the private stream, becomes OutcomeUnknown; one
/// that never left comes back as CommandNotSent. Thread-safe: commands come from any thread.
/// </summary>
internal sealed partial class BybitTradeProtocol : IVenueProtocol
{
    private const long PingEveryMs = 10_000;
    private const int CapacityOfPending = 1024;

    private static readonly byte[] Ping = Encoding.ASCII.GetBytes("""{"op":"ping"}""");

    private readonly BybitOptions _options;
    private readonly BybitClock _clock;
    private readonly CommandEvents _outcomes;
    private readonly AccountDesk _account;
    private readonly VenueRateLimiter _limiter;
    private readonly FrameQuarantine _quarantine;
    private readonly ILogger _logger;
    private readonly OrderEncoder _encoder;
    private readonly BybitAuth _auth;
    private readonly PendingRequests _pending = new(CapacityOfPending);
    private readonly byte[] _requestId = new byte[36];
    private readonly int _prefixLength;
    private readonly Lock _gate = new();
    private IWire? _wire;
    private bool _isUp;
    private bool _isClosed;
    private long _pingedMs;

    public BybitTradeProtocol(
        BybitOptions options,
        BybitClock clock,
        CommandEvents outcomes,
        AccountDesk account,
        VenueRateLimiter limiter,
        FrameQuarantine quarantine,
        ILogger logger)
    {
        _options = options;
        _clock = clock;
        _outcomes = outcomes;
        _account = account;
        _limiter = limiter;
        _quarantine = quarantine;
        _logger = logger;
        _encoder = new OrderEncoder(options);
        _auth = new BybitAuth(options, clock);
        string prefix = $"{options.Instance}-{clock.Now.Milliseconds}-";
        _prefixLength = Encoding.ASCII.GetBytes(prefix, _requestId);
    }

    /// <summary>True while requests can be handed to an authenticated socket.</summary>
    public bool IsUp
    {
        get
        {
            lock (_gate) return _isUp && !_isClosed;
        }
    }

    /// <summary>Queues one order command; false when there is no room or no socket, and nothing is kept.</summary>
    public bool TrySend(in EngineCommand command, Instrument instrument)
    {
        lock (_gate)
        {
            if (!_isUp || _isClosed || _wire is null) return false;
            long number = _pending.Add(in command);
            if (number == 0) return false;
            Utf8Formatter.TryFormat(number, _requestId.AsSpan(_prefixLength), out int digits);
            _account.AmendKeeps(in command, out bool keepPrice, out bool keepQuantity);
            ReadOnlySpan<byte> text = _encoder.Request(
                in command, instrument, _requestId.AsSpan(0, _prefixLength + digits), _clock.StampMilliseconds,
                keepPrice, keepQuantity);
            if (_wire.TrySend(text, number)) return true;
            _pending.Remove(ref _pending.Find(number));
            return false;
        }
    }

    /// <summary>Lets nothing more out; what is queued comes back as not sent.</summary>
    public void CloseGate()
    {
        lock (_gate) _isClosed = true;
    }

    /// <summary>
    /// Asks to cancel every order of ours that was open when last seen, the gate notwithstanding; the answers are read
    /// by nobody. For the kill path when the REST API is out of reach, whose limits are others.
    /// </summary>
    public void CancelOpen()
    {
        lock (_gate)
        {
            if (!_isUp || _wire is null) return;
            int number = 0;
            foreach ((ClientOrderId order, InstrumentId instrument) in _account.OpenOrders())
            {
                if (_account.Context.Instruments.Find(instrument) is not { } known) continue;
                var cancel = new EngineCommand { Kind = CommandKind.CancelOrder, Order = order };
                byte[] id = Encoding.ASCII.GetBytes($"kill-{_clock.Now.Milliseconds}-{++number}");
                _wire.TrySend(_encoder.Request(in cancel, known, id, _clock.StampMilliseconds));
            }
        }
    }

    public void OnOpened(WireTime time, IWire wire)
    {
        lock (_gate) _wire = wire;
        _pingedMs = time.WallMilliseconds;
        wire.TrySend(_auth.Request("reqId"));
    }

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

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        try
        {
            TradeReply reply = TradeReply.Read(message);
            if (reply.Operation.SequenceEqual("auth"u8)) OnAuth(in reply, wire);
            else if (reply.HasCode && !reply.Operation.SequenceEqual("pong"u8)) OnReply(in reply, time, wire);
        }
        catch (Exception e) when (BybitFrames.IsBadFrame(e))
        {
            _quarantine.Add("bybit trade", e.Message, message, time.Now);
            LogBadFrame(_logger, e.Message);
        }
        return true;
    }

    public void OnTick(WireTime time, IWire wire)
    {
        if (time.WallMilliseconds - _pingedMs >= PingEveryMs)
        {
            _pingedMs = time.WallMilliseconds;
            wire.TrySend(Ping);
        }
        bool doubts = false;
        lock (_gate)
        {
            if (_pending.Count == 0) return;
            long patienceMs = (long)_options.ReplyTimeout.TotalMilliseconds;
            foreach (ref PendingRequests.Pending request in _pending.Places)
            {
                if (request.State is not (PendingState.Written or PendingState.Acknowledged)) continue;
                bool isShown = request.State == PendingState.Acknowledged && _account.Knows(request.Order);
                if (isShown) _pending.Remove(ref request);
                else if (time.WallMilliseconds - request.SinceMs >= patienceMs)
                {
                    doubts |= request.State == PendingState.Acknowledged;
                    Lose(ref request, time.Now);
                }
            }
        }
        // The venue took an order and the account's stream never showed it: the stream may be deaf.
        if (doubts) _account.Doubt();
    }

    public void OnClosed(WireTime time)
    {
        lock (_gate)
        {
            _isUp = false;
            _wire = null;
            foreach (ref PendingRequests.Pending request in _pending.Places)
            {
                if (request.State == PendingState.Queued) NotSent(ref request, NotSentReason.Disconnected, time.Now);
                else if (request.State == PendingState.Written) Lose(ref request, time.Now);
            }
        }
    }

    private void OnAuth(in TradeReply reply, IWire wire)
    {
        if (reply.HasCode && reply.Code is 0 or 20001)
        {
            lock (_gate) _isUp = true;
            wire.Ready();
            return;
        }
        LogAuthRefused(_logger, _auth.Scrub(Encoding.UTF8.GetString(reply.Message)));
        wire.Reconnect("authentication refused");
    }

    private void OnReply(in TradeReply reply, WireTime time, IWire wire)
    {
        BybitVerdict verdict = BybitErrorMap.Of(reply.Code);
        lock (_gate)
        {
            ref PendingRequests.Pending request = ref _pending.Find(NumberOf(reply.RequestId));
            if (!Unsafe.IsNullRef(ref request)) Settle(ref request, in reply, verdict, time);
        }
        if (reply.Code == 10002) _clock.Doubt();
        // 10019: this server is draining. What is in flight still runs; a new socket leads to another server.
        if (reply.Code == 10019) wire.Reconnect("the venue is draining this server");
        if (reply.Code is 10003 or 10004 or 10005) wire.Reconnect("the session lost its authentication");
    }

    private void Settle(
        ref PendingRequests.Pending request, in TradeReply reply, BybitVerdict verdict, WireTime time)
    {
        if (verdict.IsDone)
        {
            _account.Context.Orders.Add(request.Order, reply.VenueOrderId);
            if (request.Kind != CommandKind.PlaceOrder || _account.Knows(request.Order))
            {
                _pending.Remove(ref request);
                return;
            }
            request.State = PendingState.Acknowledged;
            request.SinceMs = time.WallMilliseconds;
            return;
        }
        RejectReason reason = BybitErrorMap.Refine(reply.Code, verdict.Reason, reply.Message);
        if (reason == RejectReason.RateLimited && !reply.LimitResetsAt.IsNone)
            PauseBudget(request.Instrument, reply.LimitResetsAt);
        LogRefused(
            _logger, request.Kind, request.Order, reply.Code,
            _auth.Scrub(Encoding.UTF8.GetString(reply.Message)), reason);
        _outcomes.Answered(
            request.Order, request.Kind, request.Instrument, verdict, reason, reply.Code, time.Now);
        _pending.Remove(ref request);
    }

    private void PauseBudget(InstrumentId instrument, Timestamp resetsAt)
    {
        if (_account.Context.Instruments.Find(instrument) is not { } known) return;
        _limiter.PauseUntil(BybitCategories.Of(known.Terms).Budget(), resetsAt - _clock.Offset);
    }

    private void NotSent(ref PendingRequests.Pending request, NotSentReason reason, Timestamp now)
    {
        _outcomes.NotSent(request.Order, request.Kind, request.Instrument, reason, now);
        _pending.Remove(ref request);
    }

    private void Lose(ref PendingRequests.Pending request, Timestamp now)
    {
        LogNoAnswer(_logger, request.Kind, request.Order);
        _outcomes.Unknown(request.Order, request.Kind, request.Instrument, now);
        _pending.Remove(ref request);
    }

    private long NumberOf(ReadOnlySpan<byte> requestId)
    {
        if (requestId.Length <= _prefixLength
            || !requestId.StartsWith(_requestId.AsSpan(0, _prefixLength))) return 0;
        ReadOnlySpan<byte> digits = requestId[_prefixLength..];
        return Utf8Parser.TryParse(digits, out long number, out int used) && used == digits.Length ? number : 0;
    }
}
