using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.ExchangeServer;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Composition;

/// <summary>
/// An exchange of our own behind a venue's wire protocol: for the demo, for tests, for trying things out.
/// </summary>
internal sealed class LocalExchange : IAsyncDisposable
{
    private readonly ExchangeServer.ExchangeServer _server;
    private readonly OpenedMarket? _recorded;

    private LocalExchange(
        ExchangeServer.ExchangeServer server, OpenedMarket? recorded, TimeProvider time, int instruments, int positions)
    {
        _server = server;
        _recorded = recorded;
        Time = time;
        InstrumentCount = instruments;
        PositionCount = positions;
    }

    /// <summary>The exchange's clock; who trades on it in this process must share it.</summary>
    public TimeProvider Time { get; }

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
        if (settings.MarketPath is not null && settings.Start is not null)
            throw new UsageException("--start is for generated markets; for a recorded one give --market PATH@TIME.");
        OpenedMarket? recorded = settings.MarketPath is { } path
            ? MarketFiles.Open(path, settings.SurfacePath, settings.Seed)
            : null;
        IMarketSource market = recorded?.Source as IMarketSource ??
            new MarketGenerator(new GeneratorSettings { Seed = settings.Seed });
        // A recorded market shows the time at which it was recorded.
        DateTimeOffset? epoch = recorded?.Start.ToDateTimeOffset() ?? settings.Start;
        TimeProvider time = epoch is { } begin
            ? new ScaledTimeProvider(TimeProvider.System, begin, settings.Speed)
            : ScaledTimeProvider.From(TimeProvider.System, settings.Speed);
        Timestamp start = recorded?.Start ?? Timestamp.From(time.GetUtcNow());
        var exchange = new SimulatedExchange(new ExchangeSettings { Start = start }, market);
        bool hasBybit = settings.Protocol != ExchangeProtocol.Binance;
        bool hasBinance = settings.Protocol != ExchangeProtocol.Bybit;
        (ApiCredential? bybit, BinanceCredential? binance, int positions) =
            Open(settings, exchange, hasBybit, hasBinance);
        int instruments = exchange.Instruments.Count();
        var server = new ExchangeServer.ExchangeServer(
            new ExchangeServerOptions
            {
                Address = settings.Address,
                Port = settings.Port,
                Time = time,
                Pace = Math.Max(1, settings.Speed),
                HasFaultDoor = settings.HasFaultDoor,
                Credentials = bybit is null ? null : [bybit],
                Binance = binance is null ? null : new BinanceFrontOptions { Credentials = [binance] },
            },
            exchange);
        await server.StartAsync(ct);
        return new LocalExchange(server, recorded, time, instruments, positions);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _recorded?.Dispose();
    }

    /// <summary>Opens the accounts, each venue's with a key of its own.</summary>
    private static (ApiCredential? Bybit, BinanceCredential? Binance, int Positions) Open(
        LocalExchangeSettings settings, SimulatedExchange exchange, bool hasBybit, bool hasBinance)
    {
        AccountSettings account = Account(settings.Portfolio, exchange);
        try
        {
            (AccountSettings first, AccountSettings second) = settings.DividesPortfolio && hasBybit && hasBinance
                ? BinanceWallets.Divide(exchange, account)
                : (account, account);
            ApiCredential? bybit = hasBybit
                ? new ApiCredential(settings.ApiKey, settings.ApiSecret, exchange.OpenAccount(first))
                : null;
            BinanceCredential? binance = hasBinance
                ? BinanceWallets.Open(exchange, second, settings.ApiKey, settings.ApiSecret)
                : null;
            return (bybit, binance, account.Positions.Count);
        }
        catch (OverflowException)
        {
            throw new UsageException(
                $"the portfolio {settings.Portfolio} holds more than can be counted: no balance, and no position's " +
                "value, may be above 92 billion.");
        }
    }

    private static AccountSettings Account(string? portfolio, SimulatedExchange exchange) => portfolio switch
    {
        null => DemoPortfolio.Flat("local"),
        LocalExchangeSettings.DemoPortfolioWord => DemoPortfolio.Build(exchange, "local"),
        _ => PortfolioFile.Read(portfolio, exchange),
    };
}
