using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// One websocket, from the handshake on. The runtime's own implementation reads it, answers pings and sends its own;
/// text goes out over <see cref="FrameStream"/>, which writes a frame in one go without the layers that a rarely used
/// road through them would have to load first.
/// </summary>
internal sealed class WireSocket : IDisposable
{
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;

    private readonly HttpResponseMessage _response;
    private readonly FrameStream _frames;
    private readonly WebSocket _reader;

    private WireSocket(HttpResponseMessage response, Stream connected, TimeSpan pingInterval)
    {
        _response = response;
        _frames = new FrameStream(connected);
        var options = new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = pingInterval };
        if (pingInterval > TimeSpan.Zero) options.KeepAliveTimeout = pingInterval;
        _reader = WebSocket.CreateFromStream(_frames, options);
    }

    /// <summary>Connects and shakes hands.</summary>
    /// <param name="address">A ws or wss address.</param>
    /// <param name="polled">Who looks for what arrives; null for the runtime.</param>
    /// <param name="pingInterval">
    /// How often it is pinged; one whose pong does not come within as much time again is broken. Zero for never.
    /// </param>
    /// <param name="ct">Gives up.</param>
    public static async Task<WireSocket> ConnectAsync(
        Uri address, PolledSockets? polled, TimeSpan pingInterval, CancellationToken ct)
    {
        PolledStream? stream = null;
        using var handler = new SocketsHttpHandler();
        if (polled is not null)
        {
            handler.ConnectCallback = async (context, token) =>
                stream = await PolledStream.ConnectAsync(context.DnsEndPoint, token).ConfigureAwait(false);
        }
        using var invoker = new HttpMessageInvoker(handler);
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        using HttpRequestMessage request = Request(address, key);
        HttpResponseMessage response = await invoker.SendAsync(request, ct).ConfigureAwait(false);
        try
        {
            Check(response, key);
            Stream connected = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
            // Only now: handshakes are long, and the polling thread has better to do.
            if (polled is not null) stream!.Join(polled);
            return new WireSocket(response, connected, pingInterval);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Reads what is there of the next message.</summary>
    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken ct) =>
        _reader.ReceiveAsync(buffer, ct);

    /// <summary>Sends one text message; one call at a time.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken ct) => _frames.SendTextAsync(text, ct);

    public void Abort() => _reader.Abort();

    public void Dispose()
    {
        _reader.Dispose();
        _frames.Dispose();
        _response.Dispose();
    }

    private static HttpRequestMessage Request(Uri address, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        return request;
    }

    private static void Check(HttpResponseMessage response, string key)
    {
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            throw new WebSocketException($"the server answered {(int)response.StatusCode} instead of a websocket");
        byte[] proof = SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix));
        bool isProven = response.Headers.TryGetValues("Sec-WebSocket-Accept", out IEnumerable<string>? accepted)
            && accepted.SequenceEqual([Convert.ToBase64String(proof)]);
        if (!isProven) throw new WebSocketException("the server did not prove that it speaks websocket");
    }
}
