using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Live;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Host.Composition;

/// <summary>The venues that a configuration enables, and what is loaded and streamed of each.</summary>
internal static class VenueRegistry
{
    /// <summary>The enabled venues in the order of the configuration.</summary>
    /// <param name="configuration">Which, where, and where their keys are.</param>
    /// <param name="local">The demo's own exchange, or null.</param>
    /// <param name="quarantineFolder">For frames that could not be read.</param>
    /// <param name="time">The run's clock.</param>
    /// <exception cref="ConfigurationException">A key or secret is missing.</exception>
    public static IReadOnlyList<VenueEntry> Entries(
        AgentConfiguration configuration, LocalAccess? local, string quarantineFolder, TimeProvider time) =>
    [
        .. configuration.Options.Venues.Enabled.Select(name => name switch
        {
            VenuesOptions.BybitName => BybitSeat.Entry(configuration, local, quarantineFolder, time),
            VenuesOptions.HyperLiquidName => HyperLiquidSeat.Entry(configuration),
            _ => BinanceSeat.Entry(name, configuration, local, quarantineFolder, time),
        }),
    ];

    /// <summary>What is loaded of every venue.</summary>
    public static VenueScope Scope(AgentOptions options) =>
        new(options.Scope.Underlyings, Perpetuals: true, Futures: true, Options: true);

    /// <summary>A venue, what is loaded of it and what is streamed.</summary>
    public static VenueSeat Seat(AgentOptions options, IVenue venue) =>
        new(venue, Scope(options), instruments => Subscribe(options.Scope, instruments, venue.Id));

    /// <summary>
    /// Cancels our orders at a venue, and everybody's where so configured; says how many are still open. A venue for
    /// each time: after it has cancelled, it sends nothing more.
    /// </summary>
    public static async Task<int> CancelAllAsync(
        VenueEntry entry, AgentOptions options, SteadyClock clock, ILoggerFactory loggers, CancellationToken ct)
    {
        await using IVenue venue = entry.Create(options.Instance, null, clock, loggers);
        return await venue.CancelAllAsync(options.Scope.CancelsStrangers, ct);
    }

    /// <summary>
    /// Books and trades of what may be traded and of the linear perpetuals, which are the reference; tickers of all
    /// that counts.
    /// </summary>
    private static VenueSubscriptions Subscribe(ScopeOptions scope, InstrumentTable instruments, VenueId venue)
    {
        var books = new List<InstrumentId>();
        var tickers = new List<InstrumentId>();
        foreach (Instrument instrument in instruments.All)
        {
            if (instrument.Terms.Venue != venue) continue;
            bool tradable = ScopeRules.IsTradable(scope, instrument);
            bool reference =
                instrument.Terms.Kind == ContractKind.LinearPerpetual && ScopeRules.IsInScope(scope, instrument);
            if (tradable || reference) books.Add(instrument.Id);
            if (tradable || reference || ScopeRules.IsCounted(scope, instrument)) tickers.Add(instrument.Id);
        }
        return new VenueSubscriptions(books, tickers, books, Account: true);
    }
}
