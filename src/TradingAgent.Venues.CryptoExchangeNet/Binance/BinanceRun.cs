using TradingAgent.Venues.CryptoExchangeNet.Streams;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>One run at Binance's futures: its rooms, behind one door.</summary>
internal sealed class BinanceRun : ILibraryRun
{
    private readonly BinanceMarkets _markets;
    private readonly BinanceSetup _setup;
    private readonly BinanceKeyRights _rights;
    private readonly BinanceAccount _account;
    private readonly BinanceOrders _orders;
    private readonly BinanceWatches _watches;

    public BinanceRun(BinanceExchange exchange, BinanceClients clients, LibrarySession session)
    {
        _markets = new BinanceMarkets(clients, exchange.Reads, session);
        _setup = new BinanceSetup(clients.Rest, exchange.Reads, session);
        _rights = new BinanceKeyRights(clients, exchange.Reads, session);
        _watches = new BinanceWatches(exchange, clients.Rest, _markets, session);
        _account = new BinanceAccount(exchange, clients, session, _watches.AskIncome);
        _orders = new BinanceOrders(clients, session);
    }

    public IEnumerable<(VenueStream Stream, Topic Topic)> MarketTopics(VenueSubscriptions wanted, Timestamp now) =>
        _markets.Topics(wanted, now);

    public void Forget(Instrument instrument) => _markets.Forget(instrument);

    public async Task PrepareAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        await _setup.RunAsync(ct).ConfigureAwait(false);
        await _rights.RequireAsync(ct).ConfigureAwait(false);
        _watches.Traded = traded;
    }

    public Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct) =>
        _setup.PublishFeesAsync(instruments, ct);

    public IEnumerable<Topic> AccountTopics() => [_account.Topic()];

    public Task RecoverAsync(CancellationToken ct) => _account.RecoverAsync(ct);

    public Task<(int Orders, int Positions)> ReportAsync(StateReport report, CancellationToken ct) =>
        _account.ReportAsync(report, ct);

    public Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct) =>
        _account.LookAsync(order, instrument, ct);

    public Task<bool> OpenTradeAsync(CancellationToken ct) => _orders.OpenAsync(ct);

    public Task SendAsync(EngineCommand command, Instrument instrument, CancellationToken ct) =>
        _orders.SendAsync(command, instrument, ct);

    public IEnumerable<Task> Watch(CancellationToken ct) => _watches.Run(ct);
}
