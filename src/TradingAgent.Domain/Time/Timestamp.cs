namespace TradingAgent.Domain.Time;

/// <summary>A moment: nanoseconds since 1970-01-01 UTC. Zero means «not known».</summary>
/// <param name="Nanoseconds">Nanoseconds since the Unix epoch.</param>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>Not known.</summary>
    public static readonly Timestamp None;

    /// <summary>Later than every moment: a deadline that never comes.</summary>
    public static readonly Timestamp Never = new(long.MaxValue);

    /// <summary>True when the moment is not known.</summary>
    public bool IsNone => Nanoseconds == 0;

    /// <summary>Whole milliseconds since the Unix epoch, rounded down.</summary>
    public long Milliseconds => Nanoseconds / 1_000_000;

    public static Timestamp FromMilliseconds(long milliseconds) => new(checked(milliseconds * 1_000_000));

    public static Timestamp From(DateTimeOffset moment) =>
        new(checked((moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100));

    public static Duration operator -(Timestamp later, Timestamp earlier) =>
        new(checked(later.Nanoseconds - earlier.Nanoseconds));

    public static Timestamp operator +(Timestamp start, Duration step) =>
        new(checked(start.Nanoseconds + step.Nanoseconds));

    public static Timestamp operator -(Timestamp start, Duration step) =>
        new(checked(start.Nanoseconds - step.Nanoseconds));

    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / 100);

    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public override string ToString() => ToDateTimeOffset().ToString(
        "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
