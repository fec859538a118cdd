namespace TradingAgent.Venues.Wire;

/// <summary>
/// What a handshake over HTTP reads from: no byte more than the answer's head, whatever has come. The rest is for who
/// reads this stream afterwards, straight from the stream below.
/// </summary>
internal sealed class HandshakeStream(Stream inner) : SocketStream
{
    private static readonly byte[] s_headEnd = "\r\n\r\n"u8.ToArray();

    private readonly byte[] _held = new byte[4096];
    private int _begin;
    private int _end;
    private int _matched;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_matched < s_headEnd.Length) return new ValueTask<int>(ReadHeadAsync(buffer, cancellationToken));
        return _begin < _end ? new ValueTask<int>(Take(buffer.Span)) : inner.ReadAsync(buffer, cancellationToken);
    }

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async Task<int> ReadHeadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        if (buffer.IsEmpty) return 0;
        if (_begin == _end)
        {
            _begin = 0;
            _end = await inner.ReadAsync(_held, ct).ConfigureAwait(false);
        }
        int count = 0;
        while (count < Math.Min(_end - _begin, buffer.Length) && _matched < s_headEnd.Length)
        {
            byte next = _held[_begin + count++];
            _matched = next == s_headEnd[_matched] ? _matched + 1 : next == s_headEnd[0] ? 1 : 0;
        }
        return Take(buffer.Span[..count]);
    }

    private int Take(Span<byte> into)
    {
        int count = Math.Min(_end - _begin, into.Length);
        _held.AsSpan(_begin, count).CopyTo(into);
        _begin += count;
        return count;
    }
}
