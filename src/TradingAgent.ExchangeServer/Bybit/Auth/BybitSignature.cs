using System.Security.Cryptography;
using System.Text;

namespace TradingAgent.ExchangeServer.Bybit.Auth;

/// <summary>
/// HMAC-SHA256 over the bytes as they were received, compared with a hexadecimal signature of either case.
/// </summary>
internal static class BybitSignature
{
    private const int HashLength = 32;

    /// <summary>The signature that the venue expects, in lower case.</summary>
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
        if (Convert.FromHexString(signature, given, out _, out int written) != System.Buffers.OperationStatus.Done
            || written != HashLength) return false;
        Span<byte> expected = stackalloc byte[HashLength];
        HMACSHA256.HashData(secret, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    /// <summary>What a REST request signs: timestamp, key, window, then the raw query or the raw body.</summary>
    public static byte[] RestMessage(string timestamp, string key, string window, ReadOnlySpan<byte> payload)
    {
        string head = timestamp + key + window;
        byte[] message = new byte[Encoding.UTF8.GetByteCount(head) + payload.Length];
        int at = Encoding.UTF8.GetBytes(head, message);
        payload.CopyTo(message.AsSpan(at));
        return message;
    }

    /// <summary>What a websocket login signs.</summary>
    public static byte[] SocketMessage(string expires) => Encoding.UTF8.GetBytes("GET/realtime" + expires);
}
