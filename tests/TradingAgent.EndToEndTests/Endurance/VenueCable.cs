using System.Net;
using System.Net.Sockets;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// The line from an agent to one venue, bytes both ways: it can be cut, all connections at once and new ones refused,
/// and mended. The venue behind it goes on.
/// </summary>
internal sealed class VenueCable : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Uri _venue;
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private bool _isCut;

    /// <param name="venue">The far end.</param>
    /// <param name="port">Of the near end; 0 for any that is free.</param>
    public VenueCable(Uri venue, int port = 0)
    {
        _venue = venue;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Authority = _listener.LocalEndpoint.ToString()!;
        _ = AcceptAsync();
    }

    /// <summary>Host and port of the agent's end.</summary>
    public string Authority { get; }

    /// <summary>A port at which nobody listens.</summary>
    public static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (Socket socket in _open) socket.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate) _isCut = false;
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!TryOpen(near, far)) return;
            await far.ConnectAsync(_venue.Host, _venue.Port);
            await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // Cut, or one of the ends closed.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
            lock (_gate)
            {
                _open.Remove(near);
                _open.Remove(far);
            }
        }
    }

    private bool TryOpen(Socket near, Socket far)
    {
        lock (_gate)
        {
            if (_isCut) return false;
            _open.Add(near);
            _open.Add(far);
            return true;
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int read = await from.ReceiveAsync(buffer, SocketFlags.None);
            if (read == 0) return;
            for (int sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
        }
    }
}
