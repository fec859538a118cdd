namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// The account's order counts as the venue tells them, held against what it allows: near the end, everything but
/// cancels (which do not count) waits until the window is over. Other programs of the account count too.
/// </summary>
internal sealed class OrderCounts(VenueRateLimiter limiter, VenueClock clock)
{
    private const int KeptShare = 10;

    /// <summary>What the venue allows in ten seconds.</summary>
    public long In10SecondsMax { get; set; } = 300;

    /// <summary>What the venue allows in a minute.</summary>
    public long InMinuteMax { get; set; } = 1200;

    /// <summary>The venue counted; -1 is not told.</summary>
    public void On(long in10Seconds, long inMinute)
    {
        if (IsNear(inMinute, InMinuteMax)) Pause(60_000);
        else if (IsNear(in10Seconds, In10SecondsMax)) Pause(10_000);
    }

    /// <summary>The venue refused for being too fast: until the window's end, or as long as it says.</summary>
    public void OnRefused(long retryAfterSeconds)
    {
        if (retryAfterSeconds > 0) limiter.PauseUntil(0, clock.Now + Duration.FromSeconds(retryAfterSeconds));
        else Pause(10_000);
    }

    private static bool IsNear(long count, long max) => count > 0 && (max - count) * KeptShare < max;

    private void Pause(long windowMs)
    {
        long venueMs = (clock.Now + clock.Offset).Milliseconds;
        limiter.PauseUntil(0, clock.Now + Duration.FromMilliseconds(windowMs - (venueMs % windowMs)));
    }
}
