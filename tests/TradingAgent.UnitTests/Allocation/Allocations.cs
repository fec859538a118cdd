namespace TradingAgent.UnitTests.Allocation;

/// <summary>Counts what a piece of work allocates once it is warm.</summary>
internal static class Allocations
{
    private const int RoundsMax = 10;

    /// <summary>
    /// Bytes allocated on this thread by the best of some rounds. Garbage of the work itself shows in every round; a
    /// single round may also hold what the runtime allocates where it compiles code again, and the rest of this
    /// thread's allocation window, which a collection that anybody causes takes away.
    /// </summary>
    public static long Of(Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < RoundsMax && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
