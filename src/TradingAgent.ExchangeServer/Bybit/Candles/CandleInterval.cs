namespace TradingAgent.ExchangeServer.Bybit.Candles;

/// <summary>A length of bars under the venue's name. Days, weeks (from Monday) and months begin at 00:00 UTC.</summary>
internal readonly record struct CandleInterval(string Name)
{
    private const long Minute = 60_000_000_000;
    private const long Day = 1440 * Minute;

    /// <summary>1970-01-01 was a Thursday: the Monday before is three days earlier.</summary>
    private const long DaysToMonday = 3;

    public static bool TryParse(string? name, out CandleInterval interval)
    {
        interval = new CandleInterval(name ?? "");
        return name is "1" or "3" or "5" or "15" or "30" or "60" or "120" or "240" or "360" or "720"
            or "D" or "W" or "M";
    }

    /// <summary>True when it can be made of whole hours.</summary>
    public bool IsOfHours => Name is "D" or "W" or "M" || Minutes % 60 == 0;

    /// <summary>The beginning of the bar that a moment falls into.</summary>
    public Timestamp StartOf(Timestamp moment)
    {
        long at = moment.Nanoseconds;
        switch (Name)
        {
            case "M":
                DateTimeOffset date = moment.ToDateTimeOffset();
                return Timestamp.From(new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero));
            case "W":
                long week = ((at / Day) + DaysToMonday) / 7;
                return new Timestamp(((week * 7) - DaysToMonday) * Day);
            default:
                long length = Minutes * Minute;
                return new Timestamp(at / length * length);
        }
    }

    /// <summary>The beginning of the next bar.</summary>
    public Timestamp NextAfter(Timestamp start) => Name == "M"
        ? Timestamp.From(start.ToDateTimeOffset().AddMonths(1))
        : start + new Duration((Name == "W" ? 7 * 1440 : Minutes) * Minute);

    private long Minutes => Name == "D" ? 1440 : Name is "W" or "M" ? 0
        : long.Parse(Name, System.Globalization.CultureInfo.InvariantCulture);
}
