using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;

namespace TradingAgent.Venues.Binance.Rest;

/// <summary>
/// An Ed25519 private key that signs (RFC 8032, 5.1.6); the base library has none. Steps and memory do not depend on
/// the key, except in the last reduction of the scalars, which a stranger cannot time from afar.
/// </summary>
internal sealed class Ed25519Key
{
    private const int Length = 32;

    /// <summary>Characters of a signature in base 64.</summary>
    public const int SignatureTextLength = 88;

    // A private key's PKCS#8 wrapping (RFC 8410): version, algorithm 1.3.101.112, and an octet string in another.
    private static readonly byte[] Wrapping = Convert.FromHexString("302e020100300506032b657004220420");

    private static readonly BigInteger Order = BigInteger.Parse(
        "7237005577332262213973186563042994240857116359379907606001950938285454250989",
        System.Globalization.CultureInfo.InvariantCulture);

    private readonly byte[] _scalar = new byte[Length];
    private readonly byte[] _prefix = new byte[Length];
    private readonly byte[] _public = new byte[Length];

    public Ed25519Key(ReadOnlySpan<byte> seed)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(seed, hash);
        hash[..Length].CopyTo(_scalar);
        hash[Length..].CopyTo(_prefix);
        _scalar[0] &= 248;
        _scalar[31] = (byte)((_scalar[31] & 127) | 64);
        CurvePoint.BaseTimes(_scalar).Write(_public);
    }

    /// <summary>The public key that belongs to it.</summary>
    public ReadOnlySpan<byte> Public => _public;

    /// <exception cref="ArgumentException">The text is not an unencrypted Ed25519 private key in PEM.</exception>
    public static Ed25519Key FromPem(string text)
    {
        // A key given in an environment variable often has its line breaks written out.
        ReadOnlySpan<char> pem = text.Replace("\\n", "\n", StringComparison.Ordinal);
        if (PemEncoding.TryFind(pem, out PemFields fields) && pem[fields.Label] is "PRIVATE KEY")
        {
            byte[] der = Convert.FromBase64String(pem[fields.Base64Data].ToString());
            if (der.Length == Wrapping.Length + Length && der.AsSpan().StartsWith(Wrapping))
                return new Ed25519Key(der.AsSpan(Wrapping.Length));
        }
        throw new ArgumentException(
            "The secret looks like a private key, but is not an unencrypted Ed25519 key in PEM (PKCS#8). RSA keys are "
            + "not read; make an Ed25519 or an HMAC key.");
    }

    /// <summary>Writes the signature of the message in base 64.</summary>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        Span<byte> signature = stackalloc byte[2 * Length];
        BigInteger r = HashOf(_prefix, default, message);
        Span<byte> nonce = stackalloc byte[Length];
        WriteScalar(r, nonce);
        CurvePoint.BaseTimes(nonce).Write(signature);
        BigInteger k = HashOf(signature[..Length], _public, message);
        WriteScalar((r + (k * new BigInteger(_scalar, isUnsigned: true))) % Order, signature[Length..]);
        Base64.EncodeToUtf8(signature, destination, out _, out _);
    }

    private static BigInteger HashOf(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.AppendData(message);
        Span<byte> bytes = stackalloc byte[SHA512.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return new BigInteger(bytes, isUnsigned: true) % Order;
    }

    private static void WriteScalar(BigInteger value, Span<byte> destination)
    {
        destination.Clear();
        value.TryWriteBytes(destination, out _, isUnsigned: true);
    }
}
