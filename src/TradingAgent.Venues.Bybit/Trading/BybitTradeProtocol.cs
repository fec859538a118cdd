using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Order entry over the websocket: authenticates, writes requests and reads answers; the ledger keeps what is on its
/// way. Thread-safe: commands come from any thread.
/// </summary>
internal sealed partial class BybitTradeProtocol : IVenueProtocol
{
    private const long PingEveryMs = 10_000;

    /// <summary>How long a new socket may take until it is authenticated.</summary>
    private const long LoggedInWithinMs = 10_000;

    private static readonly byte[] Ping = Encoding.ASCII.GetBytes("""{"op":"ping"}""");

    private readonly VenueClock _clock;
    private readonly AccountDesk _account;
    private readonly VenueRateLimiter _limiter;
    private readonly FrameQuarantine _quarantine;
    private readonly ILogger _logger;
    private readonly OrderEncoder _encoder;
    private readonly BybitAuth _auth;
    private readonly RequestLedger _ledger;
    private readonly RequestText _write;
    private readonly byte[] _requestId = new byte[36];
    private readonly int _prefixLength;
    private long _pingedMs;
    private long _logInDueMs = long.MaxValue;

    public BybitTradeProtocol(
        BybitOptions options,
        VenueClock clock,
        CommandEvents outcomes,
        AccountDesk account,
        VenueRateLimiter limiter,
        FrameQuarantine quarantine,
        ILogger logger)
    {
        _clock = clock;
        _account = account;
        _limiter = limiter;
        _quarantine = quarantine;
        _logger = logger;
        _encoder = new OrderEncoder(options);
        _auth = new BybitAuth(options, clock);
        _ledger = new RequestLedger(
            outcomes, account, options.ReplyTimeout, (kind, order) => LogNoAnswer(_logger, kind, order));
        _write = Write;
        string prefix = $"{options.Instance}-{clock.Now.Milliseconds}-";
        _prefixLength = Encoding.ASCII.GetBytes(prefix, _requestId);
    }

    /// <summary>True while requests can be handed to an authenticated socket.</summary>
    public bool IsUp => _ledger.IsUp;

    /// <summary>Queues one order command; false when there is no room or no socket, and nothing is kept.</summary>
    public bool TrySend(in EngineCommand command, Instrument instrument) =>
        _ledger.TrySend(in command, instrument, _write);

    /// <summary>Lets nothing more out; what is queued comes back as not sent.</summary>
    public void CloseGate() => _ledger.CloseGate();

    /// <inheritdoc cref="RequestLedger.CancelOpenAsync"/>
    public Task CancelOpenAsync(CancellationToken ct) => _ledger.CancelOpenAsync(_write, ct);

    /// <inheritdoc cref="RequestLedger.MayArrive"/>
    public bool MayArrive(TimeSpan window) => _ledger.MayArrive(window, Environment.TickCount64);

    public void OnOpened(WireTime time, IWire wire)
    {
        _ledger.OnOpened(wire);
        _pingedMs = time.WallMilliseconds;
        _logInDueMs = time.WallMilliseconds + LoggedInWithinMs;
        wire.TrySend(_auth.Request("reqId"));
    }

    public bool OnWriting(long tag, WireTime time) => _ledger.OnWriting(tag, time);

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        try
        {
            TradeReply reply = TradeReply.Read(message);
            if (reply.Operation.SequenceEqual("auth"u8)) OnAuth(in reply, wire);
            else if (reply.HasCode && !reply.Operation.SequenceEqual("pong"u8)) OnReply(in reply, time, wire);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            _quarantine.Add("bybit trade", e.Message, message, time.Now);
            LogBadFrame(_logger, e.Message);
        }
        return true;
    }

    public void OnTick(WireTime time, IWire wire)
    {
        if (time.WallMilliseconds >= _logInDueMs)
        {
            // Pongs keep such a socket alive for ever, and no order leaves over it.
            _logInDueMs = long.MaxValue;
            wire.Reconnect("no answer to authentication");
        }
        if (time.WallMilliseconds - _pingedMs >= PingEveryMs)
        {
            _pingedMs = time.WallMilliseconds;
            wire.TrySend(Ping);
        }
        _ledger.OnTick(time);
    }

    public void OnClosed(WireTime time) => _ledger.OnClosed(time);

    private ReadOnlySpan<byte> Write(long number, in EngineCommand command, Instrument instrument)
    {
        Utf8Formatter.TryFormat(number, _requestId.AsSpan(_prefixLength), out int digits);
        _account.AmendKeeps(in command, out bool keepPrice, out bool keepQuantity);
        return _encoder.Request(
            in command, instrument, _requestId.AsSpan(0, _prefixLength + digits), _clock.StampMilliseconds,
            keepPrice, keepQuantity);
    }

    private void OnAuth(in TradeReply reply, IWire wire)
    {
        if (reply.HasCode && reply.Code is 0 or 20001)
        {
            _logInDueMs = long.MaxValue;
            _ledger.OnUp();
            wire.Ready();
            return;
        }
        LogAuthRefused(_logger, _auth.Scrub(Encoding.UTF8.GetString(reply.Message)));
        wire.Reconnect("authentication refused");
    }

    private void OnReply(in TradeReply reply, WireTime time, IWire wire)
    {
        VenueVerdict verdict = BybitErrorMap.Of(reply.Code);
        long number = NumberOf(reply.RequestId);
        if (verdict.IsDone) _ledger.Done(number, reply.VenueOrderId, time);
        else Refuse(number, in reply, verdict, time);
        if (reply.Code == 10002) _clock.Doubt();
        // 10019: this server is draining. What is in flight still runs; a new socket leads to another server.
        if (reply.Code == 10019) wire.Reconnect("the venue is draining this server");
        if (reply.Code is 10003 or 10004 or 10005) wire.Reconnect("the session lost its authentication");
    }

    private void Refuse(long number, in TradeReply reply, VenueVerdict verdict, WireTime time)
    {
        RejectReason reason = BybitErrorMap.Refine(reply.Code, verdict.Reason, reply.Message);
        (CommandKind kind, ClientOrderId order, InstrumentId instrument) =
            _ledger.Refused(number, verdict, reason, reply.Code, time);
        if (kind == CommandKind.None) return;
        if (reason == RejectReason.RateLimited && !reply.LimitResetsAt.IsNone)
            PauseBudget(instrument, reply.LimitResetsAt);
        LogRefused(
            _logger, kind, order, reply.Code, _auth.Scrub(Encoding.UTF8.GetString(reply.Message)), reason);
    }

    private void PauseBudget(InstrumentId instrument, Timestamp resetsAt)
    {
        if (_account.Context.Instruments.Find(instrument) is not { } known) return;
        _limiter.PauseUntil(BybitCategories.Of(known.Terms).Budget(), resetsAt - _clock.Offset);
    }

    private long NumberOf(ReadOnlySpan<byte> requestId)
    {
        if (requestId.Length <= _prefixLength
            || !requestId.StartsWith(_requestId.AsSpan(0, _prefixLength))) return 0;
        ReadOnlySpan<byte> digits = requestId[_prefixLength..];
        return Utf8Parser.TryParse(digits, out long number, out int used) && used == digits.Length ? number : 0;
    }
}
