using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// One websocket, from the handshake on. The runtime connects, encrypts and shakes hands; frames are read and written
/// here, because the runtime's own websocket has many layers, which a rarely used road has to load first.
/// </summary>
internal sealed class WireSocket : IDisposable
{
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;

    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly FrameSender _sender;
    private readonly FrameReader _reader;
    private readonly Timer? _pings;
    private long _pongsWanted;
    private volatile bool _isMute;

    private WireSocket(HttpResponseMessage response, Stream stream, VenueConnectionOptions options)
    {
        _response = response;
        _stream = stream;
        _sender = new FrameSender(stream);
        _reader = new FrameReader(stream, _sender, options.BufferBytes, options.MessageBytesMax);
        if (options.PingInterval > TimeSpan.Zero)
            _pings = new Timer(_ => Ping(), null, options.PingInterval, options.PingInterval);
    }

    /// <summary>Connects and shakes hands.</summary>
    /// <param name="address">A ws or wss address.</param>
    /// <param name="options">Who looks for what arrives, how large it may be, how often it is pinged.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<WireSocket> ConnectAsync(
        Uri address, VenueConnectionOptions options, CancellationToken ct)
    {
        PolledStream? polled = null;
        HandshakeStream? stream = null;
        using var handler = new SocketsHttpHandler
        {
            PlaintextStreamFilter = (context, _) =>
                ValueTask.FromResult<Stream>(stream = new HandshakeStream(context.PlaintextStream)),
        };
        if (options.Polled is not null)
        {
            handler.ConnectCallback = async (context, token) =>
                polled = await PolledStream.ConnectAsync(context.DnsEndPoint, token).ConfigureAwait(false);
        }
        using var invoker = new HttpMessageInvoker(handler);
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        using HttpRequestMessage request = Request(address, key);
        HttpResponseMessage response = await invoker.SendAsync(request, ct).ConfigureAwait(false);
        try
        {
            Check(response, key);
            // Only now: handshakes are long, and the polling thread has better to do.
            if (options.Polled is not null) polled!.Join(options.Polled);
            return new WireSocket(response, stream!, options);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="FrameReader.RunAsync"/>
    public async Task ReadAsync(Action<ReadOnlySpan<byte>> onMessage)
    {
        try
        {
            await _reader.RunAsync(onMessage).ConfigureAwait(false);
        }
        catch (Exception e) when (_isMute)
        {
            throw new WebSocketException("it answered no ping in time", e);
        }
    }

    /// <summary>Sends one text message; one call at a time.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken ct) =>
        _sender.SendAsync(FrameKind.Text, text, ct);

    /// <summary>Ends the connection, and with it what reads it. Any thread.</summary>
    public void Abort()
    {
        _pings?.Dispose();
        _stream.Dispose();
        _response.Dispose();
    }

    public void Dispose() => Abort();

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

    /// <summary>Whoever did not answer the last ping until the next one is due answers no more.</summary>
    private void Ping()
    {
        if (_reader.Pongs < _pongsWanted)
        {
            _isMute = true;
            Abort();
            return;
        }
        _pongsWanted = _reader.Pongs + 1;
        _ = PingAsync();
    }

    private async Task PingAsync()
    {
        try
        {
            await _sender.SendAsync(FrameKind.Ping, ReadOnlyMemory<byte>.Empty, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A socket that cannot be written to is found out by its reader.
        }
    }
}
