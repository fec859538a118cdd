using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// One accepted socket: HTTP requests until one asks for a websocket, whole text messages from then on. Blocking and
/// plain, so that nothing between the schedule and the kernel can be blamed.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private const string HandshakeSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket;
    private readonly Lock _sending = new();
    private readonly byte[] _out = new byte[512 * 1024];
    private byte[] _in = new byte[64 * 1024];
    private int _start;
    private int _end;

    public WireConnection(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
        LinuxSocket.StampArrivals(socket);
        LinuxSocket.StampDepartures(socket);
    }

    /// <summary>Wall time at which the kernel had the message last read.</summary>
    public long ArrivedAt { get; private set; }

    /// <summary>The next HTTP request's first line and body; null when the peer closed.</summary>
    public (string Line, string Head, byte[] Body)? ReadRequest()
    {
        int length;
        while ((length = _in.AsSpan(_start, _end - _start).IndexOf(HeadEnd)) < 0)
            if (!Fill()) return null;
        string head = Encoding.ASCII.GetString(_in, _start, length);
        _start += length + HeadEnd.Length;
        int bodyLength = HeaderOf(head, "Content-Length") is { } text ? int.Parse(text) : 0;
        while (_end - _start < bodyLength)
            if (!Fill()) return null;
        byte[] body = _in.AsSpan(_start, bodyLength).ToArray();
        _start += bodyLength;
        return (head.Split("\r\n")[0], head, body);
    }

    public void Answer(byte[] json)
    {
        byte[] head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n");
        SendAll([.. head, .. json]);
    }

    /// <summary>True when the request asked for a websocket; it then is one.</summary>
    public bool TryUpgrade(string head)
    {
        if (HeaderOf(head, "Sec-WebSocket-Key") is not { } key) return false;
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeSuffix)));
        SendAll(Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Accept: {accept}\r\n\r\n"));
        return true;
    }

    /// <summary>Sends one text message; false when the peer is gone.</summary>
    public bool TrySend(ReadOnlySpan<byte> text)
    {
        lock (_sending) return SendAll(Frame(text));
    }

    /// <summary>
    /// Sends one text message; wall time at which the kernel let it go to the wire, 0 where that is not known.
    /// </summary>
    public long SendStamped(ReadOnlySpan<byte> text)
    {
        lock (_sending) return LinuxSocket.SendStamped(_socket, Frame(text));
    }

    /// <summary>The next text message, unmasked in place and valid until the next call; empty when it ended.</summary>
    public ReadOnlySpan<byte> ReadMessage()
    {
        while (true)
        {
            while (_end - _start < 2 || _end - _start < HeaderLength() + PayloadLength())
                if (!Fill()) return default;
            int code = _in[_start] & 0x0f;
            int head = HeaderLength();
            int length = PayloadLength();
            Span<byte> payload = _in.AsSpan(_start + head, length);
            if ((_in[_start + 1] & 0x80) != 0) Unmask(payload, _in.AsSpan(_start + head - 4, 4));
            _start += head + length;
            if (code == 8) return default;
            if (code is 1 or 2) return payload;
        }
    }

    public void Dispose() => _socket.Dispose();

    private ReadOnlySpan<byte> Frame(ReadOnlySpan<byte> text)
    {
        int at = 2;
        _out[0] = 0x81;
        if (text.Length < 126)
        {
            _out[1] = (byte)text.Length;
        }
        else if (text.Length <= ushort.MaxValue)
        {
            _out[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(_out.AsSpan(2), (ushort)text.Length);
            at = 4;
        }
        else
        {
            throw new ArgumentException("A scripted message fits into 65,535 bytes.", nameof(text));
        }
        text.CopyTo(_out.AsSpan(at));
        return _out.AsSpan(0, at + text.Length);
    }

    private int HeaderLength()
    {
        int mask = (_in[_start + 1] & 0x80) != 0 ? 4 : 0;
        return (_in[_start + 1] & 0x7f) switch { 126 => 4, 127 => 10, _ => 2 } + mask;
    }

    private int PayloadLength() => (_in[_start + 1] & 0x7f) switch
    {
        126 => _end - _start < 4 ? int.MaxValue / 2 : BinaryPrimitives.ReadUInt16BigEndian(_in.AsSpan(_start + 2)),
        127 => throw new InvalidDataException("A client message longer than 65,535 bytes is not expected here."),
        int length => length,
    };

    private static void Unmask(Span<byte> payload, ReadOnlySpan<byte> mask)
    {
        for (int i = 0; i < payload.Length; i++) payload[i] ^= mask[i & 3];
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _in.AsSpan(_start, _end - _start).CopyTo(_in);
            _end -= _start;
            _start = 0;
        }
        if (_end == _in.Length) Array.Resize(ref _in, _in.Length * 2);
        int count = LinuxSocket.Receive(_socket, _in.AsSpan(_end), out long arrivedAt);
        if (arrivedAt != 0) ArrivedAt = arrivedAt;
        _end += count;
        return count > 0;
    }

    private bool SendAll(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[_socket.Send(bytes)..];
            return true;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static string? HeaderOf(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..]
        .Trim();
}
