using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// Writes a websocket's frames as a client (RFC 6455, 5.2): whole, masked, each as one write and in its turn.
/// </summary>
internal sealed class FrameSender(Stream inner)
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const byte TwoBytesFollow = 126;
    private const byte EightBytesFollow = 127;
    private const int HeadMax = 14;
    private const int MaskBytes = sizeof(uint);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly byte[] _masks = new byte[1024 * MaskBytes];
    private int _masksUsed = int.MaxValue;
    private byte[] _frame = new byte[4096];

    /// <summary>Sends one message or answer; the payload must stay as it is until the task ends.</summary>
    public ValueTask SendAsync(FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken ct) =>
        _turn.Wait(0, CancellationToken.None)
            ? WriteAsync(kind, payload.Span, ct)
            : new ValueTask(WaitAndWriteAsync(kind, payload, ct));

    private static int WriteHead(Span<byte> frame, FrameKind kind, int length)
    {
        frame[0] = (byte)(Final | (byte)kind);
        if (length < TwoBytesFollow)
        {
            frame[1] = (byte)(Masked | length);
            return 2;
        }
        if (length <= ushort.MaxValue)
        {
            frame[1] = Masked | TwoBytesFollow;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)length);
            return 2 + sizeof(ushort);
        }
        frame[1] = Masked | EightBytesFollow;
        BinaryPrimitives.WriteUInt64BigEndian(frame[2..], (ulong)length);
        return 2 + sizeof(ulong);
    }

    private static void Xor(ReadOnlySpan<byte> payload, Span<byte> into, uint mask)
    {
        int whole = payload.Length / MaskBytes;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(payload)[..whole];
        Span<uint> masked = MemoryMarshal.Cast<byte, uint>(into)[..whole];
        for (int i = 0; i < words.Length; i++) masked[i] = words[i] ^ mask;
        for (int i = whole * MaskBytes; i < payload.Length; i++)
            into[i] = (byte)(payload[i] ^ (mask >> (8 * (i % MaskBytes))));
    }

    private ReadOnlyMemory<byte> Frame(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (_frame.Length < payload.Length + HeadMax) _frame = new byte[payload.Length + HeadMax];
        int at = WriteHead(_frame, kind, payload.Length);
        Span<byte> mask = _frame.AsSpan(at, MaskBytes);
        NextMask(mask);
        at += MaskBytes;
        Xor(payload, _frame.AsSpan(at), BinaryPrimitives.ReadUInt32LittleEndian(mask));
        return _frame.AsMemory(0, at + payload.Length);
    }

    /// <summary>
    /// Masks must not be foreseeable; drawing a thousand at once keeps the source off the way of an order.
    /// </summary>
    private void NextMask(Span<byte> mask)
    {
        if (_masksUsed >= _masks.Length)
        {
            RandomNumberGenerator.Fill(_masks);
            _masksUsed = 0;
        }
        _masks.AsSpan(_masksUsed, MaskBytes).CopyTo(mask);
        _masksUsed += MaskBytes;
    }

    private async Task WaitAndWriteAsync(FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        await WriteAsync(kind, payload.Span, ct).ConfigureAwait(false);
    }

    /// <summary>Writes a frame whose turn it is, and ends the turn.</summary>
    private ValueTask WriteAsync(FrameKind kind, ReadOnlySpan<byte> payload, CancellationToken ct)
    {
        ValueTask written;
        try
        {
            written = inner.WriteAsync(Frame(kind, payload), ct);
        }
        catch
        {
            _turn.Release();
            throw;
        }
        if (!written.IsCompletedSuccessfully) return new ValueTask(EndTurnAsync(written));
        _turn.Release();
        return ValueTask.CompletedTask;
    }

    private async Task EndTurnAsync(ValueTask written)
    {
        try
        {
            await written.ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
