namespace TradingAgent.Runtime.Safety;

/// <summary>
/// Held by a sentinel while it fires, in the agent's data folder. The system gives it back when the sentinel dies, so
/// that a dead sentinel never keeps an agent from starting.
/// </summary>
public static class SentinelLock
{
    private const string FileName = "sentinel.firing";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes it; null while somebody else has it.</summary>
    public static IDisposable? TryTake(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True while a sentinel fires.</summary>
    public static bool IsHeld(string folder)
    {
        if (!File.Exists(Path.Combine(folder, FileName))) return false;
        using IDisposable? taken = TryTake(folder);
        return taken is null;
    }

    /// <summary>Waits until no sentinel fires; true when it had to.</summary>
    public static async Task<bool> WaitAsync(string folder, Action onWaiting, CancellationToken ct)
    {
        bool waited = false;
        while (IsHeld(folder))
        {
            if (!waited) onWaiting();
            waited = true;
            await Task.Delay(LookEvery, ct);
        }
        return waited;
    }
}
