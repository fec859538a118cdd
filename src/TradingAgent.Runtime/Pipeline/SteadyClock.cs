namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The shell's clock: UTC read once at the start, plus steady elapsed time, so it never jumps when the system clock is
/// set. The provider decides how fast time runs.
/// </summary>
public sealed class SteadyClock
{
    private readonly TimeProvider _time;
    private readonly long _anchorTicks;
    private readonly long _anchorNanoseconds;
    private readonly double _nanosecondsPerTick;

    public SteadyClock(TimeProvider time)
    {
        _time = time;
        _anchorTicks = time.GetTimestamp();
        _anchorNanoseconds = Timestamp.From(time.GetUtcNow()).Nanoseconds;
        _nanosecondsPerTick = 1e9 / time.TimestampFrequency;
    }

    /// <summary>Now.</summary>
    public Timestamp Now =>
        new(_anchorNanoseconds + (long)((_time.GetTimestamp() - _anchorTicks) * _nanosecondsPerTick));
}
