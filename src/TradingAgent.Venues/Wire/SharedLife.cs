namespace TradingAgent.Venues.Wire;

/// <summary>Tasks that live and end together: the first that ends, or the caller, ends them all.</summary>
internal static class SharedLife
{
    /// <summary>Returns when every task has ended.</summary>
    /// <param name="start">Adds tasks that end when their token says so; what it added ends even if it throws.</param>
    /// <param name="ending">Called once at the end, whatever ended it, before this waits for the tasks.</param>
    /// <param name="ct">The caller's wish to stop, which is no error.</param>
    /// <exception cref="Exception">That of <paramref name="start"/>, or of the task that ended first.</exception>
    public static async Task RunAsync(
        Func<List<Task>, CancellationToken, Task> start, Action ending, CancellationToken ct)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(ct);
        List<Task> running = [];
        try
        {
            await start(running, life.Token).ConfigureAwait(false);
            await Task.WhenAny(running).Unwrap().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The caller asked us to stop.
        }
        finally
        {
            ending();
            await life.CancelAsync().ConfigureAwait(false);
            foreach (Task task in running) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
