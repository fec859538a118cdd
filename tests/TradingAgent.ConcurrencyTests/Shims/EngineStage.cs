using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.ConcurrencyTests.Shims;

/// <summary>Stands in for the engine's: as far as the kill switch looks, what its consumer says.</summary>
public sealed class EngineStage(RingConsumer<EngineEvent> events)
{
    public long LastSequence => events.Consumed;

    public bool IsBehind => events.Backlog > 0;
}
