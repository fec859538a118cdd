using System.Text;

namespace TradingAgent.ExchangeServer.Bybit.Auth;

/// <summary>What the venue's clients sign.</summary>
internal static class SignedText
{
    /// <summary>A REST request: timestamp, key, window, then the raw query or the raw body.</summary>
    public static byte[] Rest(string timestamp, string key, string window, ReadOnlySpan<byte> payload)
    {
        string head = timestamp + key + window;
        byte[] message = new byte[Encoding.UTF8.GetByteCount(head) + payload.Length];
        int at = Encoding.UTF8.GetBytes(head, message);
        payload.CopyTo(message.AsSpan(at));
        return message;
    }

    /// <summary>A websocket login.</summary>
    public static byte[] Login(string expires) => Encoding.UTF8.GetBytes("GET/realtime" + expires);
}
