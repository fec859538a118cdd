namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>The optional <c>startTime</c> and <c>endTime</c> of a query, in milliseconds; both ends count.</summary>
internal readonly record struct TimeSpanFilter(long FromMilliseconds, long ToMilliseconds)
{
    public static TimeSpanFilter Of(RequestFields fields) =>
        new(fields.Whole("startTime", 0) ?? 0, fields.Whole("endTime", long.MaxValue) ?? long.MaxValue);

    public bool Takes(Timestamp moment) =>
        moment.Milliseconds >= FromMilliseconds && moment.Milliseconds <= ToMilliseconds;
}
