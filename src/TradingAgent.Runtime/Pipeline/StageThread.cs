namespace TradingAgent.Runtime.Pipeline;

/// <summary>A dedicated thread that steps one stage until it is stopped or the stage throws.</summary>
public sealed class StageThread : IDisposable
{
    private readonly IStage _stage;
    private readonly ConsumerSignal _signal;
    private readonly Action<string, Exception> _onFatal;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    /// <param name="name">The thread's name.</param>
    /// <param name="stage">What it drives.</param>
    /// <param name="signal">Where it waits.</param>
    /// <param name="onFatal">Told, on this thread, when the stage throws; the thread then ends.</param>
    public StageThread(string name, IStage stage, ConsumerSignal signal, Action<string, Exception> onFatal)
    {
        _stage = stage;
        _signal = signal;
        _onFatal = onFatal;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
    }

    public void Start() => _thread.Start();

    /// <summary>Asks the thread to end after the work at hand; false when it has not ended in time.</summary>
    public bool Stop(TimeSpan within)
    {
        _isStopping = true;
        _signal.Wake();
        return !_thread.IsAlive || _thread.Join(within);
    }

    public void Dispose() => Stop(TimeSpan.FromSeconds(1));

    private void Run()
    {
        try
        {
            while (!_isStopping)
                if (!_stage.Step()) _signal.Wait(_stage);
        }
        catch (Exception error)
        {
            _onFatal(_thread.Name!, error);
        }
    }
}
