using System.Text;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// Futures' order entry over the websocket: logs the session on where the key can (Ed25519), or signs each request;
/// writes requests and reads answers, which may come in any order. Thread-safe: commands come from any thread.
/// </summary>
internal sealed partial class BinanceTradeProtocol : IVenueProtocol
{
    /// <summary>Of the log-on; orders count up from one, cancels of the kill path down.</summary>
    private const long LogonId = 1_000_000_000_000;

    private readonly BinanceOptions _options;
    private readonly VenueClock _clock;
    private readonly OrderCounts _counts;
    private readonly AddressBan _ban;
    private readonly FrameQuarantine _quarantine;
    private readonly ILogger _logger;
    private readonly BinanceSigner _signer;
    private readonly OrderEncoder _encoder;
    private readonly RequestFrame _frame;
    private readonly RequestLedger _ledger;
    private readonly RequestText _write;

    public BinanceTradeProtocol(
        BinanceOptions options,
        VenueClock clock,
        CommandEvents outcomes,
        AccountDesk account,
        OrderCounts counts,
        AddressBan ban,
        FrameQuarantine quarantine,
        ILogger logger)
    {
        _options = options;
        _clock = clock;
        _counts = counts;
        _ban = ban;
        _quarantine = quarantine;
        _logger = logger;
        _signer = new BinanceSigner(options.Secret);
        _encoder = new OrderEncoder(options, ProductDialect.Futures);
        _frame = new RequestFrame(_signer);
        _ledger = new RequestLedger(
            outcomes, account, options.ReplyTimeout, (kind, order) => LogNoAnswer(_logger, kind, order));
        _write = Write;
    }

    /// <summary>True while requests can be handed to a socket that takes them.</summary>
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
        if (!_signer.IsEd25519)
        {
            _ledger.OnUp();
            wire.Ready();
            return;
        }
        string key = Encoding.ASCII.GetString(_options.Key.Reveal());
        string parameters = FormattableString.Invariant(
            $"apiKey={key}&recvWindow={_options.ReceiveWindowMs}&timestamp={_clock.StampMilliseconds}");
        wire.TrySend(_frame.Write(LogonId, "session.logon"u8, Encoding.ASCII.GetBytes(parameters), isSigned: true));
    }

    public bool OnWriting(long tag, WireTime time) => _ledger.OnWriting(tag, time);

    public void OnTick(WireTime time, IWire wire) => _ledger.OnTick(time);

    public void OnClosed(WireTime time) => _ledger.OnClosed(time);

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        try
        {
            TradeAnswer answer = TradeAnswer.Read(message);
            long venueMs = (time.Now + _clock.Offset).Milliseconds;
            _ban.On(answer.Status, answer.Code, answer.Text, 0, Environment.TickCount64, venueMs);
            if (answer.Id == LogonId) OnLogon(in answer, wire);
            else OnAnswer(in answer, time, wire);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            _quarantine.Add("binance-futures trade", e.Message, message, time.Now);
            LogBadFrame(_logger, e.Message);
        }
        return true;
    }

    private ReadOnlySpan<byte> Write(long number, in EngineCommand command, Instrument instrument)
    {
        ReadOnlySpan<byte> method = command.Kind switch
        {
            CommandKind.PlaceOrder => "order.place"u8,
            CommandKind.AmendOrder => "order.modify"u8,
            _ => "order.cancel"u8,
        };
        bool isSigned = !_signer.IsEd25519;
        ReadOnlySpan<byte> parameters = _encoder.Sorted(
            in command, instrument, isSigned ? _options.Key.Reveal() : default, _clock.StampMilliseconds);
        return _frame.Write(number, method, parameters, isSigned);
    }

    private void OnLogon(in TradeAnswer answer, IWire wire)
    {
        if (answer.Status == 200)
        {
            _ledger.OnUp();
            wire.Ready();
            return;
        }
        if (BinanceErrorMap.IsClock(answer.Code)) _clock.Doubt();
        LogLogonRefused(_logger, answer.Code, Scrub(answer.Text));
        wire.Reconnect("the log-on was refused");
    }

    private void OnAnswer(in TradeAnswer answer, WireTime time, IWire wire)
    {
        VenueVerdict verdict = BinanceErrorMap.Of(answer.Status, answer.Code, answer.Text);
        _counts.On(answer.OrdersIn10Seconds, answer.OrdersInMinute);
        if (verdict.IsDone) Done(in answer, time);
        else Refuse(in answer, verdict, time);
        if (BinanceErrorMap.IsClock(answer.Code)) _clock.Doubt();
        // Without an id it is about the session: the key was taken away, or the log-on is gone.
        if (answer.Id == 0 && verdict.IsFatal) wire.Reconnect("the session lost its authentication");
    }

    private void Done(in TradeAnswer answer, WireTime time)
    {
        Span<byte> key = stackalloc byte[Account.BinanceRows.KeyBytesMax];
        int length = answer.Symbol.Length + 1 + answer.OrderId.Length;
        bool fits = answer.OrderId.Length > 0 && length <= key.Length;
        if (fits)
        {
            answer.Symbol.CopyTo(key);
            key[answer.Symbol.Length] = (byte)':';
            answer.OrderId.CopyTo(key[(answer.Symbol.Length + 1)..]);
        }
        _ledger.Done(answer.Id, fits ? key[..length] : default, time);
    }

    private void Refuse(in TradeAnswer answer, VenueVerdict verdict, WireTime time)
    {
        (CommandKind kind, ClientOrderId order, _) =
            _ledger.Refused(answer.Id, verdict, verdict.Reason, answer.Code, time);
        if (kind == CommandKind.None) return;
        if (verdict.Reason == RejectReason.RateLimited) _counts.OnRefused(0);
        LogRefused(_logger, kind, order, answer.Code, Scrub(answer.Text), verdict.Reason);
    }

    private string Scrub(ReadOnlySpan<byte> text) =>
        _options.Secret.Scrub(_options.Key.Scrub(Encoding.UTF8.GetString(text)));

    [LoggerMessage(EventId = LogEvents.BinanceLogonRefused, Level = LogLevel.Error,
        Message = "Binance order entry: the log-on was refused with {Code} ({Text}); check the key, its permissions "
            + "and its host")]
    private static partial void LogLogonRefused(ILogger logger, int code, string text);

    [LoggerMessage(EventId = LogEvents.BinanceOrderRefused, Level = LogLevel.Warning,
        Message = "Binance order entry: {Kind} of {Order} refused with {Code} ({Text}): {Reason}")]
    private static partial void LogRefused(
        ILogger logger, CommandKind kind, ClientOrderId order, int code, string text, RejectReason reason);

    [LoggerMessage(EventId = LogEvents.BinanceOrderNoAnswer, Level = LogLevel.Warning,
        Message = "Binance order entry: no answer to {Kind} of {Order}; its outcome is unknown")]
    private static partial void LogNoAnswer(ILogger logger, CommandKind kind, ClientOrderId order);

    [LoggerMessage(EventId = LogEvents.BinanceBadOrderFrame, Level = LogLevel.Warning,
        Message = "Binance order entry: an answer could not be read ({Reason}); kept in quarantine")]
    private static partial void LogBadFrame(ILogger logger, string reason);
}
