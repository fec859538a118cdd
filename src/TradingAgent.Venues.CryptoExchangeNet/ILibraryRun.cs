using TradingAgent.Venues.CryptoExchangeNet.Streams;

namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>One run at one exchange of the family: its streams, its account, its orders.</summary>
internal interface ILibraryRun
{
    /// <summary>Market subscriptions by the stream that carries them, without what has expired by a moment.</summary>
    IEnumerable<(VenueStream Stream, Topic Topic)> MarketTopics(VenueSubscriptions wanted, Timestamp now);

    /// <summary>An instrument that is gone: nothing more is kept of it.</summary>
    void Forget(Instrument instrument);

    /// <summary>Checks the key and the account, and sets what may be set.</summary>
    /// <exception cref="VenueSetupException">The account must not be traded as it is.</exception>
    Task PrepareAsync(IReadOnlyList<Instrument> traded, CancellationToken ct);

    /// <summary>Tells what trades cost.</summary>
    /// <returns>How many instruments got no rate.</returns>
    Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct);

    /// <summary>The account's subscriptions.</summary>
    IEnumerable<Topic> AccountTopics();

    /// <summary>Publishes what happened since the last execution seen, and the ends of orders that are gone.</summary>
    Task RecoverAsync(CancellationToken ct);

    /// <summary>Publishes open orders and positions as rows of a report, and the wallet.</summary>
    /// <returns>How many orders and positions.</returns>
    Task<(int Orders, int Positions)> ReportAsync(StateReport report, CancellationToken ct);

    /// <summary>Looks for one order once, booking what it filled; null while the venue does not know it.</summary>
    Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct);

    /// <summary>Opens the road of order entry, where there is one.</summary>
    /// <returns>True when it is open.</returns>
    Task<bool> OpenTradeAsync(CancellationToken ct);

    /// <summary>Sends one order command and tells what became of it.</summary>
    Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct);

    /// <summary>What else must be asked for while the account runs.</summary>
    IEnumerable<Task> Watch(CancellationToken ct);
}
