namespace TradingAgent.Venues.Wire;

/// <summary>
/// When the next attempt to connect may begin: full jitter below a doubling ceiling, and never more than a number of
/// attempts in any minute, of this connection and of all that share a window with it.
/// </summary>
public sealed class ReconnectSchedule
{
    private readonly int _firstMs;
    private readonly int _ceilingMs;
    private readonly Random _chance;
    private readonly AttemptWindow _own;
    private readonly AttemptWindow? _shared;
    private int _failures;

    /// <param name="first">Ceiling of the first delay after a failure.</param>
    /// <param name="ceiling">Largest ceiling.</param>
    /// <param name="attemptsPerMinute">Attempts allowed in any minute.</param>
    /// <param name="chance">Source of the jitter.</param>
    /// <param name="shared">Attempts of all connections to the same venue, or null.</param>
    public ReconnectSchedule(
        TimeSpan first, TimeSpan ceiling, int attemptsPerMinute, Random chance, AttemptWindow? shared = null)
    {
        _firstMs = (int)first.TotalMilliseconds;
        _ceilingMs = (int)ceiling.TotalMilliseconds;
        _own = new AttemptWindow(attemptsPerMinute);
        _shared = shared;
        _chance = chance;
    }

    /// <summary>The ceiling of the next delay: zero before the first failure, then doubling.</summary>
    public int CeilingMs =>
        _failures == 0 ? 0 : (int)Math.Min((long)_firstMs << Math.Min(_failures - 1, 20), _ceilingMs);

    /// <summary>How long to wait before the attempt that begins next; counts it as begun after that wait.</summary>
    public TimeSpan Next(long wallMilliseconds)
    {
        long delayMs = CeilingMs == 0 ? 0 : _chance.Next(CeilingMs + 1);
        long at = _own.Reserve(wallMilliseconds + delayMs);
        if (_shared is not null) at = _shared.Reserve(at);
        return TimeSpan.FromMilliseconds(at - wallMilliseconds);
    }

    /// <summary>A connection did not open, or ended.</summary>
    public void Failed() => _failures++;

    /// <summary>A connection proved itself.</summary>
    public void Succeeded() => _failures = 0;
}
