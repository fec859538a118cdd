namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// The queries that together see the whole account. The venue's defaults hide things (one settle coin, one base coin),
/// so every filter that matters is given.
/// </summary>
internal static class AccountQueries
{
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
    /// Executions since a moment: options coin by coin, because the venue answers for BTC alone otherwise.
    /// </summary>
    public static IEnumerable<string> ExecutionsSince(Timestamp since, IEnumerable<string> optionCoins)
    {
        string from = $"&startTime={since.Milliseconds}&limit=100";
        yield return "category=linear" + from;
        yield return "category=inverse" + from;
        foreach (string coin in optionCoins) yield return $"category=option&baseCoin={coin}{from}";
    }
}
