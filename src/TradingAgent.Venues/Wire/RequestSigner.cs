using System.Security.Cryptography;

namespace TradingAgent.Venues.Wire;

/// <summary>HMAC-SHA256 as lower-case hexadecimal, without allocation. Safe from any thread.</summary>
public sealed class RequestSigner(ApiSecret secret)
{
    /// <summary>Characters of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>Writes the signature of the message.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="SignatureLength"/>.</exception>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        if (destination.Length < SignatureLength)
            throw new ArgumentException($"A signature needs {SignatureLength} bytes.", nameof(destination));
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret.Reveal(), message, hash);
        for (int i = 0; i < hash.Length; i++)
        {
            destination[2 * i] = Digit(hash[i] >> 4);
            destination[(2 * i) + 1] = Digit(hash[i] & 15);
        }
    }

    private static byte Digit(int nibble) => (byte)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
}
