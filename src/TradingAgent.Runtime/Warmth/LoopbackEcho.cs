using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TradingAgent.Runtime.Warmth;

/// <summary>
/// A connection of this process with itself over which a message the size of an order goes some thousand times a
/// second, so that the kernel's code and data of a send are in the caches when an order is sent.
/// </summary>
internal sealed class LoopbackEcho : IDisposable
{
    private const int MessageBytes = 256;

    private static readonly long s_interval = Stopwatch.Frequency / 10_000;

    private readonly Socket _near;
    private readonly Socket _far;
    private readonly byte[] _message = new byte[MessageBytes];
    private long _sentAt;

    private LoopbackEcho(Socket near, Socket far)
    {
        (_near, _far) = (near, far);
        _near.NoDelay = true;
        _near.Blocking = _far.Blocking = false;
    }

    /// <summary>Bytes that went round.</summary>
    public long Bytes { get; private set; }

    /// <summary>Null where this machine has no loopback to offer.</summary>
    public static LoopbackEcho? TryCreate()
    {
        var near = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            near.Connect(listener.LocalEndpoint);
            return new LoopbackEcho(near, listener.AcceptSocket());
        }
        catch (SocketException)
        {
            near.Dispose();
            return null;
        }
    }

    /// <summary>Sends a message when it is time; one thread only.</summary>
    public void Step()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _sentAt < s_interval) return;
        _sentAt = now;
        // What does not come through now, or never again, is not missed.
        _near.Send(_message, SocketFlags.None, out SocketError _);
        int count = _far.Receive(_message, SocketFlags.None, out SocketError error);
        if (error == SocketError.Success) Bytes += count;
    }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }
}
