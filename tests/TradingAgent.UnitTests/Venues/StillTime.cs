namespace TradingAgent.UnitTests.Venues;

/// <summary>A clock that moves only when told.</summary>
public sealed class StillTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan step) => _elapsed += step;

    public override DateTimeOffset GetUtcNow() => start;

    public override long GetTimestamp() => _elapsed.Ticks;
}
