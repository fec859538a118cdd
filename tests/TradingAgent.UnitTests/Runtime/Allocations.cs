namespace TradingAgent.UnitTests.Runtime;

/// <summary>Counts what a piece of work allocates once it is warm.</summary>
internal static class Allocations
{
    private const int RoundsMax = 10;

    /// <summary>
    /// Bytes allocated on this thread by the best of some rounds: the runtime itself allocates a little on the thread
    /// whose code it is just compiling again, which no single round can be told apart from.
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
