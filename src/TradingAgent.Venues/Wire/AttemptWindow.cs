namespace TradingAgent.Venues.Wire;

/// <summary>
/// At most so many attempts to connect in any minute, shared by whoever is given it: all sockets of a venue count
/// against one address, and a storm of them is answered with a ban that blocks cancels as well. Thread-safe.
/// </summary>
public sealed class AttemptWindow(int perMinute)
{
    private const long MinuteMs = 60_000;

    private readonly List<long> _reserved = [];
    private readonly Lock _gate = new();

    /// <summary>Reserves the first moment, not before the given one, at which an attempt may begin.</summary>
    public long Reserve(long earliestMs)
    {
        lock (_gate)
        {
            _reserved.RemoveAll(at => at <= earliestMs - MinuteMs);
            long at = earliestMs;
            if (_reserved.Count >= perMinute) at = Math.Max(at, _reserved[^perMinute] + MinuteMs);
            int place = _reserved.BinarySearch(at);
            _reserved.Insert(place < 0 ? ~place : place, at);
            return at;
        }
    }
}
