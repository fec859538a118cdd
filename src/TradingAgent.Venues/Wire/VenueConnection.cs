using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// The pump under a protocol: one socket at a time, whole messages in, queued messages out, heartbeat ticks, and a new
/// socket with jitter whenever the old one is gone. Knows no venue. Exceptions stop here and become a reconnect.
/// </summary>
public sealed partial class VenueConnection : IWire
{
    private const string AsAsked = "stopped";

    private readonly VenueConnectionOptions _options;
    private readonly IVenueProtocol _protocol;
    private readonly StreamStatus _status;
    private readonly int _member;
    private readonly SteadyClock _clock;
    private readonly ILogger _logger;
    private readonly ReconnectSchedule _schedule;
    private readonly Channel<OutboundFrame> _queue;
    private readonly Lock _protocolGate = new();
    private readonly Lock _sendGate = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private TaskCompletionSource<string> _reconnect = NewSignal();
    private WireSocket? _socket;
    private int _queued;
    private bool _open;
    private bool _ready;
    private bool _isStale;
    private bool _isSilent;
    private long _lastMessageMs;
    private long _lastDataMs;
    private long _messages;

    public VenueConnection(
        VenueConnectionOptions options,
        IVenueProtocol protocol,
        StreamStatus status,
        SteadyClock clock,
        ILogger logger,
        Random? chance = null)
    {
        _options = options;
        _protocol = protocol;
        _status = status;
        _member = status.Join();
        _clock = clock;
        _logger = logger;
        _schedule = new ReconnectSchedule(
            options.ReconnectFirst, options.ReconnectCeiling, options.ReconnectsPerMinute, chance ?? Random.Shared,
            options.SharedAttempts);
        _queue = Channel.CreateBounded<OutboundFrame>(
            new BoundedChannelOptions(options.SendQueueLength) { SingleReader = true });
    }

    /// <summary>Sockets opened so far.</summary>
    public int Opened { get; private set; }

    /// <summary>What it carried so far; any thread.</summary>
    public StreamFigures Figures => new(
        _options.Name, Volatile.Read(ref _messages), Opened, _protocol.Gaps,
        _open ? (Environment.TickCount64 - Volatile.Read(ref _lastDataMs)) / 1000.0 : double.NaN);

    /// <summary>Its stream is carried by others from now on; to be said before it is cancelled for good.</summary>
    public void Leave() => _status.Leave(_member);

    /// <summary>Keeps a socket open until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        _status.Set(_member, VenueStatus.Down);
        try
        {
            while (true)
            {
                await Task.Delay(_schedule.Next(Environment.TickCount64), ct).ConfigureAwait(false);
                await RunOneSocketAsync(ct).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The caller asked us to stop.
        }
    }

