using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Trading;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// The account's stream: authenticates, subscribes, and hands rows to the desk. Nothing is replayed by the venue, so a
/// new socket is «up» only after a recovery over REST; that is the owner's part, called when the subscription stands.
/// </summary>
internal sealed partial class BybitPrivateProtocol : IVenueProtocol
{
    private const long PingEveryMs = 10_000;

    /// <summary>How long a new socket may take until its topics are granted.</summary>
    private const long GrantedWithinMs = 10_000;

    private static readonly byte[] Ping = Encoding.ASCII.GetBytes("""{"req_id":"ping","op":"ping"}""");

    private static readonly byte[] Subscribe = Encoding.ASCII.GetBytes(
        """{"req_id":"account","op":"subscribe","args":["order","execution","position","wallet","greeks"]}""");

    /// <summary>What the venue's dead-man's switch watches, where it was granted.</summary>
    private static readonly byte[] Guard = Encoding.ASCII.GetBytes(
        """{"req_id":"guard","op":"subscribe","args":["dcp.future","dcp.option"]}""");

    private readonly AccountDesk _desk;
    private readonly FrameQuarantine _quarantine;
    private readonly ILogger _logger;
    private readonly AdlWatch _adl;
    private readonly BybitAuth _auth;
    private readonly Action<int> _subscribed;
    private readonly Action _delivered;
    private long _pingedMs;
    private long _grantDueMs = long.MaxValue;
    private long _unknownSaid;
    private bool _isLoggedIn;
    private bool _guards;

    /// <param name="options">Key and secret.</param>
    /// <param name="clock">The venue's time.</param>
    /// <param name="desk">Where rows go.</param>
    /// <param name="quarantine">Where unreadable frames go.</param>
    /// <param name="logger">For humans.</param>
    /// <param name="subscribed">Called with the socket's number once the topics are granted.</param>
    /// <param name="delivered">Called when an execution tells of a delivery.</param>
    public BybitPrivateProtocol(
        BybitOptions options,
        VenueClock clock,
        AccountDesk desk,
        FrameQuarantine quarantine,
        ILogger logger,
        Action<int> subscribed,
        Action delivered)
    {
        _desk = desk;
        _quarantine = quarantine;
        _logger = logger;
        _adl = new AdlWatch(logger);
        _auth = new BybitAuth(options, clock);
        _subscribed = subscribed;
        _delivered = delivered;
    }

    /// <summary>True when the venue cancels once this connection has been gone for a while.</summary>
    public bool IsGuard { get; set; }

    /// <summary>
    /// False while the engine hangs. A connection that lives on without it would keep the venue's switch from firing:
    /// it is given up then, and the next one does not guard until the engine is back.
    /// </summary>
    public Func<bool> IsAlive { get; set; } = static () => true;

    /// <summary>Which socket this is, from 1.</summary>
    public int SocketNumber { get; private set; }

    public void OnOpened(WireTime time, IWire wire)
    {
        SocketNumber++;
        _desk.IsFollowed = false;
        (_isLoggedIn, _guards) = (false, false);
        _pingedMs = time.WallMilliseconds;
        _grantDueMs = time.WallMilliseconds + GrantedWithinMs;
        wire.TrySend(_auth.Request("req_id"));
    }

    public void OnTick(WireTime time, IWire wire)
    {
        if (time.WallMilliseconds >= _grantDueMs)
        {
            // Pongs keep such a socket alive for ever, and the account stays unseen.
            _grantDueMs = long.MaxValue;
            wire.Reconnect(_isLoggedIn ? "no answer to the subscription" : "no answer to authentication");
        }
        if (IsGuard) KeepGuard(wire);
        if (time.WallMilliseconds - _pingedMs < PingEveryMs) return;
        _pingedMs = time.WallMilliseconds;
        wire.TrySend(Ping);
        long unknown = _desk.Context.UnknownSymbols;
        if (unknown > _unknownSaid) LogUnknownSymbols(_logger, unknown - _unknownSaid);
        _unknownSaid = unknown;
    }

    public bool OnWriting(long tag, WireTime time) => true;

