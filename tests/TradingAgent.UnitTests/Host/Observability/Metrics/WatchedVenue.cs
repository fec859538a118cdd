using TradingAgent.Venues.Ports;

namespace TradingAgent.UnitTests.Host.Observability.Metrics;

/// <summary>A venue that does nothing but show its figures.</summary>
internal sealed class WatchedVenue(VenueFigures figures) : IVenue
{
    public VenueId Id => VenueId.Simulated;

    public VenueCapabilities Capabilities => throw new NotSupportedException();

    public VenueFigures Figures => figures;

    public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct) =>
        throw new NotSupportedException();

    public NotSentReason TrySend(in EngineCommand command) => throw new NotSupportedException();

    public Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
