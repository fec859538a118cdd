using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TradingAgent.Host.Control;

/// <summary>Which user is at the other end of a Unix socket, by the system's word.</summary>
internal static class PeerUser
{
    // Linux: SOL_SOCKET and SO_PEERCRED of socket(7); the answer is process, user and group, 32 bits each.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>The user's number; null where the system does not say.</summary>
    public static uint? Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> answer = stackalloc byte[12];
        try
        {
            return socket.GetRawSocketOption(SocketLevel, PeerCredentials, answer) == answer.Length
                ? MemoryMarshal.Read<uint>(answer[4..]) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Our own number; null where the system does not say.</summary>
    public static uint? Own()
    {
        if (!OperatingSystem.IsLinux()) return null;
        foreach (string line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith("Uid:", StringComparison.Ordinal)) return uint.Parse(line.Split('\t')[2]);
        return null;
    }
}