    public void OnClosed(WireTime time) => _desk.IsFollowed = false;

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        try
        {
            Decode(message, time, wire);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            // A row of ours may be lost in it: only a recovery makes the picture whole again.
            _quarantine.Add("bybit private", e.Message, message, time.Now);
            LogBadFrame(_logger, e.Message);
            wire.Reconnect("a private frame could not be read");
        }
        return true;
    }

    private void Decode(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        var reader = new Utf8JsonReader(message);
        Utf8JsonReader data = default;
        PrivateTopic topic = PrivateTopic.None;
        Timestamp createdAt = default;
        bool hasData = false;
        reader.Read();
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("topic"u8)) topic = TopicOf(Utf8Fields.Text(ref reader));
            else if (name.SequenceEqual("creationTime"u8)) Utf8Fields.TryMilliseconds(ref reader, out createdAt);
            else if (name.SequenceEqual("op"u8))
            {
                OnControl(message, wire);
                return;
            }
            else
            {
                if (name.SequenceEqual("data"u8))
                {
                    data = reader;
                    hasData = true;
                }
                reader.Skip();
            }
        }
        if (hasData && topic != PrivateTopic.None) ReadRows(ref data, topic, time.Now, createdAt);
    }

    private void ReadRows(ref Utf8JsonReader reader, PrivateTopic topic, Timestamp now, Timestamp createdAt)
    {
        VenueFrames.Expect(ref reader, JsonTokenType.StartArray);
        if (topic == PrivateTopic.Wallet)
        {
            WalletWalk walk = new();
            while (walk.TryNext(ref reader)) _desk.OnWallet(BybitWalletCoin.Read(ref reader), now, createdAt);
            _desk.OnMargin(walk.Margin, now, createdAt);
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            switch (topic)
            {
                case PrivateTopic.Greeks:
                    _desk.OnGreeks(CoinGreeksRow.Read(ref reader), now, createdAt);
                    break;
                case PrivateTopic.Order:
                    _desk.OnOrder(BybitOrderRow.Read(ref reader, _desk.Context), now);
                    break;
                case PrivateTopic.Execution:
                    if (_desk.OnExecution(BybitExecutionRow.Read(ref reader, _desk.Context), now)) _delivered();
                    break;
                default:
                    PositionRow position = BybitPositionRow.Read(ref reader, _desk.Context);
                    _adl.On(in position);
                    _desk.OnPosition(in position, 0, now);
                    break;
            }
        }
    }

    private void OnControl(ReadOnlySpan<byte> message, IWire wire)
    {
        using JsonDocument document = JsonDocument.Parse(message.ToArray());
        JsonElement root = document.RootElement;
        string op = root.TryGetProperty("op", out JsonElement name) ? name.GetString() ?? "" : "";
        bool succeeded = root.TryGetProperty("success", out JsonElement success)
            && success.ValueKind == JsonValueKind.True;
        if (op == "auth")
        {
            if (succeeded)
            {
                wire.TrySend(Subscribe);
                _isLoggedIn = true;
                if (IsGuard) KeepGuard(wire);
                return;
            }
            LogAuthRefused(_logger, TextOf(root));
            wire.Reconnect("authentication refused");
        }
        else if (op == "subscribe" && root.TryGetProperty("req_id", out JsonElement asked)
            && asked.ValueKind == JsonValueKind.String && asked.ValueEquals("guard"))
        {
            // Without it the account's own topics are as good as before.
            if (!succeeded) LogSubscriptionRefused(_logger, TextOf(root));
        }
        else if (op == "subscribe")
        {
            if (succeeded)
            {
                _grantDueMs = long.MaxValue;
                _subscribed(SocketNumber);
                return;
            }
            LogSubscriptionRefused(_logger, TextOf(root));
            wire.Reconnect("subscription refused");
        }
    }

    private void KeepGuard(IWire wire)
    {
        bool isAlive = IsAlive();
        if (_guards && !isAlive)
        {
            _guards = false;
            wire.Reconnect("the engine hangs, and the venue's dead-man's switch is to fire");
        }
        else if (!_guards && isAlive && _isLoggedIn) _guards = wire.TrySend(Guard);
    }

    private string TextOf(JsonElement root)
    {
        foreach (string field in (string[])["ret_msg", "retMsg"])
            if (root.TryGetProperty(field, out JsonElement text)) return _auth.Scrub(text.GetString() ?? "");
        return "no reason given";
    }

    private static PrivateTopic TopicOf(ReadOnlySpan<byte> topic)
    {
        if (topic.StartsWith("order"u8)) return PrivateTopic.Order;
        if (topic.SequenceEqual("execution"u8) || topic.StartsWith("execution."u8)) return PrivateTopic.Execution;
        if (topic.StartsWith("position"u8)) return PrivateTopic.Position;
        if (topic.SequenceEqual("greeks"u8)) return PrivateTopic.Greeks;
        return topic.SequenceEqual("wallet"u8) ? PrivateTopic.Wallet : PrivateTopic.None;
    }

    private enum PrivateTopic : byte
    {
        None,
        Order,
        Execution,
        Position,
        Wallet,
        Greeks,
    }
}
