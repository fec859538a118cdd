using System.Buffers;

namespace TradingAgent.ExchangeServer.Json;

/// <summary>
/// One serialised message in a rented buffer, sent to any number of sockets: the last holder to let go returns the
/// buffer. Whoever makes a frame holds it first.
/// </summary>
internal sealed class SharedFrame
{
    private readonly byte[] _bytes;
    private readonly int _length;
    private int _holders = 1;

    private SharedFrame(byte[] bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    public static SharedFrame Copy(ReadOnlySpan<byte> text)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        text.CopyTo(bytes);
        return new SharedFrame(bytes, text.Length);
    }

    /// <summary>One more holder; only somebody who holds the frame may add another.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) ArrayPool<byte>.Shared.Return(_bytes);
    }
}
