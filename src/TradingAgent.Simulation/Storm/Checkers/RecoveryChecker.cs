using TradingAgent.Engine;
using TradingAgent.Simulation.Storm.Agent;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 7: an engine recovered from snapshot and journal is, to the bit, the one that was never killed at the same
/// event; and where the journal lost nothing it is the one that was killed, its durable facts one by one.
/// </summary>
internal sealed class RecoveryChecker(Scoreboard board, ReplayChecker replay)
{
    private TradingEngine? _killed;

    public void OnKilled(StormAgent agent) => _killed = agent.Engine;

    public void OnRecovered(StormAgent agent)
    {
        replay.Follow(agent.Journal);
        TradingEngine recovered = agent.Engine;
        ulong now = recovered.StateHash();
        ulong never = replay.Replica.StateHash();
        board.Judge(StormChecker.Recovery, now == never,
            $"recovered at event {recovered.LastSequence} with state hash {now:x16}; never killed it is {never:x16}");
        if (_killed is not { } killed || killed.LastSequence != recovered.LastSequence) return;
        EngineStatus before = killed.Status();
        EngineStatus after = recovered.Status();
        board.Judge(StormChecker.Recovery, before == after, $"facts before {before} and after the kill {after}");
        for (int i = 1; i < StormAgent.Limits.Instruments; i++)
        {
            var id = new InstrumentId(i);
            board.Judge(StormChecker.Recovery, killed.PositionOf(id) == recovered.PositionOf(id),
                $"position {id} was {killed.PositionOf(id)} and is {recovered.PositionOf(id)} after the kill");
        }
    }
}
