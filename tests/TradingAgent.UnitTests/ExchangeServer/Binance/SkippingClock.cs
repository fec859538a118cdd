namespace TradingAgent.UnitTests.ExchangeServer.Binance;

/// <summary>The wall clock, moved ahead at will; or one that stands still.</summary>
internal sealed class SkippingClock(DateTimeOffset? still = null) : TimeProvider
{
    private long _skippedTicks;

    public override DateTimeOffset GetUtcNow() =>
        (still ?? DateTimeOffset.UtcNow).AddTicks(Interlocked.Read(ref _skippedTicks));

    public void Skip(TimeSpan time) => Interlocked.Add(ref _skippedTicks, time.Ticks);
}
