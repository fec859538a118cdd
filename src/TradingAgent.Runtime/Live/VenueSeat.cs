namespace TradingAgent.Runtime.Live;

/// <summary>A venue and what is wanted of it.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Scope">Which instruments are loaded.</param>
/// <param name="Subscribe">Which streams are opened, once ids are known.</param>
public sealed record VenueSeat(IVenue Venue, VenueScope Scope, Func<InstrumentTable, VenueSubscriptions> Subscribe)
{
    /// <summary>
    /// Cancels everybody's orders before the run, and says how many are still open; null leaves strangers' alone. It
    /// is not the venue's own way, after which that sends nothing more.
    /// </summary>
    public Func<CancellationToken, Task<int>>? Clear { get; init; }
}
