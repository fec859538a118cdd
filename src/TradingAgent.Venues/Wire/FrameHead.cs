using System.Buffers.Binary;
using System.Net.WebSockets;

namespace TradingAgent.Venues.Wire;

/// <summary>The head of a frame that a server sent (RFC 6455, 5.2).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="IsFinal">The message ends with it.</param>
/// <param name="HeadBytes">Bytes before its payload.</param>
/// <param name="PayloadBytes">Bytes of its payload.</param>
internal readonly record struct FrameHead(FrameKind Kind, bool IsFinal, int HeadBytes, int PayloadBytes)
{
    private const int FinalBit = 0x80;
    private const int ReservedBits = 0x70;
    private const int KindBits = 0x0f;
    private const int MaskBit = 0x80;
    private const int TwoBytesFollow = 126;
    private const int EightBytesFollow = 127;
    private const int ControlPayloadMax = 125;

    /// <summary>The head with its payload.</summary>
    public int Bytes => HeadBytes + PayloadBytes;

    /// <summary>Says something about the connection and stands between any two frames.</summary>
    public bool IsControl => Kind >= FrameKind.Close;

    /// <summary>Reads a head; false while some of it is still to come.</summary>
    /// <param name="bytes">What begins with it.</param>
    /// <param name="payloadMax">A longer payload is refused.</param>
    /// <param name="head">The head.</param>
    /// <exception cref="WebSocketException">No server may send this.</exception>
    /// <exception cref="InvalidDataException">Too long.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int payloadMax, out FrameHead head)
    {
        head = default;
        if (bytes.Length < 2) return false;
        var kind = (FrameKind)(bytes[0] & KindBits);
        bool isFinal = (bytes[0] & FinalBit) != 0;
        if ((bytes[0] & ReservedBits) != 0) throw Broken("a bit that nobody asked for");
        if (kind is > FrameKind.Binary and < FrameKind.Close or > FrameKind.Pong) throw Broken("an unknown kind");
        if ((bytes[1] & MaskBit) != 0) throw Broken("a mask, which is for clients");
        int headBytes = 2;
        long payload = bytes[1];
        if (payload == TwoBytesFollow)
        {
            headBytes += sizeof(ushort);
            if (bytes.Length < headBytes) return false;
            payload = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        }
        else if (payload == EightBytesFollow)
        {
            headBytes += sizeof(long);
            if (bytes.Length < headBytes) return false;
            payload = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        }
        if (kind >= FrameKind.Close && (!isFinal || payload > ControlPayloadMax))
            throw Broken("a control frame in parts or too long");
        if (payload < 0 || payload > payloadMax)
            throw new InvalidDataException($"a message exceeds {payloadMax} bytes");
        head = new FrameHead(kind, isFinal, headBytes, (int)payload);
        return true;
    }

    private static WebSocketException Broken(string what) => new($"the venue sent a frame with {what}");
}
