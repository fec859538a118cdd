namespace TradingAgent.UnitTests.Venues;

/// <summary>A clock that moves only when told.</summary>
public sealed class StillTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _elapsed;
    private TimeSpan _set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan step) => _elapsed += step;

    /// <summary>Sets the machine's clock; what has elapsed stays.</summary>
    public void Set(TimeSpan step) => _set += step;

    public override DateTimeOffset GetUtcNow() => start + _elapsed + _set;

    public override long GetTimestamp() => _elapsed.Ticks;
}
