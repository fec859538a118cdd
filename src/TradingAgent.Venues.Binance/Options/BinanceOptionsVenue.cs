using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// Binance European options as the runtime sees them: settled in USDT, a wallet of their own, order entry over REST, no
/// amending.
/// </summary>
public sealed class BinanceOptionsVenue : IVenue
{
    private readonly ProductVenue _venue;

    /// <param name="options">Hosts, key and limits.</param>
    /// <param name="clock">
    /// Stamps events and signatures: the clock of whoever reads the events, or ages would be measured between two.
    /// </param>
    /// <param name="loggers">For humans.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    public BinanceOptionsVenue(BinanceOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        _venue = new ProductVenue(options, new OptionsProduct(), clock, loggers);

    public VenueId Id => VenueId.BinanceOptions;

    public VenueCapabilities Capabilities => _venue.Capabilities;

    public VenueFigures Figures => _venue.Figures;

    public Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct) =>
        _venue.LoadCatalogAsync(scope, ct);

    public Task RunAsync(
        InstrumentTable instruments, VenueSubscriptions subscriptions, IEventSink events, CancellationToken ct) =>
        _venue.RunAsync(instruments, subscriptions, events, ct);

    public NotSentReason TrySend(in EngineCommand command) => _venue.TrySend(in command);

    public Task ReportStateAsync(int reportId, IEventSink events, CancellationToken ct) =>
        _venue.ReportStateAsync(reportId, events, ct);

    public Task<int> CancelAllAsync(bool strangersToo, CancellationToken ct) =>
        _venue.CancelAllAsync(strangersToo, ct);

    public ValueTask DisposeAsync() => _venue.DisposeAsync();
}
