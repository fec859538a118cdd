namespace TradingAgent.Exchange.Listings;

/// <summary>
/// Which expiries a chain has at a moment: two dailies, a Friday, a month end and two quarter ends, at least.
/// </summary>
public static class ExpiryCalendar
{
    private const int ExpiryHour = 8;

    /// <summary>
    /// Sorted, all after <paramref name="now"/>; nearer Fridays fill up when two rules name the same day.
    /// </summary>
    public static IReadOnlyList<Timestamp> At(Timestamp now, int count)
    {
        DateTime next = NextExpiryHour(now);
        DateTime month = LastFriday(next.AddDays(13));
        DateTime quarter = QuarterEnd(next.AddDays(45));
        var chosen = new List<DateTime>();
        Add(chosen, next);
        Add(chosen, next.AddDays(1));
        Add(chosen, Friday(next.AddDays(3)));
        Add(chosen, month);
        Add(chosen, quarter);
        Add(chosen, QuarterEnd(quarter.AddDays(7)));
        for (int week = 1; chosen.Count < count; week++) Add(chosen, Friday(next.AddDays(3 + (7 * week))));
        chosen.Sort();
        return [.. chosen.Take(Math.Max(count, 6)).Select(Moment)];
    }

    /// <summary>
    /// The last Friday of the next quarter's last month that is at least six weeks away, at 08:00 UTC.
    /// </summary>
    public static Timestamp DatedFuture(Timestamp now) =>
        Moment(QuarterEnd(NextExpiryHour(now).AddDays(45)));

    private static Timestamp Moment(DateTime day) => Timestamp.From(new DateTimeOffset(day, TimeSpan.Zero));

    private static void Add(List<DateTime> chosen, DateTime day)
    {
        if (!chosen.Contains(day)) chosen.Add(day);
    }

    private static DateTime NextExpiryHour(Timestamp now)
    {
        DateTime moment = now.ToDateTimeOffset().UtcDateTime;
        DateTime today = moment.Date.AddHours(ExpiryHour);
        return moment < today ? today : today.AddDays(1);
    }

    private static DateTime Friday(DateTime from) =>
        from.AddDays(((int)DayOfWeek.Friday - (int)from.DayOfWeek + 7) % 7);

    private static DateTime LastFriday(DateTime from)
    {
        DateTime found = LastFridayOf(from.Year, from.Month);
        if (found >= from) return found;
        DateTime following = new DateTime(from.Year, from.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
        return LastFridayOf(following.Year, following.Month);
    }

    private static DateTime LastFridayOf(int year, int month)
    {
        var last = new DateTime(year, month, DateTime.DaysInMonth(year, month), ExpiryHour, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Friday + 7) % 7));
    }

    private static DateTime QuarterEnd(DateTime from)
    {
        int year = from.Year;
        int month = (((from.Month - 1) / 3) + 1) * 3;
        DateTime end = LastFridayOf(year, month);
        if (end >= from) return end;
        month += 3;
        return month > 12 ? LastFridayOf(year + 1, 3) : LastFridayOf(year, month);
    }
}
