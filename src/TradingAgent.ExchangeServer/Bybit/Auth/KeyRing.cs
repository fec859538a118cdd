using System.Collections.Frozen;
using System.Text;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Auth;

/// <summary>
/// The known keys, and the two ways in: a signed REST request and a websocket login. Safe from any thread.
/// </summary>
internal sealed class KeyRing
{
    /// <summary>How far ahead of the server's clock a stamp may be, in milliseconds.</summary>
    private const long AheadMax = 1000;
    private const long WindowDefault = 5000;

    private readonly FrozenDictionary<string, Entry> _entries;

    public KeyRing(IEnumerable<ApiCredential> credentials) =>
        _entries = credentials.ToFrozenDictionary(
            credential => credential.Key,
            credential => new Entry(credential, Encoding.UTF8.GetBytes(credential.Secret)));

    /// <summary>Checks key, clock window and signature of a REST request over its raw payload bytes.</summary>
    public Answer CheckRest(
        in SignedHeaders headers, ReadOnlySpan<byte> payload, Timestamp now, out ApiCredential? who)
    {
        who = null;
        if (headers.IsIncomplete) return Answer.NotSigned;
        if (!_entries.TryGetValue(headers.Key!, out Entry? entry)) return Answer.BadKey;
        if (entry.HasExpired(now)) return Answer.KeyExpired;
        string window = headers.Window ?? "";
        Answer clock = CheckClock(headers.Timestamp, window, now);
        if (!clock.IsOk) return clock;
        byte[] message = SignedText.Rest(headers.Timestamp!, headers.Key!, window, payload);
        if (!HmacSignature.IsValid(entry.Secret, message, headers.Signature!))
            return Answer.BadSignature(Encoding.UTF8.GetString(message));
        who = entry.Credential;
        return Answer.Ok;
    }

    /// <summary>
    /// Checks a login: the expiry must be ahead, the signature over <c>GET/realtime&lt;expires&gt;</c>.
    /// </summary>
    public Answer CheckLogin(string? key, string? expires, string? signature, Timestamp now, out ApiCredential? who)
    {
        who = null;
        if (key is null || !_entries.TryGetValue(key, out Entry? entry)) return new Answer(10003, "Invalid apikey");
        if (entry.HasExpired(now)) return Answer.KeyExpired;
        if (!long.TryParse(expires, out long expiry)) return Answer.BadParameter("expires");
        if (expiry < now.Milliseconds) return new Answer(10004, "Params Error: expires is in the past");
        byte[] message = SignedText.Login(expires!);
        if (signature is null || !HmacSignature.IsValid(entry.Secret, message, signature))
            return new Answer(10004, "Invalid sign");
        who = entry.Credential;
        return Answer.Ok;
    }

    /// <summary>Accepted when <c>server - window ≤ timestamp &lt; server + 1000</c>.</summary>
    public static Answer CheckClock(string? timestamp, string? window, Timestamp now)
    {
        if (!long.TryParse(timestamp, out long stamp)) return Answer.BadParameter("timestamp");
        long width = WindowDefault;
        if (!string.IsNullOrEmpty(window) && !long.TryParse(window, out width))
            return Answer.BadParameter("recv_window");
        long server = now.Milliseconds;
        return stamp >= server - width && stamp < server + AheadMax ? Answer.Ok : Answer.Clock(stamp, server, width);
    }

    private sealed record Entry(ApiCredential Credential, byte[] Secret)
    {
        public bool HasExpired(Timestamp now) => !Credential.ExpiresAt.IsNone && now >= Credential.ExpiresAt;
    }
}
