using TradingAgent.Venues.CryptoExchangeNet.Streams;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>One run at Bybit: its rooms, behind one door.</summary>
internal sealed class BybitRun : ILibraryRun
{
    private readonly BybitMarkets _markets;
    private readonly BybitSetup _setup;
    private readonly BybitAccount _account;
    private readonly BybitOrders _orders;
    private readonly BybitWatches _watches;

    public BybitRun(BybitExchange exchange, BybitClients clients, BybitLists lists, LibrarySession session)
    {
        _markets = new BybitMarkets(clients.Market, session);
        _setup = new BybitSetup(exchange, clients.Rest, exchange.Reads, session);
        _watches = new BybitWatches(clients.Rest, lists, session);
        _account = new BybitAccount(exchange, clients, lists, session, _watches.Deliveries);
        _orders = new BybitOrders(clients, session);
    }

    public IEnumerable<(VenueStream Stream, Topic Topic)> MarketTopics(VenueSubscriptions wanted, Timestamp now) =>
        _markets.Topics(wanted, now);

    public void Forget(Instrument instrument) => _markets.Forget(instrument);

    public Task PrepareAsync(IReadOnlyList<Instrument> traded, CancellationToken ct) => _setup.RunAsync(traded, ct);

    public Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct) =>
        _setup.PublishFeesAsync(instruments, ct);

    public IEnumerable<Topic> AccountTopics() => _account.Topics();

    public Task RecoverAsync(CancellationToken ct) => _account.RecoverAsync(ct);

    public Task<(int Orders, int Positions)> ReportAsync(StateReport report, CancellationToken ct) =>
        _account.ReportAsync(report, ct);

    public Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct) =>
        _account.LookAsync(order, instrument, ct);

    public Task<bool> OpenTradeAsync(CancellationToken ct) => _orders.OpenAsync();

    public Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct) =>
        _orders.SendAsync(command, instrument, ct);

    public IEnumerable<Task> Watch(CancellationToken ct) => _watches.Run(ct);
}
