using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingAgent.UnitTests.Venues;

/// <summary>
/// An HTTP server that answers each connection's first request and keeps the connection, then reads the next one whole
/// and closes cleanly before a byte of an answer: as a venue does that was stopped while it worked.
/// </summary>
internal sealed class ClosingHttpServer : IAsyncDisposable
{
    private static readonly byte[] Good = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;

    public ClosingHttpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Number of the connection, method and path of every request that was read whole.</summary>
    public ConcurrentQueue<string> Read { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                serving.Add(ServeAsync(client, ++_connections));
            }
        }
        finally
        {
            await Task.WhenAll(serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using TcpClient owned = client;
        NetworkStream stream = client.GetStream();
        if (!await ReadAsync(stream, number)) return;
        await stream.WriteAsync(Good, _stop.Token);
        await ReadAsync(stream, number);
        client.Client.Shutdown(SocketShutdown.Send);
    }

    private async Task<bool> ReadAsync(NetworkStream stream, int number)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            int count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0) return false;
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        string[] words = text.ToString().Split(' ', 3);
        Read.Enqueue($"{number} {words[0]} {words[1].Split('?')[0]}");
        return true;
    }

    private static bool IsWhole(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        int at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        int length = at < 0 || at > end ? 0 : int.Parse(text[(at + 16)..text.IndexOf('\r', at)]);
        return text.Length >= end + 4 + length;
    }
}
