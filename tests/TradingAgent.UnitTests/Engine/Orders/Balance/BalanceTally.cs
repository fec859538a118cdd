namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <summary>What a session of the model saw, so that a quiet one is noticed.</summary>
internal sealed class BalanceTally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what) => _counts[what] = this[what] + 1;

    public override string ToString() => string.Join(", ", _counts.Select(count => $"{count.Value} {count.Key}"));
}
