namespace TradingAgent.Venues.Wire;

/// <summary>
/// When the next attempt to connect may begin: full jitter below a doubling ceiling, and never more than a number of
/// attempts in any minute, because a storm of reconnects is answered with a ban that blocks cancels as well.
/// </summary>
public sealed class ReconnectSchedule
{
    private const long MinuteMs = 60_000;

    private readonly int _firstMs;
    private readonly int _ceilingMs;
    private readonly Random _chance;
    private readonly Queue<long> _attempts = new();
    private readonly int _attemptsPerMinute;
    private int _failures;

    /// <param name="first">Ceiling of the first delay after a failure.</param>
    /// <param name="ceiling">Largest ceiling.</param>
    /// <param name="attemptsPerMinute">Attempts allowed in any minute.</param>
    /// <param name="chance">Source of the jitter.</param>
    public ReconnectSchedule(TimeSpan first, TimeSpan ceiling, int attemptsPerMinute, Random chance)
    {
        _firstMs = (int)first.TotalMilliseconds;
        _ceilingMs = (int)ceiling.TotalMilliseconds;
        _attemptsPerMinute = attemptsPerMinute;
        _chance = chance;
    }

    /// <summary>The ceiling of the next delay: zero before the first failure, then doubling.</summary>
    public int CeilingMs =>
        _failures == 0 ? 0 : (int)Math.Min((long)_firstMs << Math.Min(_failures - 1, 20), _ceilingMs);

    /// <summary>How long to wait before the attempt that begins next; counts it as begun after that wait.</summary>
    public TimeSpan Next(long wallMilliseconds)
    {
        long delayMs = CeilingMs == 0 ? 0 : _chance.Next(CeilingMs + 1);
        while (_attempts.Count > 0 && _attempts.Peek() <= wallMilliseconds + delayMs - MinuteMs) _attempts.Dequeue();
        if (_attempts.Count >= _attemptsPerMinute)
            delayMs = Math.Max(delayMs, _attempts.Dequeue() + MinuteMs - wallMilliseconds);
        _attempts.Enqueue(wallMilliseconds + delayMs);
        return TimeSpan.FromMilliseconds(delayMs);
    }

    /// <summary>A connection did not open or did not last.</summary>
    public void Failed() => _failures++;

    /// <summary>A connection proved itself.</summary>
    public void Succeeded() => _failures = 0;
}
