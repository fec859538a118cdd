using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>
/// Which of many rows a query wants: within its span of time, as many as its limit; from the oldest on where it names a
/// beginning, otherwise the youngest.
/// </summary>
/// <param name="Span">By <c>startTime</c> and <c>endTime</c>.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="HasBeginning">True when a time or an id to begin with was given.</param>
internal readonly record struct Page(TimeSpanFilter Span, int Limit, bool HasBeginning)
{
    /// <param name="fields">The query.</param>
    /// <param name="limit">How many when it does not say.</param>
    /// <param name="limitMax">How many it may say.</param>
    /// <param name="idName">The field that names a row to begin with; null: there is none.</param>
    public static Page Of(RequestFields fields, int limit, int limitMax, string? idName = null)
    {
        TimeSpanFilter span = TimeSpanFilter.Of(fields);
        bool hasBeginning = span.FromMilliseconds > 0 || (idName is not null && fields.Has(idName));
        return new Page(span, fields.Limit(limit, limitMax), hasBeginning);
    }

    /// <summary>The rows of a list that is in order and within the span already.</summary>
    public IEnumerable<T> Choose<T>(IReadOnlyCollection<T> rows) =>
        HasBeginning ? rows.Take(Limit) : rows.TakeLast(Limit);
}
