namespace TradingAgent.ConcurrencyTests.Shims;

/// <summary>
/// Stands in for the system's in the sources explored: what is handed to the pool waits for the thread of the scenario
/// that plays the pool, and what is awaited there is done when it is awaited.
/// </summary>
[AsyncMethodBuilder(typeof(TaskBuilder))]
internal sealed class Task
{
    private static Queue<Func<Task>> _pool = new();

    /// <summary>Work waits for the pool's thread.</summary>
    public static bool HasWork => _pool.Count > 0;

    /// <summary>Forgets what another schedule left.</summary>
    public static void Reset() => _pool = new Queue<Func<Task>>();

    /// <summary>Does the next piece of work, on the thread that asks.</summary>
    public static void Work() => _pool.Dequeue()();

    public static Task Run(Func<Task> work)
    {
        Explorer.Point();
        _pool.Enqueue(work);
        return new Task();
    }

    /// <summary>What is waited for at once may as well be done here.</summary>
    public static Task<T> Run<T>(Func<Task<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return work();
    }

    public static Task<T[]> WhenAll<T>(IEnumerable<Task<T>> tasks) => System.Threading.Tasks.Task.WhenAll(tasks);
}
