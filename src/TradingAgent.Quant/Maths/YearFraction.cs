namespace TradingAgent.Quant.Maths;

/// <summary>
/// Time to expiry in years, ACT/365 fixed: crypto trades around the clock, so no calendar is involved.
/// </summary>
public static class YearFraction
{
    /// <summary>Milliseconds in 365 days.</summary>
    public const double MillisecondsPerYear = 31_536_000_000;

    /// <summary>Nanoseconds in 365 days.</summary>
    public const double NanosecondsPerYear = 31_536_000_000_000_000;

    /// <summary>max(0, milliseconds)/31,536,000,000.</summary>
    public static double FromMilliseconds(long milliseconds) => Math.Max(0, milliseconds) / MillisecondsPerYear;

    /// <summary>max(0, nanoseconds)/31,536,000,000,000,000.</summary>
    public static double FromNanoseconds(long nanoseconds) => Math.Max(0, nanoseconds) / NanosecondsPerYear;

    /// <summary>max(0, expiry - now), both in Unix milliseconds of the exchange's clock.</summary>
    public static double Between(long nowMilliseconds, long expiryMilliseconds) =>
        FromMilliseconds(expiryMilliseconds - nowMilliseconds);
}
