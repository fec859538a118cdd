using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Binance.Account;

/// <summary>
/// The account's stream. The listen key in its address is all it needs; nothing is replayed by the venue, so a new
/// socket is «up» only after a recovery over REST, which its owner begins when told that the socket is open.
/// </summary>
internal sealed partial class BinancePrivateProtocol(
    IAccountFrames frames, AccountDesk desk, FrameQuarantine quarantine, ILogger logger, Action<int> opened)
    : IVenueProtocol
{
    private const long LookEveryMs = 10_000;

    private long _lookedMs;
    private long _unknownSaid;

    /// <summary>Which socket this is, from 1.</summary>
    public int SocketNumber { get; private set; }

    public void OnOpened(WireTime time, IWire wire)
    {
        SocketNumber++;
        desk.IsFollowed = false;
        _lookedMs = time.WallMilliseconds;
        opened(SocketNumber);
    }

    public void OnTick(WireTime time, IWire wire)
    {
        if (time.WallMilliseconds - _lookedMs < LookEveryMs) return;
        _lookedMs = time.WallMilliseconds;
        long unknown = desk.Context.UnknownSymbols;
        if (unknown > _unknownSaid) LogUnknownSymbols(logger, desk.Context.Venue, unknown - _unknownSaid);
        _unknownSaid = unknown;
    }

    public bool OnWriting(long tag, WireTime time) => true;

    public void OnClosed(WireTime time) => desk.IsFollowed = false;

    public bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            reader.Read();
            Utf8JsonReader body = reader;
            AccountEvent kind = FindEvent(ref reader, ref body);
            if (kind == AccountEvent.KeyExpired) wire.Reconnect("the listen key expired");
            else if (kind != AccountEvent.None) frames.Read(kind, ref body, time.Now);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            // A row of ours may be lost in it: only a recovery makes the picture whole again.
            quarantine.Add($"{desk.Context.Venue} private", e.Message, message, time.Now);
            LogBadFrame(logger, desk.Context.Venue, e.Message);
            wire.Reconnect("a private frame could not be read");
        }
        return true;
    }

    /// <summary>Finds the event, wrapped in «stream» and «data» or bare, and its name.</summary>
    private static AccountEvent FindEvent(ref Utf8JsonReader reader, ref Utf8JsonReader body)
    {
        AccountEvent kind = AccountEvent.None;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isName = reader.ValueTextEquals("e"u8);
            bool isWrapped = reader.ValueTextEquals("data"u8);
            VenueFrames.ToValue(ref reader);
            if (isName) kind = KindOf(Utf8Fields.Text(ref reader));
            if (isWrapped && reader.TokenType == JsonTokenType.StartObject)
            {
                body = reader;
                Utf8JsonReader inner = reader;
                Utf8JsonReader unused = reader;
                kind = FindEvent(ref inner, ref unused);
            }
            reader.Skip();
        }
        return kind;
    }

    private static AccountEvent KindOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("ORDER_TRADE_UPDATE"u8)) return AccountEvent.Order;
        if (name.SequenceEqual("ACCOUNT_UPDATE"u8)) return AccountEvent.Account;
        if (name.SequenceEqual("BALANCE_POSITION_UPDATE"u8)) return AccountEvent.BalancesAndPositions;
        if (name.SequenceEqual("GREEK_UPDATE"u8)) return AccountEvent.Greeks;
        if (name.SequenceEqual("RISK_LEVEL_CHANGE"u8)) return AccountEvent.RiskLevel;
        return name.SequenceEqual("listenKeyExpired"u8) ? AccountEvent.KeyExpired : AccountEvent.None;
    }

    [LoggerMessage(EventId = LogEvents.BinanceUnknownSymbols, Level = LogLevel.Warning,
        Message = "{Venue} private stream: {Count} rows were about instruments outside the configured scope; they are "
            + "not counted")]
    private static partial void LogUnknownSymbols(ILogger logger, VenueId venue, long count);

    [LoggerMessage(EventId = LogEvents.BinanceBadAccountFrame, Level = LogLevel.Warning,
        Message = "{Venue} private stream: a frame could not be read ({Reason}); kept in quarantine, reconnecting")]
    private static partial void LogBadFrame(ILogger logger, VenueId venue, string reason);
}
