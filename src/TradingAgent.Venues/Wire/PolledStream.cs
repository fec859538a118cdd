using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// A connected socket as a stream. Until it joins <see cref="PolledSockets"/> its reads wait on a pool thread, which is
/// for handshakes; from then on a read waits for the polling thread, and what follows the read runs on that thread.
/// </summary>
/// <remarks>
/// Everything is synchronous on a non-blocking socket: one that ever waited asynchronously would wake the runtime's own
/// poller for each arrival for the rest of its life. One read at a time, as websockets and TLS do it.
/// </remarks>
internal sealed class PolledStream : SocketStream, IValueTaskSource<int>
{
    private const int LookMicroseconds = 20_000;

    private readonly Socket _socket;
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _into;
    private volatile bool _isWaiting;
    private bool _isDisposed;
    private PolledSockets? _sockets;

    private PolledStream(Socket socket) => _socket = socket;

    public static async ValueTask<PolledStream> ConnectAsync(EndPoint remote, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await using (ct.Register(socket.Dispose).ConfigureAwait(false))
                await Task.Run(() => socket.Connect(remote), CancellationToken.None).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
            socket.Blocking = false;
            return new PolledStream(socket);
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is not OperationCanceledException) ct.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>From now on reads are completed by whoever polls these.</summary>
    public void Join(PolledSockets sockets)
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _sockets = sockets;
            sockets.Add(this);
        }
    }

    /// <summary>Completes the read that waits, if anything arrived; what awaits it runs before this returns.</summary>
    internal bool Poll()
    {
        if (!_isWaiting) return false;
        int count;
        SocketError error;
        lock (_gate)
        {
            if (!_isWaiting) return false;
            count = _socket.Receive(_into.Span, SocketFlags.None, out error);
            if (error == SocketError.WouldBlock) return false;
            StopWaiting();
        }
        if (error == SocketError.Success) _read.SetResult(count);
        else _read.SetException(Broken(error));
        return true;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return new ValueTask<int>(0);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_sockets is null)
                return new ValueTask<int>(Task.Run(() => ReadWaiting(buffer, cancellationToken), cancellationToken));
            _read.Reset();
            _into = buffer;
            _isWaiting = true;
            return new ValueTask<int>(this, _read.Version);
        }
    }

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int sent = Send(buffer.Span);
        return sent == buffer.Length ? ValueTask.CompletedTask : new ValueTask(WriteRestAsync(buffer[sent..],
            cancellationToken));
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        bool wasWaiting;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            wasWaiting = _isWaiting;
            StopWaiting();
        }
        _sockets?.Remove(this);
        _socket.Dispose();
        base.Dispose(disposing);
        if (!wasWaiting) return;
        // Whoever disposes may hold locks that the reader's end takes too.
        _read.RunContinuationsAsynchronously = true;
        _read.SetException(new ObjectDisposedException(nameof(PolledStream)));
    }

    private static IOException Broken(SocketError error)
    {
        var cause = new SocketException((int)error);
        return new IOException(cause.Message, cause);
    }

    private void StopWaiting()
    {
        _isWaiting = false;
        _into = default;
    }

    private int ReadWaiting(Memory<byte> buffer, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (!_socket.Poll(LookMicroseconds, SelectMode.SelectRead)) continue;
            int count = _socket.Receive(buffer.Span, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success) return count;
            if (error != SocketError.WouldBlock) throw Broken(error);
        }
    }

    private int Send(ReadOnlySpan<byte> bytes)
    {
        int count = _socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => count,
            SocketError.WouldBlock => 0,
            _ => throw Broken(error),
        };
    }

    /// <summary>The peer reads slowly and the kernel's buffer is full: rare, and nothing to spin for.</summary>
    private async Task WriteRestAsync(ReadOnlyMemory<byte> rest, CancellationToken ct)
    {
        while (!rest.IsEmpty)
        {
            await Task.Delay(1, ct).ConfigureAwait(false);
            rest = rest[Send(rest.Span)..];
        }
    }
}
