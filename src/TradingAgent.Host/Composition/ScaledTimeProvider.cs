namespace TradingAgent.Host.Composition;

/// <summary>
/// A clock that runs faster or slower than the wall's from a chosen moment on. The demo's exchange and agent share
/// one, so that signatures, ages and timers agree at any speed.
/// </summary>
internal sealed class ScaledTimeProvider : TimeProvider
{
    private readonly TimeProvider _wall;
    private readonly long _wallStart;
    private readonly DateTimeOffset _epoch;

    /// <param name="wall">The clock that is scaled.</param>
    /// <param name="epoch">What this clock shows at the beginning.</param>
    /// <param name="speed">Its seconds per second of the wall, above 0.</param>
    public ScaledTimeProvider(TimeProvider wall, DateTimeOffset epoch, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(speed, 1e6);
        _wall = wall;
        _wallStart = wall.GetTimestamp();
        _epoch = epoch;
        Speed = speed;
    }

    /// <summary>The given clock itself at speed 1, else one that starts at its present moment.</summary>
    public static TimeProvider From(TimeProvider wall, double speed) =>
        speed == 1 ? wall : new ScaledTimeProvider(wall, wall.GetUtcNow(), speed);

    /// <summary>Its seconds per second of the wall.</summary>
    public double Speed { get; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _epoch + Elapsed();

    public override long GetTimestamp() => Elapsed().Ticks;

    /// <summary>Due time and period are in this clock's seconds.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(_wall.CreateTimer(callback, state, ToWall(dueTime), ToWall(period)), this);

    /// <summary>How long the wall's clock takes; infinite stays infinite, and nothing positive becomes zero.</summary>
    internal TimeSpan ToWall(TimeSpan span)
    {
        if (span <= TimeSpan.Zero) return span;
        return TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, (long)(span.Ticks / Speed)));
    }

    private TimeSpan Elapsed() =>
        TimeSpan.FromTicks((long)(_wall.GetElapsedTime(_wallStart, _wall.GetTimestamp()).Ticks * Speed));

    /// <summary>A wall timer whose changes are given in scaled time.</summary>
    private sealed class ScaledTimer(ITimer inner, ScaledTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            inner.Change(clock.ToWall(dueTime), clock.ToWall(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
