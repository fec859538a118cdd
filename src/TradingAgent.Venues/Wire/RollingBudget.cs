namespace TradingAgent.Venues.Wire;

/// <summary>
/// At most N in any window of time, exactly: remembers the last N moments. Venues that count a rolling window refuse
/// what a refilling bucket of the same rate would let through right after a burst. Not thread-safe.
/// </summary>
public sealed class RollingBudget(int count, Duration window)
{
    private readonly Timestamp[] _taken = new Timestamp[Math.Max(count, 1)];
    private int _oldest;

    /// <summary>How many may still be taken at this moment.</summary>
    public int Available(Timestamp now)
    {
        if (count <= 0) return 0;
        int used = 0;
        foreach (Timestamp at in _taken)
            if (!at.IsNone && now - at < window) used++;
        return count - used;
    }

    /// <summary>Takes one; false, and nothing taken, when the window is full.</summary>
    public bool TryTake(Timestamp now)
    {
        if (count <= 0) return false;
        Timestamp oldest = _taken[_oldest];
        if (!oldest.IsNone && now - oldest < window) return false;
        _taken[_oldest] = now;
        _oldest = _oldest + 1 == _taken.Length ? 0 : _oldest + 1;
        return true;
    }
}
