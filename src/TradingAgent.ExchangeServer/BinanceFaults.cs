using System.Collections.Concurrent;

namespace TradingAgent.ExchangeServer;

/// <summary>
/// Faults for tests of clients. Those that are armed are used up by one order request each (place, amend or cancel,
/// over REST). Safe from any thread.
/// </summary>
public sealed class BinanceFaults
{
    private readonly ConcurrentQueue<BinanceFault> _next = [];

    /// <summary>As long as it is set, requests for a book are answered with 503.</summary>
    public volatile bool WithholdsBooks;

    /// <summary>The next order request that finds no earlier fault will suffer this one.</summary>
    public void Arm(BinanceFault fault) => _next.Enqueue(fault);

    internal BinanceFault Take() => _next.TryDequeue(out BinanceFault fault) ? fault : BinanceFault.None;
}
