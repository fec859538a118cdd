using TradingAgent.Exchange.Faults;

namespace TradingAgent.Simulation.Storm;

/// <summary>What one storm was and what its checkers found.</summary>
/// <param name="Seed">Reproduces it.</param>
/// <param name="Events">Events the engine took.</param>
/// <param name="Orders">Orders that the exchange accepted.</param>
/// <param name="Fills">Fills of them.</param>
public sealed record StormResult(ulong Seed, long Events, long Orders, long Fills)
{
    public required Duration VirtualTime { get; init; }

    public required FaultTally Tally { get; init; }

    /// <summary>Judgements by checker.</summary>
    public required IReadOnlyList<long> Judged { get; init; }

    /// <summary>Violations by checker, also those that are not kept below.</summary>
    public required IReadOnlyList<long> Failed { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyList<StormViolation> Violations { get; init; }

    /// <summary>Loss of a day that halts, USD.</summary>
    public required double LossLimit { get; init; }

    /// <summary>Largest loss of a day, USD.</summary>
    public required double LossMax { get; init; }

    /// <summary>The reference flattener's loss, USD; null when the limit was never breached.</summary>
    public required double? ReferenceLossMax { get; init; }

    /// <summary>The engine's state at the end: the same for the same seed.</summary>
    public required ulong StateHash { get; init; }

    public bool Passed => Violations.Count == 0;
}
