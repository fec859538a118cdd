using System.Collections.Concurrent;

namespace TradingAgent.ExchangeServer;

/// <summary>
/// Faults to come, for tests of clients: each is used up by one order request (place, amend or cancel, over REST).
/// Safe from any thread.
/// </summary>
public sealed class BinanceFaults
{
    private readonly ConcurrentQueue<BinanceFault> _next = [];

    /// <summary>The next order request that finds no earlier fault will suffer this one.</summary>
    public void Arm(BinanceFault fault) => _next.Enqueue(fault);

    internal BinanceFault Take() => _next.TryDequeue(out BinanceFault fault) ? fault : BinanceFault.None;
}
