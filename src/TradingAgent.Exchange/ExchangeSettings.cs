namespace TradingAgent.Exchange;

/// <summary>The rules of the house, fixed at start.</summary>
public sealed record ExchangeSettings
{
    /// <summary>Written into the terms of every listing.</summary>
    public VenueId Venue { get; init; } = VenueId.Bybit;

    /// <summary>Exchange time at opening.</summary>
    public required Timestamp Start { get; init; }

    public int OpenOrdersPerInstrumentMax { get; init; } = 500;

    /// <summary>Conditional orders that wait; the stops of positions do not count.</summary>
    public int ConditionalOrdersPerInstrumentMax { get; init; } = 10;

    /// <summary>Over all options of one base coin.</summary>
    public int OpenOptionOrdersPerCoinMax { get; init; } = 50;

    /// <summary>
    /// Finished orders remembered per account, half a kilobyte each; also how long a client id stays taken.
    /// </summary>
    public int RecentOrdersKept { get; init; } = 5_000;

    /// <summary>How long the venue remembers a finished order; the number kept may end it sooner.</summary>
    public Duration RecentOrdersAge { get; init; } = Duration.FromSeconds(7 * 86_400);

    /// <summary>
    /// Executions and ledger rows remembered per account, some three hundred bytes each: with the orders nine megabytes
    /// when full.
    /// </summary>
    public int ExecutionsKept { get; init; } = 10_000;

    /// <summary>Public trades remembered per instrument.</summary>
    public int TradesKept { get; init; } = 1_000;

    /// <summary>
    /// True: a post-only order amended across the touch is cancelled; false: it takes, as a plain limit would.
    /// </summary>
    public bool CrossingAmendCancels { get; init; } = true;
}
