using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit;

/// <summary>
/// Everything that lives as long as one <see cref="BybitVenue.RunAsync"/>: protocols, desks and connections.
/// </summary>
internal sealed class BybitSession
{
    public required InstrumentTable Instruments { get; init; }

    public required IEventSink Events { get; init; }

    public required CurrencyRates Rates { get; init; }

    public required AccountDesk Desk { get; init; }

    public required AccountReader Reader { get; init; }

    public required CommandEvents Outcomes { get; init; }

    public required BybitTradeProtocol Trade { get; init; }

    public required RestOrders RestOrders { get; init; }

    public required OrderSearch Search { get; init; }

    public required DeliveryWatch Deliveries { get; init; }

    /// <summary>The market connections; set when they are started.</summary>
    public MarketFleet<BybitCategory>? Fleet { get; set; }

    public required TransferWatch Transfers { get; init; }

    public static BybitSession Create(
        BybitOptions options,
        VenueId venue,
        BybitRest rest,
        VenueClock clock,
        VenueRateLimiter limiter,
        FrameQuarantine quarantine,
        InstrumentTable instruments,
        IEventSink events,
        ILoggerFactory loggers)
    {
        var rates = new CurrencyRates(venue, events);
        var context = new RowContext(venue, instruments, options.InstanceBytes, new OrderIdMap(8192, 40));
        var desk = new AccountDesk(context, events, rates);
        var deliveries = new DeliveryWatch(rest, clock, desk);
        var reader = new AccountReader(rest, clock, desk, rates, loggers.CreateLogger<AccountReader>())
        {
            Deliveries = deliveries.Turns,
        };
        var outcomes = new CommandEvents(venue, events);
        return new BybitSession
        {
            Instruments = instruments,
            Events = events,
            Rates = rates,
            Desk = desk,
            Reader = reader,
            Outcomes = outcomes,
            Trade = new BybitTradeProtocol(
                options, clock, outcomes, desk, limiter, quarantine, loggers.CreateLogger<BybitTradeProtocol>()),
            RestOrders = new RestOrders(
                options, rest, clock, desk, outcomes, limiter, loggers.CreateLogger<RestOrders>()),
            Search = new OrderSearch(
                desk, clock, outcomes, options.QueryPatience, new OrderQuery(rest, clock, desk, reader).LookAsync),
            Deliveries = deliveries,
            Transfers = new TransferWatch(rest, clock, desk, options.TransferInterval),
        };
    }
}
