using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>
/// Binance USD-M futures as the runtime sees them: perpetuals and delivery contracts margined in USDT and USDC. Orders
/// go over the order-entry stream, and over REST while that is down or where an environment has none.
/// </summary>
public sealed class BinanceFuturesVenue : IVenue
{
    private readonly ProductVenue _venue;

    /// <param name="options">Hosts, key and limits.</param>
    /// <param name="clock">
    /// Stamps events and signatures: the clock of whoever reads the events, or ages would be measured between two.
    /// </param>
    /// <param name="loggers">For humans.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    public BinanceFuturesVenue(BinanceOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        _venue = new ProductVenue(options, new FuturesProduct(), clock, loggers);

    public VenueId Id => VenueId.BinanceFutures;

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
