namespace TradingAgent.Engine.Scaling.Policies.Neutralisers;

/// <summary>
/// Buckets of expiry in which vega may have a tolerance of its own: a book that is flat in all may be long one month
/// and short another, whose volatilities need not move together.
/// </summary>
internal static class VegaBuckets
{
    /// <summary>Buckets there are.</summary>
    public const int Count = 4;

    /// <summary>Stands for all of them together.</summary>
    public const int All = -1;

    private const double YearDays = 365;

    /// <summary>Most vega of each bucket that is left alone.</summary>
    public static IEnumerable<PolicyParameter> Tolerances { get; } =
    [
        .. Enumerable.Range(1, Count).Select(number => new PolicyParameter(
            $"Tolerance{number}", "USD per vol point", 0, 1e9, 0,
            $"Vega of bucket {number} of expiries, counted from the nearest, that is left alone; 0 for no tolerance " +
            "of its own.")),
    ];

    /// <summary>Where each bucket but the last ends.</summary>
    public static IEnumerable<PolicyParameter> Edges { get; } =
    [
        new("Days1", "days", 0.01, 3650, 7, "Bucket 1 holds what expires sooner."),
        new("Days2", "days", 0.01, 3650, 35, "Bucket 2 holds what expires after Days1 and sooner than this."),
        new("Days3", "days", 0.01, 3650, 100, "Bucket 3 holds what is between, bucket 4 what expires later."),
    ];

    /// <summary>The bucket of what is left to an expiry.</summary>
    /// <param name="years">Left.</param>
    /// <param name="edges">Days, ascending.</param>
    public static int Of(double years, ReadOnlySpan<double> edges)
    {
        int bucket = 0;
        while (bucket < Count - 1 && years * YearDays >= edges[bucket]) bucket++;
        return bucket;
    }

    /// <summary>Edges must ascend.</summary>
    public static IEnumerable<(string Parameter, string Problem)> Contradictions(PolicyValues values)
    {
        for (int i = 1; i < Count - 1; i++)
            if (values[$"Days{i + 1}"] <= values[$"Days{i}"])
                yield return ($"Days{i + 1}", $"is not above Days{i}: bucket {i + 1} would hold nothing.");
    }
}
