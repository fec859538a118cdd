using System.Threading.Channels;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Reports;

/// <summary>
/// Takes reports out of the ring and hands them to listeners, off the engine's thread. Slow listeners cost reports
/// (counted), never time of the engine.
/// </summary>
public sealed class ReportPublisher : IAsyncDisposable
{
    private const int BatchMax = 1024;
    private const int Waiting = 8192;

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly RingConsumer<EngineReport> _reports;
    private readonly IReadOnlyList<Action<EngineReport>> _listeners;
    private readonly Channel<EngineReport> _channel;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private long _dropped;
    private long _failed;

    /// <param name="reports">The reports' only reader.</param>
    /// <param name="listeners">Called one after the other, never concurrently.</param>
    public ReportPublisher(RingConsumer<EngineReport> reports, IReadOnlyList<Action<EngineReport>> listeners)
    {
        _reports = reports;
        _listeners = listeners;
        _channel = Channel.CreateBounded<EngineReport>(
            new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>Reports the listeners were too slow for.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Times a listener threw.</summary>
    public long Failed => Volatile.Read(ref _failed);

    public void Start() => _running = Task.WhenAll(Task.Run(PollAsync), Task.Run(HandOutAsync));

    /// <summary>Hands out what is still there, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task PollAsync()
    {
        using PeriodicTimer timer = new(PollEvery);
        try
        {
            do Drain();
            while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            Drain();
        }
        _channel.Writer.Complete();
    }

    private void Drain()
    {
        while (true)
        {
            ReadOnlySpan<EngineReport> batch = _reports.Peek(BatchMax);
            if (batch.IsEmpty) return;
            foreach (ref readonly EngineReport report in batch)
                if (!_channel.Writer.TryWrite(report)) Interlocked.Increment(ref _dropped);
            _reports.Advance(batch.Length);
        }
    }

    private async Task HandOutAsync()
    {
        await foreach (EngineReport report in _channel.Reader.ReadAllAsync())
            foreach (Action<EngineReport> listener in _listeners) Tell(listener, report);
    }

    private void Tell(Action<EngineReport> listener, EngineReport report)
    {
        try
        {
            listener(report);
        }
        catch (Exception)
        {
            // One listener's trouble must not silence the others; the count is a metric.
            Interlocked.Increment(ref _failed);
        }
    }
}
