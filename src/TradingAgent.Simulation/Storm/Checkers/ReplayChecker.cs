using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Storm.Agent;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 6: a second engine that was never killed and never restored is fed from the journal alone, and must have the
/// first one's state at every checkpoint.
/// </summary>
internal sealed class ReplayChecker
{
    private readonly EngineOutput _output = new(StormAgent.Limits);
    private readonly Scoreboard _board;

    public ReplayChecker(Scoreboard board, StormGuard missing)
    {
        _board = board;
        Replica = new TradingEngine(StormAgent.Limits, StormGuards.EngineGuardOf(missing));
    }

    /// <summary>The engine that nobody ever killed.</summary>
    public TradingEngine Replica { get; }

    /// <summary>Brings it to the end of what is flushed.</summary>
    public void Follow(StormJournal journal)
    {
        ReadOnlySpan<EngineEvent> flushed = journal.Flushed;
        int done = (int)(Replica.LastSequence - journal.SegmentStart);
        foreach (ref readonly EngineEvent change in flushed[done..]) Replica.Apply(in change, _output);
    }

    public void OnCheckpoint(StormAgent agent)
    {
        Follow(agent.Journal);
        ulong live = agent.Engine.StateHash();
        ulong replayed = Replica.StateHash();
        _board.Judge(StormChecker.Replay, live == replayed,
            $"at event {agent.Engine.LastSequence} the state hash is {live:x16} and its replay's {replayed:x16}");
    }
}
