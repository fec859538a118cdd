using System.Buffers;
using System.Net.WebSockets;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// Reads a websocket's messages out of a stream (RFC 6455, 5 and 6.2) and answers pings and goodbyes. A message in one
/// frame, as venues send them, is handed over where it was received; one in parts is put together first. Whether text
/// is UTF-8 is left to who reads it.
/// </summary>
internal sealed class FrameReader
{
    private readonly Stream _stream;
    private readonly FrameSender _sender;
    private readonly int _messageBytesMax;
    private readonly ArrayBufferWriter<byte> _parts = new();
    private byte[] _buffer;
    private int _begin;
    private int _end;
    private bool _isInParts;
    private long _pongs;

    /// <param name="stream">Where it reads.</param>
    /// <param name="sender">Where it answers.</param>
    /// <param name="bufferBytes">First size of its buffer.</param>
    /// <param name="messageBytesMax">A longer message ends the connection.</param>
    public FrameReader(Stream stream, FrameSender sender, int bufferBytes, int messageBytesMax)
    {
        (_stream, _sender, _messageBytesMax) = (stream, sender, messageBytesMax);
        _buffer = ArrayPool<byte>.Shared.Rent(bufferBytes);
    }

    /// <summary>Pongs so far. Any thread.</summary>
    public long Pongs => Volatile.Read(ref _pongs);

    /// <summary>
    /// Hands over message after message on the thread that completes a read, each until the call returns; ends when
    /// the peer says goodbye. Once only.
    /// </summary>
    /// <exception cref="WebSocketException">The stream ended without a goodbye, or is no websocket's.</exception>
    /// <exception cref="InvalidDataException">A message is too long.</exception>
    public async Task RunAsync(Action<ReadOnlySpan<byte>> onMessage)
    {
        try
        {
            do
            {
                // Nothing but this await stands between an arrival and its message: each layer costs microseconds.
                int count = await _stream.ReadAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
                if (count == 0) throw new WebSocketException("the venue ended the connection without a goodbye");
                _end += count;
            }
            while (Take(onMessage));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Deals with every frame that is there; false after a goodbye.</summary>
    private bool Take(Action<ReadOnlySpan<byte>> onMessage)
    {
        FrameHead head;
        while (FrameHead.TryRead(_buffer.AsSpan(_begin, _end - _begin), _messageBytesMax, out head)
            && head.Bytes <= _end - _begin)
        {
            ReadOnlySpan<byte> payload = _buffer.AsSpan(_begin + head.HeadBytes, head.PayloadBytes);
            _begin += head.Bytes;
            if (head.IsControl) OnControl(head.Kind, payload);
            else OnData(head, payload, onMessage);
            if (head.Kind == FrameKind.Close) return false;
        }
        MakeRoom(head.Bytes);
        return true;
    }

    private void OnControl(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (kind == FrameKind.Pong) Volatile.Write(ref _pongs, _pongs + 1);
        else _ = AnswerAsync(kind == FrameKind.Ping ? FrameKind.Pong : FrameKind.Close, payload.ToArray());
    }

    private void OnData(in FrameHead head, ReadOnlySpan<byte> payload, Action<ReadOnlySpan<byte>> onMessage)
    {
        if (head.Kind == FrameKind.Continuation != _isInParts)
            throw new WebSocketException("the venue sent the parts of a message out of order");
        _isInParts = !head.IsFinal;
        if (head.IsFinal && head.Kind != FrameKind.Continuation)
        {
            onMessage(payload);
            return;
        }
        if (_parts.WrittenCount + payload.Length > _messageBytesMax)
            throw new InvalidDataException($"a message exceeds {_messageBytesMax} bytes");
        _parts.Write(payload);
        if (!head.IsFinal) return;
        onMessage(_parts.WrittenSpan);
        _parts.ResetWrittenCount();
    }

    /// <summary>Moves what is left to the front, into a larger buffer where a frame needs one.</summary>
    private void MakeRoom(int frameBytes)
    {
        int left = _end - _begin;
        byte[] from = _buffer;
        if (frameBytes > from.Length) _buffer = ArrayPool<byte>.Shared.Rent(frameBytes);
        if (left > 0) from.AsSpan(_begin, left).CopyTo(_buffer);
        (_begin, _end) = (0, left);
        if (from != _buffer) ArrayPool<byte>.Shared.Return(from);
    }

    private async Task AnswerAsync(FrameKind kind, byte[] payload)
    {
        try
        {
            await _sender.SendAsync(kind, payload, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A socket that cannot be written to is found out by its reader.
        }
    }
}
