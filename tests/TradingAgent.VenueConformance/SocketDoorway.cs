using System.Net;
using System.Net.Sockets;

namespace TradingAgent.VenueConformance;

/// <summary>
/// A TCP forwarder that a test can shut: what goes through it is cut, and new callers are turned away.
/// </summary>
public sealed class SocketDoorway : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly Lock _gate = new();
    private readonly int _target;
    private bool _isShut;

    public SocketDoorway(int targetPort)
    {
        _target = targetPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public void Shut()
    {
        lock (_gate)
        {
            _isShut = true;
            foreach (TcpClient client in _open) client.Dispose();
            _open.Clear();
        }
    }

    public void Open()
    {
        lock (_gate) _isShut = false;
    }

    public void Dispose()
    {
        Shut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient caller = await _listener.AcceptTcpClientAsync();
                var target = new TcpClient { NoDelay = true };
                caller.NoDelay = true;
                lock (_gate)
                {
                    if (_isShut) caller.Dispose();
                    else _open.AddRange([caller, target]);
                    if (_isShut) continue;
                }
                await target.ConnectAsync(IPAddress.Loopback, _target);
                _ = CopyAsync(caller, target);
                _ = CopyAsync(target, caller);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, as the test wanted.
        }
        from.Dispose();
        to.Dispose();
    }
}
