using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance;

/// <summary>What makes futures futures and options options; everything else they share.</summary>
internal interface IProduct
{
    VenueId Venue { get; }

    VenueStream MarketStream { get; }

    ProductDialect Dialect { get; }

    /// <summary>Levels of a book's snapshot.</summary>
    int SnapshotLevels { get; }

    /// <summary>The account's events, joined by slashes.</summary>
    string AccountEvents { get; }

    bool AmendsInPlace { get; }

    string RestAddress(BinanceHosts hosts);

    /// <summary>Address of order entry by websocket, or null.</summary>
    string? TradeAddress(BinanceHosts hosts);

    /// <summary>Loads what is listed within a scope, and tells the limits that the venue names.</summary>
    Task<VenueCatalog> LoadAsync(
        BinanceRest rest, VenueScope scope, Action<ExchangeLimits> onLimits, CancellationToken ct);

    IEnumerable<StreamPlan<StreamRoad>> Plan(
        IReadOnlyList<Instrument> books, IReadOnlyList<Instrument> tickers, IReadOnlyList<Instrument> trades);

    /// <summary>How the dead-man's switch is spoken to.</summary>
    SwitchDialect Switch { get; }

    /// <summary>The name of what the dead-man's switch is set for to guard a contract.</summary>
    string SwitchSubject(Instrument traded);

    /// <summary>The account's side of a run.</summary>
    IProductAccount Account(ProductSession session);

    /// <summary>Public questions that are asked now and then while a run lasts.</summary>
    Task PollAsync(ProductSession session, IReadOnlyList<Instrument> wanted, CancellationToken ct);
}