    public bool TrySend(ReadOnlySpan<byte> message, long tag = 0)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(buffer);
        var frame = new OutboundFrame(buffer, message.Length, tag);
        WireSocket? idle = null;
        lock (_sendGate)
        {
            // What is urgent leaves on the caller's thread when nothing waits before it: waking another one costs more.
            if (_open && tag != 0 && _queued == 0 && _writing.Wait(0)) idle = _socket;
            else if (_open && _queue.Writer.TryWrite(frame)) _queued++;
            else tag = -1;
        }
        if (idle is not null) WriteNow(idle, frame);
        if (tag != -1) return true;
        ArrayPool<byte>.Shared.Return(buffer);
        return false;
    }

    public void Ready()
    {
        if (_ready) return;
        // Under the gate, so that a socket that is ending cannot be called up after it was called down.
        lock (_sendGate)
        {
            if (_ready || !_open) return;
            _ready = true;
            _lastDataMs = Environment.TickCount64;
            _schedule.Succeeded();
            _status.Set(_member, VenueStatus.Up);
        }
    }

    public void Silent(bool isSilent) => _isSilent = isSilent;

    /// <summary>Lets a caller speak to the protocol as if a message had arrived: one call at a time.</summary>
    public void Do(Action<WireTime, IWire> act)
    {
        lock (_protocolGate) act(_clock.Wire, this);
    }

    public void Reconnect(string reason) => _reconnect.TrySetResult(reason);

    private static TaskCompletionSource<string> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunOneSocketAsync(CancellationToken ct)
    {
        using WireSocket? socket = await TryConnectAsync(ct).ConfigureAwait(false);
        if (socket is null) return;
        using var life = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _reconnect = NewSignal();
        _lastMessageMs = _lastDataMs = Environment.TickCount64;
        _ready = false;
        _isStale = _isSilent = false;
        Opened++;
        LogOpen(_logger, _options.Name);
        lock (_sendGate) (_socket, _open) = (socket, true);
        string reason = AsAsked;
        Task[] loops = [];
        try
        {
            lock (_protocolGate) _protocol.OnOpened(_clock.Wire, this);
            // Taken here: the polling thread may come to it when this socket's life is over and its source gone.
            CancellationToken over = life.Token;
            Task received = _options.Polled?.RunAsync(() => ReceiveAsync(socket, over), over)
                ?? ReceiveAsync(socket, over);
            loops = [received, WriteAsync(socket, life.Token), TickAsync(life.Token)];
            Task ended = await Task.WhenAny([.. loops, _reconnect.Task]).ConfigureAwait(false);
            // The socket's end may be found on the engine's thread, which has better to do than what follows.
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
            reason = _reconnect.Task.IsCompleted
                ? await _reconnect.Task.ConfigureAwait(false)
                : ended.Exception?.InnerException?.Message ?? "the venue closed the connection";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            reason = e.Message;
        }
        finally
        {
            await EndAsync(socket, life, loops, reason).ConfigureAwait(false);
        }
    }

    private async Task<WireSocket?> TryConnectAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(_options.ConnectTimeout);
        try
        {
            Uri address = _options.NextAddress is { } next
                ? await next(limit.Token).ConfigureAwait(false)
                : _options.Address;
            return await WireSocket.ConnectAsync(address, _options, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _schedule.Failed();
            string reason = e is OperationCanceledException ? "no answer in time"
                : e.InnerException?.Message ?? e.Message;
            LogNoConnection(_logger, _options.Name, _options.Address.Host, reason);
            return null;
        }
    }

    private async Task EndAsync(WireSocket socket, CancellationTokenSource life, Task[] loops, string reason)
    {
        lock (_sendGate) (_socket, _open) = (null, false);
        await life.CancelAsync().ConfigureAwait(false);
        foreach (Task loop in loops) await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_queue.Reader.TryRead(out OutboundFrame frame)) Forget(frame);
        // Even after a good life: thousands are cut at the same moment, and the first to return must not be all.
        _schedule.Failed();
        socket.Abort();
        lock (_protocolGate) _protocol.OnClosed(_clock.Wire);
        _status.Set(_member, VenueStatus.Down);
        LogClosed(_logger, reason == AsAsked ? LogLevel.Information : LogLevel.Warning, _options.Name, reason);
    }

    private async Task ReceiveAsync(WireSocket socket, CancellationToken ct)
    {
        using CancellationTokenRegistration ending = ct.Register(socket.Abort);
        await socket.ReadAsync(Deliver).ConfigureAwait(false);
    }

    private void Deliver(ReadOnlySpan<byte> message)
    {
        WireTime time = _clock.Wire;
        bool isData;
        lock (_protocolGate) isData = _protocol.OnMessage(message, time, this);
        Volatile.Write(ref _lastMessageMs, time.WallMilliseconds);
        Volatile.Write(ref _messages, _messages + 1);
        if (!isData) return;
        Volatile.Write(ref _lastDataMs, time.WallMilliseconds);
    }

    private async Task WriteAsync(WireSocket socket, CancellationToken ct)
    {
        ChannelReader<OutboundFrame> queue = _queue.Reader;
        while (await queue.WaitToReadAsync(ct).ConfigureAwait(false))
        {
            await _writing.WaitAsync(ct).ConfigureAwait(false);
            try
            {
                while (queue.TryRead(out OutboundFrame frame))
                    await WriteAsync(socket, frame, ct).ConfigureAwait(false);
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    private async Task WriteAsync(WireSocket socket, OutboundFrame frame, CancellationToken ct)
    {
        try
        {
            if (frame.Tag != 0 && !MayWrite(frame.Tag)) return;
            await socket.SendAsync(frame.Buffer.AsMemory(0, frame.Length), ct)
                .ConfigureAwait(false);
        }
        finally
        {
            Forget(frame);
        }
    }

    private void Forget(in OutboundFrame frame)
    {
        ArrayPool<byte>.Shared.Return(frame.Buffer);
        lock (_sendGate) _queued--;
    }

    /// <summary>
    /// Writes on the caller's thread, outside the protocol's gate: the caller may hold a lock that the protocol takes
    /// inside it. A socket that breaks meanwhile ends as any broken socket does.
    /// </summary>
    private void WriteNow(WireSocket socket, in OutboundFrame frame)
    {
        try
        {
            ValueTask sent = _protocol.OnWriting(frame.Tag, _clock.Wire)
                ? socket.SendAsync(frame.Buffer.AsMemory(0, frame.Length), CancellationToken.None)
                : ValueTask.CompletedTask;
            if (!sent.IsCompletedSuccessfully)
            {
                _ = FinishAsync(sent, frame.Buffer);
                return;
            }
        }
        catch (Exception e)
        {
            Reconnect(e.Message);
        }
        ArrayPool<byte>.Shared.Return(frame.Buffer);
        _writing.Release();
    }

    private async Task FinishAsync(ValueTask sent, byte[] buffer)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Reconnect(e.Message);
        }
        ArrayPool<byte>.Shared.Return(buffer);
        _writing.Release();
    }

    private bool MayWrite(long tag)
    {
        lock (_protocolGate) return _protocol.OnWriting(tag, _clock.Wire);
    }

    private async Task TickAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_options.TickInterval);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            WireTime time = _clock.Wire;
            lock (_protocolGate) _protocol.OnTick(time, this);
            JudgeAge(time.WallMilliseconds);
        }
    }

    private void JudgeAge(long wallMs)
    {
        double silentMs = wallMs - Volatile.Read(ref _lastMessageMs);
        if (silentMs > _options.DeadAfter.TotalMilliseconds) Reconnect($"silent for {silentMs / 1000:0} s");
        if (!_ready) return;
        double ageMs = wallMs - Volatile.Read(ref _lastDataMs);
        bool isStale = _isSilent || ageMs > _options.StaleAfter.TotalMilliseconds;
        if (isStale == _isStale) return;
        _isStale = isStale;
        if (isStale) LogStale(_logger, _options.Name, ageMs / 1000);
        _status.Set(_member, isStale ? VenueStatus.Stale : VenueStatus.Up);
    }
}
