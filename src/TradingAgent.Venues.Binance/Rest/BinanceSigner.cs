using System.Text;

namespace TradingAgent.Venues.Binance.Rest;

/// <summary>Signs as the key's kind asks: HMAC-SHA256 in hexadecimal, or Ed25519 in base 64. Any thread.</summary>
internal sealed class BinanceSigner
{
    private readonly RequestSigner _hmac;
    private readonly Ed25519Key? _key;

    /// <exception cref="ArgumentException">The secret looks like a private key and is none we can read.</exception>
    public BinanceSigner(ApiSecret secret)
    {
        _hmac = new RequestSigner(secret);
        string text = Encoding.ASCII.GetString(secret.Reveal());
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) _key = Ed25519Key.FromPem(text);
    }

    /// <summary>Ed25519 alone may log a session on, so that its requests need no signature.</summary>
    public bool IsEd25519 => _key is not null;

    /// <summary>The signature's length in bytes.</summary>
    public int SignatureLength => _key is null ? RequestSigner.SignatureLength : Ed25519Key.SignatureTextLength;

    /// <summary>Writes the signature of the message.</summary>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        if (_key is null) _hmac.Sign(message, destination);
        else _key.Sign(message, destination);
    }
}
