using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Auth;

/// <summary>The known keys and what a request must prove: key, clock, signature. Safe from any thread.</summary>
internal sealed class KeyRing
{
    /// <summary>How far ahead of the server's clock a stamp may be, in milliseconds.</summary>
    private const long AheadMax = 1000;
    private const long WindowDefault = 5_000;
    private const long WindowMax = 60_000;

    private readonly FrozenDictionary<string, Entry> _entries;

    public KeyRing(IEnumerable<BinanceCredential> credentials) => _entries = credentials.ToFrozenDictionary(
        credential => credential.Key,
        credential => new Entry(
            credential,
            Encoding.UTF8.GetBytes(credential.Secret),
            credential.PublicKey is { } text
                ? Ed25519.ReadKey(text) ?? throw new ArgumentException($"The public key of {credential} is none.")
                : null));

    /// <summary>Checks a REST request as it came.</summary>
    public Answer CheckRest(
        Access access, string? key, string query, string body, RequestFields fields, Timestamp now,
        out BinanceCredential? who)
    {
        who = null;
        if (access == Access.Anybody) return Answer.Ok;
        if (string.IsNullOrEmpty(key)) return Answer.BadKeyFormat;
        if (!_entries.TryGetValue(key, out Entry? entry)) return Answer.BadKey;
        if (access != Access.WithKey)
        {
            Answer clock = CheckClock(fields, now);
            if (!clock.IsOk) return clock;
            string text = SignedText.Rest(query, body, out string? signature);
            if (signature is null) return Answer.Missing("signature");
            if (!entry.Signed(text, signature)) return Answer.BadSignature;
        }
        if (access == Access.ToTrade && entry.Credential.IsReadOnly) return Answer.BadKey;
        who = entry.Credential;
        return Answer.Ok;
    }

    /// <summary>Checks a websocket request that brings key and signature itself.</summary>
    /// <param name="text">What was signed.</param>
    /// <param name="fields">The parameters.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="isLogon">True: only an Ed25519 key may.</param>
    /// <param name="who">The caller.</param>
    public Answer CheckSocket(
        string text, RequestFields fields, Timestamp now, bool isLogon, out BinanceCredential? who)
    {
        who = null;
        if (fields.Text("apiKey") is not { } key) return Answer.Missing("apiKey");
        if (!_entries.TryGetValue(key, out Entry? entry)) return Answer.BadKey;
        Answer clock = CheckClock(fields, now);
        if (!clock.IsOk) return clock;
        if (isLogon && entry.PublicKey is null)
            return new Answer(-4056, "HMAC_SHA256 API key is not supported.", 401);
        if (fields.Text("signature") is not { } signature) return Answer.Missing("signature");
        if (!entry.Signed(text, signature)) return Answer.BadSignature;
        who = entry.Credential;
        return Answer.Ok;
    }

    /// <summary>A key that needs no signature, as listen keys ask for.</summary>
    public BinanceCredential? Find(string? key) =>
        key is not null && _entries.TryGetValue(key, out Entry? entry) ? entry.Credential : null;

    /// <summary>Accepted when the stamp is less than a second ahead and not older than the window.</summary>
    public static Answer CheckClock(RequestFields fields, Timestamp now)
    {
        string? text = fields.Text("timestamp");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long stamp))
            return Answer.Missing("timestamp");
        if (fields.Whole("recvWindow", WindowDefault) is not { } window) return Answer.BadValue("recvWindow");
        if (window is <= 0 or > WindowMax) return Answer.BadWindow;
        long server = now.Milliseconds;
        if (stamp >= server + AheadMax) return Answer.TooEarly;
        return server - stamp <= window ? Answer.Ok : Answer.TooLate;
    }

    private sealed record Entry(BinanceCredential Credential, byte[] Secret, byte[]? PublicKey)
    {
        public bool Signed(string text, string signature)
        {
            byte[] message = Encoding.UTF8.GetBytes(text);
            if (PublicKey is null) return HmacSignature.IsValid(Secret, message, signature);
            byte[] given = new byte[signature.Length];
            return Convert.TryFromBase64String(signature, given, out int written)
                && Ed25519.IsValid(PublicKey, message, given.AsSpan(0, written));
        }
    }
}
