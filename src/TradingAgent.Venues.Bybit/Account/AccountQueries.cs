namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// The queries that together see the whole account. The venue's defaults hide things (one settle coin, one base coin),
/// so every filter that matters is given.
/// </summary>
internal static class AccountQueries
{
    /// <summary>The venue allows a week; a busy day's list is long enough.</summary>
    private const long WindowMs = 24L * 3600 * 1000;

    public const string Wallet = "accountType=UNIFIED";

    public static IReadOnlyList<string> OpenOrders { get; } =
    [
        "category=linear&settleCoin=USDT&limit=50",
        "category=linear&settleCoin=USDC&limit=50",
        "category=inverse&limit=50",
        "category=option&limit=50",
    ];

    public static IReadOnlyList<string> Positions { get; } =
    [
        "category=linear&settleCoin=USDT&limit=200",
        "category=linear&settleCoin=USDC&limit=200",
        "category=inverse&limit=200",
        "category=option&limit=200",
    ];

    /// <summary>
    /// Executions since a moment, a day at a time; options coin by coin, because the venue answers
    /// for BTC alone otherwise.
    /// </summary>
    public static IEnumerable<string> ExecutionsSince(
        Timestamp since, Timestamp until, IReadOnlyList<string> optionCoins)
    {
        for (long from = since.Milliseconds; from <= until.Milliseconds; from += WindowMs)
        {
            string window = $"&startTime={from}&endTime={from + WindowMs - 1}&limit=100";
            yield return "category=linear" + window;
            yield return "category=inverse" + window;
            foreach (string coin in optionCoins) yield return $"category=option&baseCoin={coin}{window}";
        }
    }
}
