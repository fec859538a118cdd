namespace TradingAgent.Venues.Ports;

/// <summary>Which streams to open.</summary>
/// <param name="Books">Instruments whose best quotes and depth are wanted (candidate hedges).</param>
/// <param name="Tickers">Instruments whose ticker is wanted (marks, option volatilities, funding).</param>
/// <param name="Trades">Instruments whose public trades are wanted.</param>
/// <param name="Account">Private streams and order entry.</param>
public sealed record VenueSubscriptions(
    IReadOnlyList<InstrumentId> Books,
    IReadOnlyList<InstrumentId> Tickers,
    IReadOnlyList<InstrumentId> Trades,
    bool Account)
{
    /// <summary>
    /// Venue time of the newest execution that the engine has booked in an earlier run: those since then are asked for
    /// before the account counts as up. None (a fresh engine) asks only for what happens from now on.
    /// </summary>
    public Timestamp ExecutionsSince { get; init; }

    /// <summary>
    /// Asked before a venue's dead-man's switch is renewed: false while whoever decides hangs, for the switch is to
    /// fire then, however well the connections live. Any thread.
    /// </summary>
    public Func<bool> IsAlive { get; init; } = static () => true;

    /// <summary>Takes what is listed while the venue runs; null keeps to what was known at the start.</summary>
    public IListings? Listings { get; init; }
}
