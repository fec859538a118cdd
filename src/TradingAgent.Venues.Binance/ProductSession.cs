using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance;

/// <summary>Everything that lives as long as one run of a product: desks, readers and roads.</summary>
internal sealed class ProductSession
{
    public required BinanceOptions Options { get; init; }

    public required IProduct Product { get; init; }

    public required BinanceRest Rest { get; init; }

    public required VenueClock Clock { get; init; }

    public required InstrumentTable Instruments { get; init; }

    public required VenueSubscriptions Wanted { get; init; }

    public required IEventSink Events { get; init; }

    public required MarketSources Sources { get; init; }

    public required DollarRates Dollars { get; init; }

    public required AccountDesk Desk { get; init; }

    public required CommandEvents Outcomes { get; init; }

    public required TradeReader Trades { get; init; }

    public required OrderReader Orders { get; init; }

    public required RestOrders RestOrders { get; init; }

    public required OrderSearch Search { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    /// <summary>Order entry by websocket; null where the product has none.</summary>
    public BinanceTradeProtocol? Trade { get; init; }

    /// <summary>The account's side; null in a run without one.</summary>
    public IProductAccount? Account { get; set; }

    /// <summary>The market connections; set when they are started.</summary>
    public MarketFleet<StreamRoad>? Fleet { get; set; }

    /// <summary>Instruments whose orders we send.</summary>
    public IReadOnlyList<Instrument> Traded =>
        PlanOf.Pick(Instruments, Wanted.Books, Product.Venue, Clock.Now);

    /// <summary>All of the venue's.</summary>
    public IReadOnlyList<Instrument> Ours => [.. Instruments.All.Where(i => i.Terms.Venue == Product.Venue)];
}
