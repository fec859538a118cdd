namespace TradingAgent.Exchange.Faults;

/// <summary>How often each fault struck.</summary>
public sealed class FaultTally
{
    private readonly long[] _counts = new long[FaultPlan.Kinds];

    public long this[FaultKind kind] => _counts[(int)kind];

    public void Count(FaultKind kind) => _counts[(int)kind]++;

    /// <summary>Adds another tally to this one.</summary>
    public void Add(FaultTally other)
    {
        for (int i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }
}
