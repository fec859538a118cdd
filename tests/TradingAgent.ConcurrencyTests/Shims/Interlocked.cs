namespace TradingAgent.ConcurrencyTests.Shims;

/// <summary>
/// Stands in for the system's in the sources explored: each is a point, and whole, as one thread runs at a time.
/// </summary>
internal static class Interlocked
{
    public static int Exchange(ref int location, int value)
    {
        Explorer.Point();
        (int before, location) = (location, value);
        return before;
    }

    public static int CompareExchange(ref int location, int value, int comparand)
    {
        Explorer.Point();
        int before = location;
        if (before == comparand) location = value;
        return before;
    }

    public static long CompareExchange(ref long location, long value, long comparand)
    {
        Explorer.Point();
        long before = location;
        if (before == comparand) location = value;
        return before;
    }

    /// <summary>With one thread at a time everything is fenced.</summary>
    public static void MemoryBarrier()
    {
    }
}
