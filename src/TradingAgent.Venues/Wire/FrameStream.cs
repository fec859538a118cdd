using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// The stream under a websocket's reader, with a way of its own for text: a whole masked frame (RFC 6455, 5.2) as one
/// write. What the reader writes by itself, answers to pings and the end, waits for its turn and is not torn.
/// </summary>
internal sealed class FrameStream(Stream inner) : Stream
{
    private const byte FinalText = 0x81;
    private const byte Masked = 0x80;
    private const byte TwoBytesFollow = 126;
    private const byte EightBytesFollow = 127;
    private const int HeadMax = 14;
    private const int MaskBytes = sizeof(uint);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly byte[] _masks = new byte[1024 * MaskBytes];
    private int _masksUsed = int.MaxValue;
    private byte[] _frame = new byte[4096];

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends one text message; the text must stay as it is until the task ends.</summary>
    public ValueTask SendTextAsync(ReadOnlyMemory<byte> text, CancellationToken ct)
    {
        if (!_turn.Wait(0, CancellationToken.None)) return new ValueTask(SendInTurnAsync(text, ct));
        ValueTask written;
        try
        {
            written = inner.WriteAsync(Frame(text.Span), ct);
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

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        await EndTurnAsync(inner.WriteAsync(buffer, cancellationToken)).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private static int WriteHead(Span<byte> frame, int length)
    {
        frame[0] = FinalText;
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

    private static void Xor(ReadOnlySpan<byte> text, Span<byte> into, uint mask)
    {
        int whole = text.Length / MaskBytes;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(text)[..whole];
        Span<uint> masked = MemoryMarshal.Cast<byte, uint>(into)[..whole];
        for (int i = 0; i < words.Length; i++) masked[i] = words[i] ^ mask;
        for (int i = whole * MaskBytes; i < text.Length; i++)
            into[i] = (byte)(text[i] ^ (mask >> (8 * (i % MaskBytes))));
    }

    private ReadOnlyMemory<byte> Frame(ReadOnlySpan<byte> text)
    {
        if (_frame.Length < text.Length + HeadMax) _frame = new byte[text.Length + HeadMax];
        int at = WriteHead(_frame, text.Length);
        Span<byte> mask = _frame.AsSpan(at, MaskBytes);
        NextMask(mask);
        at += MaskBytes;
        Xor(text, _frame.AsSpan(at), BinaryPrimitives.ReadUInt32LittleEndian(mask));
        return _frame.AsMemory(0, at + text.Length);
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

    private async Task SendInTurnAsync(ReadOnlyMemory<byte> text, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        ValueTask written;
        try
        {
            written = inner.WriteAsync(Frame(text.Span), ct);
        }
        catch
        {
            _turn.Release();
            throw;
        }
        await EndTurnAsync(written).ConfigureAwait(false);
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
