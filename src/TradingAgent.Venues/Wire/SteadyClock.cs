namespace TradingAgent.Venues.Wire;

/// <summary>
/// UTC read once at start plus monotonic time since: never steps back or jumps when the machine's clock is set. When
/// the machine's clock is found to be another, <see cref="Reanchor"/> follows it: forwards at once, backwards by going
/// slower, so that no stamp is ever smaller than one before it.
/// </summary>
public sealed class SteadyClock
{
    /// <summary>While it is ahead, the clock loses one second in this many.</summary>
    private const int SlowDown = 20;

    private const int ReadingsAtStart = 16;

    private readonly TimeProvider _time;
    private readonly double _nanosecondsPerTick;
    private Anchor _anchor;

    public SteadyClock(TimeProvider time)
    {
        _time = time;
        _nanosecondsPerTick = 1e9 / time.TimestampFrequency;
        _anchor = ReadBoth();
    }

    public Timestamp Now
    {
        get
        {
            Anchor anchor = Volatile.Read(ref _anchor);
            return At(anchor, Elapsed(anchor));
        }
    }

    /// <summary>Both clocks of a protocol call.</summary>
    public WireTime Wire => new(Now, Environment.TickCount64);

    /// <summary>
    /// Compares with the machine's clock and follows it when they differ by more than <paramref name="tolerance"/>
    /// beyond what is being made up already. One thread calls it, now and then.
    /// </summary>
    /// <returns>UTC minus our time before, or zero when nothing was done.</returns>
    public Duration Reanchor(Duration tolerance)
    {
        Anchor anchor = _anchor;
        long ticks = _time.GetTimestamp();
        long elapsed = (long)((ticks - anchor.Ticks) * _nanosecondsPerTick);
        long now = At(anchor, elapsed).Nanoseconds;
        long step = Timestamp.From(_time.GetUtcNow()).Nanoseconds - now;
        long owed = anchor.Ahead - Lost(anchor, elapsed);
        if (Math.Abs(step + owed) <= tolerance.Nanoseconds) return new Duration(0);
        Volatile.Write(ref _anchor, new Anchor(now + Math.Max(0, step), ticks, Math.Max(0, -step)));
        return new Duration(step);
    }

    /// <summary>
    /// UTC between two readings of the monotonic clock, the closest pair of several: a pause between the readings would
    /// shift every stamp of the run.
    /// </summary>
    private Anchor ReadBoth()
    {
        long narrowest = long.MaxValue;
        Anchor best = null!;
        for (int i = 0; i < ReadingsAtStart; i++)
        {
            long before = _time.GetTimestamp();
            long utc = Timestamp.From(_time.GetUtcNow()).Nanoseconds;
            long width = _time.GetTimestamp() - before;
            if (width >= narrowest) continue;
            narrowest = width;
            best = new Anchor(utc, before + (width / 2), 0);
        }
        return best;
    }

    private long Elapsed(Anchor anchor) => (long)((_time.GetTimestamp() - anchor.Ticks) * _nanosecondsPerTick);

    private static Timestamp At(Anchor anchor, long elapsed) =>
        new(anchor.Utc + elapsed - Lost(anchor, elapsed));

    private static long Lost(Anchor anchor, long elapsed) => Math.Min(anchor.Ahead, elapsed / SlowDown);

    /// <summary>Our time and the monotonic clock at one moment, and how far we were ahead of UTC.</summary>
    private sealed record Anchor(long Utc, long Ticks, long Ahead);
}
