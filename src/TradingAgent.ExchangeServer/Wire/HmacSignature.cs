using System.Buffers;
using System.Security.Cryptography;

namespace TradingAgent.ExchangeServer.Wire;

/// <summary>
/// HMAC-SHA256 over the bytes as they were received, compared with a hexadecimal signature of either case.
/// </summary>
internal static class HmacSignature
{
    private const int HashLength = 32;

    /// <summary>The signature that is expected, in lower case.</summary>
    public static string Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        HMACSHA256.HashData(secret, message, hash);
        return Convert.ToHexStringLower(hash);
    }

    public static bool IsValid(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message, string signature)
    {
        if (signature.Length != HashLength * 2) return false;
        Span<byte> given = stackalloc byte[HashLength];
        if (Convert.FromHexString(signature, given, out _, out int written) != OperationStatus.Done
            || written != HashLength) return false;
        Span<byte> expected = stackalloc byte[HashLength];
        HMACSHA256.HashData(secret, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
