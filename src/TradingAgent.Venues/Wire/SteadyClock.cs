namespace TradingAgent.Venues.Wire;

/// <summary>
/// UTC read once at start plus monotonic time since: never steps back or jumps when the machine's clock is set.
/// </summary>
public sealed class SteadyClock
{
    private readonly TimeProvider _time;
    private readonly long _startTicks;
    private readonly Timestamp _anchor;
    private readonly double _nanosecondsPerTick;

    public SteadyClock(TimeProvider time)
    {
        _time = time;
        _anchor = Timestamp.From(time.GetUtcNow());
        _startTicks = time.GetTimestamp();
        _nanosecondsPerTick = 1e9 / time.TimestampFrequency;
    }

    public Timestamp Now =>
        new(_anchor.Nanoseconds + (long)((_time.GetTimestamp() - _startTicks) * _nanosecondsPerTick));

    /// <summary>Both clocks of a protocol call.</summary>
    public WireTime Wire => new(Now, Environment.TickCount64);
}
