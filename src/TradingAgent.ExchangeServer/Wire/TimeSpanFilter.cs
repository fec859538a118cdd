namespace TradingAgent.ExchangeServer.Wire;

/// <summary>The optional <c>startTime</c> and <c>endTime</c> of a query, in milliseconds; both ends count.</summary>
internal readonly record struct TimeSpanFilter(long FromMilliseconds, long ToMilliseconds)
{
    public static TimeSpanFilter Of(RequestFields fields) =>
        new(fields.Whole("startTime", 0) ?? 0, fields.Whole("endTime", long.MaxValue) ?? long.MaxValue);

    /// <summary>True when both ends are said and lie more than seven days apart, which the venue refuses.</summary>
    public bool IsLong => IsLongerThan(days: 7);

    /// <summary>The same where a list allows other spans.</summary>
    public bool IsLongerThan(int days) => FromMilliseconds > 0 && ToMilliseconds < long.MaxValue
        && ToMilliseconds - FromMilliseconds > days * 86_400_000L;

    public bool Takes(Timestamp moment) =>
        moment.Milliseconds >= FromMilliseconds && moment.Milliseconds <= ToMilliseconds;
}
