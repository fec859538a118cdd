namespace TradingAgent.ConcurrencyTests.Shims;

/// <summary>
/// Stands in for the system's in the sources explored: each access is a point where another thread may go on.
/// </summary>
internal static class Volatile
{
    public static int Read(ref readonly int location)
    {
        Explorer.Point();
        return location;
    }

    public static long Read(ref readonly long location)
    {
        Explorer.Point();
        return location;
    }

    public static void Write(ref int location, int value)
    {
        Explorer.Point();
        location = value;
    }

    public static void Write(ref long location, long value)
    {
        Explorer.Point();
        location = value;
    }
}
