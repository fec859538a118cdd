namespace TradingAgent.Venues.Market;

/// <summary>Sums of sizes that a venue, or somebody in its name, may have made as large as it liked.</summary>
internal static class SizeSum
{
    /// <summary>The sum of two sizes that are not negative; as large as can be held when it does not fit.</summary>
    public static long Of(long one, long other) => unchecked(one + other) is var sum and >= 0 ? sum : long.MaxValue;
}
