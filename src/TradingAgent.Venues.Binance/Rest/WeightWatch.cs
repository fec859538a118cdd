namespace TradingAgent.Venues.Binance.Rest;

/// <summary>
/// How much of an address's weight the venue says is used in this minute, so that questions stop before it refuses:
/// the last fifth is for cancels, and what is left of the second half for the account. All of an address's programs
/// share it. Thread-safe.
/// </summary>
internal sealed class WeightWatch
{
    private const long MinuteMs = 60_000;

    private long _limit = 2400;
    private long _used;
    private long _minute;

    /// <summary>What the venue allows in a minute.</summary>
    public long Limit
    {
        get => Interlocked.Read(ref _limit);
        set
        {
            if (value > 0) Interlocked.Exchange(ref _limit, value);
        }
    }

    /// <summary>Used in the minute of that moment, as last told.</summary>
    public long UsedAt(long venueMs) =>
        Interlocked.Read(ref _minute) == venueMs / MinuteMs ? Interlocked.Read(ref _used) : 0;

    /// <summary>The venue told what is used; negative figures have been seen and say nothing.</summary>
    public void On(long used, long venueMs)
    {
        if (used < 0) return;
        Interlocked.Exchange(ref _used, used);
        Interlocked.Exchange(ref _minute, venueMs / MinuteMs);
    }

    /// <summary>True while a question may be asked that is one of hundreds, and can wait.</summary>
    public bool HasRoomForBooks(long venueMs) => UsedAt(venueMs) * 2 < Limit;

    /// <summary>True while a question may be asked.</summary>
    public bool HasRoom(long venueMs) => UsedAt(venueMs) * 5 < Limit * 4;
}
