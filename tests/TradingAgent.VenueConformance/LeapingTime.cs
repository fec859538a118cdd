namespace TradingAgent.VenueConformance;

/// <summary>The machine's clock, set to another day, that can leap forwards as a whole: both of its hands.</summary>
internal sealed class LeapingTime(DateTimeOffset start) : TimeProvider
{
    private long _ticks = (start - DateTimeOffset.UtcNow).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddTicks(Volatile.Read(ref _ticks));

    public override long GetTimestamp() =>
        System.GetElapsedTime(0, System.GetTimestamp()).Ticks + Volatile.Read(ref _ticks);

    /// <summary>Leaps to a moment; one that is past is not leapt to.</summary>
    public void LeapTo(DateTimeOffset moment)
    {
        TimeSpan step = moment - GetUtcNow();
        if (step > TimeSpan.Zero) Interlocked.Add(ref _ticks, step.Ticks);
    }
}
