using TradingAgent.Venues.CryptoExchangeNet.Streams;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>One run at an exchange of the family: its rooms, behind one door.</summary>
internal sealed class SharedRun : ILibraryRun
{
    private readonly SharedMarkets _markets;
    private readonly SharedAccount _account;
    private readonly SharedOrders _orders;

    public SharedRun(SharedConnector connector, SharedExchange exchange, LibrarySession session)
    {
        _markets = new SharedMarkets(exchange, connector.Reads, session);
        _orders = new SharedOrders(exchange, session);
        _account = new SharedAccount(connector, exchange, session, _orders.WasAsked);
    }

    public IEnumerable<(VenueStream Stream, Topic Topic)> MarketTopics(VenueSubscriptions wanted, Timestamp now) =>
        _markets.Topics(wanted, now);

    public void Forget(Instrument instrument) => _markets.Forget(instrument);

    /// <summary>A first signed question shows whether the key is accepted; the interfaces tell nothing else.</summary>
    public Task PrepareAsync(IReadOnlyList<Instrument> traded, CancellationToken ct) => _account.CheckAsync(ct);

    public Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct) =>
        _account.PublishFeesAsync(instruments, ct);

    public IEnumerable<Topic> AccountTopics() => _account.Topics();

    public Task RecoverAsync(CancellationToken ct) => _account.RecoverAsync(ct);

    public Task<(int Orders, int Positions)> ReportAsync(StateReport report, CancellationToken ct) =>
        _account.ReportAsync(report, ct);

    public Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct) =>
        _account.LookAsync(order, instrument, ct);

    public Task<bool> OpenTradeAsync(CancellationToken ct) => Task.FromResult(false);

    public Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct) =>
        _orders.SendAsync(command, instrument, ct);

    public IEnumerable<Task> Watch(CancellationToken ct) => [_markets.PollAsync(ct)];
}
