using System.Diagnostics;
using System.Threading.Channels;

namespace TradingAgent.ExchangeServer.Loop;

/// <summary>
/// The one thread that owns the exchange. Requests are posted to it and run in order of arrival; about every ten
/// milliseconds of wall time, and before each request, the exchange is brought to the moment its clock shows.
/// </summary>
internal sealed class ExchangeLoop : IDisposable
{
    /// <summary>Requests waiting; beyond it a request is refused as «busy» at once.</summary>
    private const int WaitingMax = 4096;
    private const long PulseMilliseconds = 10;

    private readonly Channel<Action> _work = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Timestamp> _advance;
    private readonly Action<Timestamp> _publish;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="time">The exchange's clock.</param>
    /// <param name="advance">Brings the exchange to a moment; called before each request.</param>
    /// <param name="publish">Sends what changed; called after each request and on each pulse.</param>
    public ExchangeLoop(TimeProvider time, Action<Timestamp> advance, Action<Timestamp> publish)
    {
        _time = time;
        _advance = advance;
        _publish = publish;
        _thread = new Thread(Run) { Name = "exchange", IsBackground = true };
    }

    /// <summary>Requests that failed by a fault of ours; each was answered as a server error.</summary>
    public int FailureCount { get; private set; }

    /// <summary>The last of them.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Ends when the loop has stopped; faulted when the exchange itself failed.</summary>
    public Task Completion => _ended.Task;

    public void Start() => _thread.Start();

    /// <summary>Queues work for the exchange thread; false when it is full or stopping.</summary>
    public bool TryPost(Action work)
    {
        if (_stopping || !_work.Writer.TryWrite(work)) return false;
        _wake.Set();
        return true;
    }

    /// <summary>
    /// Has work done on the exchange thread and returns its result; null when the exchange is full, stopping, or failed
    /// on it.
    /// </summary>
    public async Task<T?> RunAsync<T>(Func<T> work)
        where T : struct
    {
        TaskCompletionSource<T?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool posted = TryPost(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch
            {
                done.TrySetResult(null);
                throw;
            }
        });
        if (!posted) return null;
        await Task.WhenAny(done.Task, Completion);
        return done.Task.IsCompletedSuccessfully ? done.Task.Result : null;
    }

    /// <summary>Finishes what is queued and ends the thread.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        _work.Writer.TryComplete();
        _wake.Set();
        if (_thread.ThreadState.HasFlag(System.Threading.ThreadState.Unstarted)) _ended.TrySetResult();
        return _ended.Task;
    }

    public void Dispose() => _wake.Dispose();

    private void Run()
    {
        try
        {
            long nextPulse = 0;
            while (!_stopping)
            {
                RunWaiting();
                long now = Stopwatch.GetTimestamp() * 1000 / Stopwatch.Frequency;
                if (now >= nextPulse)
                {
                    Turn();
                    nextPulse = ((now / PulseMilliseconds) + 1) * PulseMilliseconds;
                }
                _wake.WaitOne((int)Math.Clamp(nextPulse - now, 1, PulseMilliseconds));
            }
            RunWaiting();
            _ended.TrySetResult();
        }
        catch (Exception failure)
        {
            _stopping = true;
            _work.Writer.TryComplete(failure);
            _ended.TrySetException(failure);
        }
    }

    private void RunWaiting()
    {
        while (_work.Reader.TryRead(out Action? work))
        {
            _advance(Timestamp.From(_time.GetUtcNow()));
            Try(work);
            _publish(Timestamp.From(_time.GetUtcNow()));
        }
    }

    /// <summary>One request that cannot be served must not end the market for everybody else.</summary>
    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            FailureCount++;
            LastFailure = failure;
        }
    }

    private void Turn()
    {
        Timestamp now = Timestamp.From(_time.GetUtcNow());
        _advance(now);
        _publish(now);
    }
}
