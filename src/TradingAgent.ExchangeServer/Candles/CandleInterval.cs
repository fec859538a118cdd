namespace TradingAgent.ExchangeServer.Candles;

/// <summary>A length of bars. Days, weeks (from Monday) and months begin at 00:00 UTC.</summary>
/// <param name="Name">As the venue calls it.</param>
/// <param name="Minutes">Its length; 0: a calendar month.</param>
internal readonly record struct CandleInterval(string Name, int Minutes)
{
    public const int DayMinutes = 1440;
    public const int WeekMinutes = 7 * DayMinutes;

    private const long Minute = 60_000_000_000;
    private const long Week = WeekMinutes * Minute;

    /// <summary>1970-01-01 was a Thursday: the Monday before is three days earlier.</summary>
    private const long ToMonday = 3 * DayMinutes * Minute;

    /// <summary>True when it can be made of whole hours.</summary>
    public bool IsOfHours => Minutes % 60 == 0;

    /// <summary>The beginning of the bar that a moment falls into.</summary>
    public Timestamp StartOf(Timestamp moment)
    {
        long at = moment.Nanoseconds;
        switch (Minutes)
        {
            case 0:
                DateTimeOffset date = moment.ToDateTimeOffset();
                return Timestamp.From(new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero));
            case WeekMinutes:
                return new Timestamp(((at + ToMonday) / Week * Week) - ToMonday);
            default:
                long length = Minutes * Minute;
                return new Timestamp(at / length * length);
        }
    }

    /// <summary>The beginning of the next bar.</summary>
    public Timestamp NextAfter(Timestamp start) => Minutes == 0
        ? Timestamp.From(start.ToDateTimeOffset().AddMonths(1))
        : start + new Duration(Minutes * Minute);
}
