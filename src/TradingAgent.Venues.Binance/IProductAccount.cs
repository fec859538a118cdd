using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance;

/// <summary>One product's account during a run.</summary>
internal interface IProductAccount
{
    /// <summary>Reads the account's stream.</summary>
    IAccountFrames Frames { get; }

    /// <summary>Looks at the account before trading and sets right, or refuses, what is wrong.</summary>
    /// <exception cref="VenueSetupException">The account must not be traded as it is.</exception>
    Task CheckAsync(IReadOnlyList<Instrument> traded, CancellationToken ct);

    /// <summary>Publishes our fee rates.</summary>
    /// <returns>How many instruments got none.</returns>
    Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct);

    /// <summary>Publishes what happened while the account's stream was away.</summary>
    Task RecoverAsync(CancellationToken ct);

    /// <summary>Publishes a whole report.</summary>
    Task ReportAsync(int reportId, IEventSink events, CancellationToken ct);

    /// <summary>Asks until cancelled for what no stream tells.</summary>
    Task WatchAsync(CancellationToken ct);
}
