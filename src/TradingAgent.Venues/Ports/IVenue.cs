namespace TradingAgent.Venues.Ports;

/// <summary>A trading venue as the runtime sees it: events in through a sink, commands out without waiting.</summary>
public interface IVenue : IAsyncDisposable
{
    VenueId Id { get; }

    VenueCapabilities Capabilities { get; }

    /// <summary>What was counted so far; any thread.</summary>
    VenueFigures Figures => VenueFigures.None;

    /// <summary>Loads the instruments within the wanted scope and their terms. Needs no key.</summary>
    Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct);

    /// <summary>
    /// Checks and sets the account settings that bite, then streams market and private data until cancelled,
    /// reconnecting by itself. Every instrument of <paramref name="instruments"/> that belongs to this venue and is in
    /// <paramref name="subscriptions"/> is subscribed.
    /// </summary>
    Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct);

    /// <summary>
    /// Hands a command to the venue's own bounded queue; never blocks, any thread. None means accepted: the outcome
    /// comes as an event (refusals after this point as CommandNotSent or OutcomeUnknown). Anything else means it
    /// definitely did not leave.
    /// </summary>
    NotSentReason TrySend(in EngineCommand command);

    /// <summary>
    /// Publishes ReportBegun, then the venue's open orders of ours, positions and balances, then ReportCompleted.
    /// </summary>
    Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct);

    /// <summary>
    /// The kill path, engine not involved: stops sending, cancels our orders (all orders when
    /// <paramref name="strangersToo"/>) and lists open orders until empty twice. Returns how many were still open.
    /// </summary>
    Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct);
}
