namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Forgets and compresses old segments away from the threads that trade: one pass at a time, another one after each
/// segment. What fails is said, and tried again with the next segment.
/// </summary>
internal sealed class JournalTidying(DataFolder folder, JournalLayout layout, Action<Exception> onFailed)
{
    private readonly Lock _gate = new();
    private Task _pass = Task.CompletedTask;

    /// <summary>Begins a pass, or queues one behind the pass that runs.</summary>
    public void Begin()
    {
        lock (_gate) _pass = _pass.ContinueWith(_ => Pass(), TaskScheduler.Default);
    }

    /// <summary>Waits for the passes begun; false when they take longer.</summary>
    public bool End(TimeSpan within)
    {
        lock (_gate) return _pass.Wait(within);
    }

    private void Pass()
    {
        try
        {
            JournalRetention.Apply(folder, layout, DateTime.UtcNow);
            JournalCompression.Apply(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JournalDamageException)
        {
            onFailed(failure);
        }
    }
}
