using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;
using TradingAgent.Exchange.Faults;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Wire;

/// <summary>
/// One websocket: a reader that hands over whole messages and a writer that drains a bounded queue. A client that
/// does not read fast enough is cut rather than waited for.
/// </summary>
internal sealed class SocketLink : IDisposable
{
    /// <summary>Bytes of the largest message read; the venue's own limit on topics is 21,000 characters.</summary>
    private const int MessageMax = 64 * 1024;
    private const int ReadLength = 8 * 1024;

    private readonly WebSocket _socket;
    private readonly Channel<SharedFrame> _queue;
    private readonly WireFaults _faults;
    private readonly CancellationTokenSource _cut = new();
    private long _lastActive;
    private int _sent;

    public SocketLink(WebSocket socket, int queueMax, WireFaults faults)
    {
        _socket = socket;
        _faults = faults;
        _queue = Channel.CreateBounded<SharedFrame>(new BoundedChannelOptions(queueMax) { SingleReader = true });
    }

    public string Id { get; } = Trace.Next();

    /// <summary>Where it comes from.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>When it was last heard or sent something, in nanoseconds of exchange time.</summary>
    public long LastActive => Interlocked.Read(ref _lastActive);

    /// <summary>True once it was cut or has closed: nothing more is sent.</summary>
    public bool IsCut => _cut.IsCancellationRequested;

    /// <summary>
    /// Queues a frame for this socket, which holds it until it is sent. A full queue cuts the socket.
    /// </summary>
    public void Send(SharedFrame frame)
    {
        if (IsCut) return;
        frame.Hold();
        if (_queue.Writer.TryWrite(frame))
        {
            Interlocked.Increment(ref _sent);
            return;
        }
        frame.Release();
        Cut();
    }

    /// <summary>Queues a frame with news, unless the wire is told to fail with it.</summary>
    public void Tell(SharedFrame frame, bool isAccount)
    {
        if (_faults.IsQuiet)
        {
            Send(frame);
            return;
        }
        switch (_faults.OnNews(isAccount, out TimeSpan late))
        {
            case FaultKind.None:
                Send(frame);
                break;
            case FaultKind.MessageDuplicated:
                Send(frame);
                Send(frame);
                break;
            case FaultKind.MessageCorrupted:
                SharedFrame half = SharedFrame.Copy(frame.Memory.Span[..(frame.Memory.Length / 2)]);
                Send(half);
                half.Release();
                break;
            case FaultKind.MessageLate or FaultKind.MessageReordered:
                frame.Hold();
                _ = SendLaterAsync(frame, late);
                break;
        }
    }

    /// <summary>True when something was queued since the last time this was asked.</summary>
    public bool TookFrames() => Interlocked.Exchange(ref _sent, 0) > 0;

    /// <summary>Notes that it was heard or sent something.</summary>
    public void Touch(Timestamp now) => Interlocked.Exchange(ref _lastActive, now.Nanoseconds);

    /// <summary>Ends the connection without a goodbye.</summary>
    public void Cut()
    {
        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had ended by itself a moment ago.
        }
    }

    /// <summary>Reads and writes until either side ends; <paramref name="onMessage"/> gets each text message.</summary>
    public async Task RunAsync(Action<ReadOnlyMemory<byte>> onMessage, CancellationToken stop)
    {
        using CancellationTokenRegistration stopping = stop.Register(Cut);
        Task writing = WriteAsync();
        try
        {
            await ReadAsync(onMessage);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            // The peer vanished or the connection was cut: both end the session, neither is an error of the server.
        }
        finally
        {
            Cut();
            _queue.Writer.TryComplete();
            await writing;
            while (_queue.Reader.TryRead(out SharedFrame? left)) left.Release();
            _socket.Abort();
        }
    }

    public void Dispose() => _cut.Dispose();

    /// <summary>It holds the frame already; what comes after the end of the socket is let go.</summary>
    private async Task SendLaterAsync(SharedFrame frame, TimeSpan late)
    {
        await Task.Delay(late);
        Send(frame);
        frame.Release();
    }

    private async Task ReadAsync(Action<ReadOnlyMemory<byte>> onMessage)
    {
        ArrayBufferWriter<byte> message = new(ReadLength);
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(message.GetMemory(ReadLength), _cut.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure, "");
                return;
            }
            message.Advance(part.Count);
            if (message.WrittenCount > MessageMax)
            {
                await CloseAsync(WebSocketCloseStatus.MessageTooBig, "Message too big.");
                return;
            }
            if (!part.EndOfMessage) continue;
            onMessage(message.WrittenMemory);
            message.ResetWrittenCount();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (SharedFrame frame in _queue.Reader.ReadAllAsync(_cut.Token))
            {
                try
                {
                    await _socket.SendAsync(frame.Memory, WebSocketMessageType.Text, true, _cut.Token);
                }
                finally
                {
                    frame.Release();
                }
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            Cut();
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(1));
        await _socket.CloseOutputAsync(status, reason, patience.Token);
    }
}
