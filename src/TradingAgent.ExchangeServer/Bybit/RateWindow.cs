namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>At most a number of visits in any rolling second; remembers the time of each.</summary>
internal sealed class RateWindow(int limit)
{
    private static readonly Duration Second = Duration.FromSeconds(1);

    private readonly Timestamp[] _visits = new Timestamp[limit];
    private int _next;

    public int Limit => limit;

    /// <summary>Counts a visit and says true, or says false when the second is full.</summary>
    public bool TryVisit(Timestamp now)
    {
        if (!IsFree(_visits[_next], now)) return false;
        _visits[_next] = now;
        _next = (_next + 1) % limit;
        return true;
    }

    /// <summary>Visits left in the second that ends now.</summary>
    public int Remaining(Timestamp now)
    {
        int free = 0;
        foreach (Timestamp visit in _visits)
            if (IsFree(visit, now)) free++;
        return free;
    }

    /// <summary>When the next visit is possible: now, or when the oldest of a full second is a second old.</summary>
    public Timestamp ResetAt(Timestamp now)
    {
        Timestamp oldest = _visits[_next];
        return IsFree(oldest, now) ? now : oldest + Second;
    }

    private static bool IsFree(Timestamp visit, Timestamp now) => visit.IsNone || now - visit >= Second;
}
