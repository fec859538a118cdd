using TradingAgent.Runtime.Warmth;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The whole way of a tick on one busy thread: look at the sockets, decode, apply, write the journal, send. Nothing is
/// woken on the way, which costs more than all of it.
/// </summary>
public sealed class SpinningStage : IStage
{
    private readonly EngineStage _engine;
    private readonly JournalStage? _journal;
    private readonly ConsumerSignal _signal;
    private readonly PolledSockets? _sockets;
    private readonly CacheWarmth? _warmth;

    /// <param name="engine">What takes the events.</param>
    /// <param name="journal">
    /// What must have an event before its commands leave; null leaves all of it to the journal's own thread.
    /// </param>
    /// <param name="signal">Wakes the journal's own thread for what this one must leave to it.</param>
    /// <param name="sockets">Where frames arrive; null when others publish.</param>
    /// <param name="warmth">What it does when there is nothing to do; null for nothing.</param>
    public SpinningStage(
        EngineStage engine, JournalStage? journal, ConsumerSignal signal, PolledSockets? sockets,
        CacheWarmth? warmth = null)
    {
        _engine = engine;
        _journal = journal;
        _signal = signal;
        _sockets = sockets;
        _warmth = warmth;
        engine.CommandsWait = Release;
    }

    public bool HasWork => _engine.HasWork || _sockets is { IsEmpty: false };

    public bool Step()
    {
        if ((_sockets?.Poll() ?? false) | _engine.Step()) return true;
        // Nothing to do: what the next command would have to wait for is written now.
        long last = _engine.LastSequence;
        if (_journal is not null && _journal.WrittenThrough < last && _journal.TryHurry(last)) return true;
        _warmth?.Step();
        return false;
    }

    private void Release(long cause)
    {
        if (_journal is null || !_journal.TryHurry(cause)) _signal.Wake();
    }
}
