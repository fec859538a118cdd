namespace TradingAgent.Runtime.Pipeline;

/// <summary>How a consumer waits for a ring that is empty.</summary>
public enum WaitMode : byte
{
    /// <summary>Spins about 20 µs, yields, then sleeps until woken: kind to a machine with few cores.</summary>
    Park,

    /// <summary>Never sleeps: lowest latency, one core busy for each consumer.</summary>
    Spin,
}
