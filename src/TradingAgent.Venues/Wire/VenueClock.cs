namespace TradingAgent.Venues.Wire;

/// <summary>
/// The venue's time as we estimate it, for signatures. Stamps lag by a margin, because the venue takes a request that
/// is seconds old but refuses one from one second in the future.
/// </summary>
internal sealed class VenueClock(SteadyClock clock)
{
    private const long MarginMs = 300;

    private long _offsetNanoseconds;

    /// <summary>Told when the venue refuses our stamps, so that its clock is measured again.</summary>
    public event Action? Doubted;

    public Timestamp Now => clock.Now;

    public WireTime Wire => clock.Wire;

    /// <summary>Venue minus ours.</summary>
    public Duration Offset
    {
        get => new(Interlocked.Read(ref _offsetNanoseconds));
        set => Interlocked.Exchange(ref _offsetNanoseconds, value.Nanoseconds);
    }

    /// <summary>The venue refused a stamp.</summary>
    public void Doubt() => Doubted?.Invoke();

    /// <summary>Milliseconds to sign a request with.</summary>
    public long StampMilliseconds => (clock.Now + Offset).Milliseconds - MarginMs;

    /// <summary>A moment in the venue's future, for a stream's authentication.</summary>
    public long ExpiryMilliseconds => (clock.Now + Offset).Milliseconds + 30_000;
}
