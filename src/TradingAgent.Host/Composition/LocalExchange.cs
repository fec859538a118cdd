using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.ExchangeServer;

namespace TradingAgent.Host.Composition;

/// <summary>
/// An exchange of our own behind a venue's wire protocol: for the demo, for tests, for trying things out.
/// </summary>
internal sealed class LocalExchange : IAsyncDisposable
{
    private readonly ExchangeServer.ExchangeServer _server;

    private LocalExchange(ExchangeServer.ExchangeServer server, int instruments, int positions)
    {
        _server = server;
        InstrumentCount = instruments;
        PositionCount = positions;
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseAddress => _server.BaseAddress;

    public int InstrumentCount { get; }

    /// <summary>Positions its account begins with.</summary>
    public int PositionCount { get; }

    /// <summary>Ends when the exchange ends; faulted when it failed.</summary>
    public Task Completion => _server.Completion;

    /// <summary>Makes the market, opens the account and begins to listen.</summary>
    /// <exception cref="IOException">The port is taken, or the portfolio file cannot be read.</exception>
    /// <exception cref="Verbs.UsageException">The portfolio or the market is not usable.</exception>
    public static async Task<LocalExchange> StartAsync(LocalExchangeSettings settings, CancellationToken ct)
    {
        IMarketSource market = new MarketGenerator(new GeneratorSettings { Seed = settings.Seed });
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(settings.Time.GetUtcNow()) }, market);
        AccountSettings account = Account(settings.Portfolio, exchange);
        AccountId opened = exchange.OpenAccount(account);
        int instruments = exchange.Instruments.Count();
        var server = new ExchangeServer.ExchangeServer(
            new ExchangeServerOptions
            {
                Address = settings.Address,
                Port = settings.Port,
                Time = settings.Time,
                Credentials = [new ApiCredential(settings.ApiKey, settings.ApiSecret, opened)],
            },
            exchange);
        await server.StartAsync(ct);
        return new LocalExchange(server, instruments, account.Positions.Count);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static AccountSettings Account(string? portfolio, SimulatedExchange exchange) => portfolio switch
    {
        null => DemoPortfolio.Flat("local"),
        LocalExchangeSettings.DemoPortfolioWord => DemoPortfolio.Build(exchange, "local"),
        _ => PortfolioFile.Read(portfolio, exchange),
    };
}
