namespace TradingAgent.Simulation.Storm;

/// <summary>The door to storms: one seed, or many on several threads.</summary>
public static class StormRun
{
    /// <summary>Runs one storm from beginning to end.</summary>
    /// <param name="seed">Everything about it.</param>
    /// <param name="missing">A guard to take away, to see its checker notice.</param>
    /// <param name="venues">One, or two that trade the same coin.</param>
    /// <param name="onEvent">Hears every event that the agent is told, torn ones included.</param>
    public static StormResult Of(
        ulong seed, StormGuard missing = StormGuard.None, int venues = 1, Action<EngineEvent>? onEvent = null)
    {
        try
        {
            return new StormWorld(seed, missing, venues, onEvent).Run();
        }
        catch (Exception error)
        {
            throw new StormException(seed, error);
        }
    }

    /// <summary>Runs many, each on one thread, and adds them up.</summary>
    /// <param name="seeds">Which.</param>
    /// <param name="missing">A guard to take away.</param>
    /// <param name="threads">How many at once.</param>
    /// <param name="onDone">Called after each, one call at a time, in the order they end.</param>
    /// <param name="venues">One, or two that trade the same coin.</param>
    public static StormTotals Many(
        IReadOnlyList<ulong> seeds, StormGuard missing, int threads, Action<StormResult> onDone, int venues = 1)
    {
        var totals = new StormTotals();
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.ForEach(seeds, options, seed =>
        {
            StormResult result = Of(seed, missing, venues);
            lock (gate)
            {
                totals.Add(result);
                onDone(result);
            }
        });
        return totals;
    }
}
