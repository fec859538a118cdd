using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Wire;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.VenueConformance.Binance;

/// <summary>The local exchange behind Binance's wire, its streams leading through a door that can be shut.</summary>
internal sealed class BinanceExchange : IAsyncDisposable
{
    public const string Key = "conformance-key";
    private const string Secret = "conformance-secret";

    private readonly Server _server;

    private BinanceExchange(Server server, QuietMarket market, StreamTap door, BinanceOptions options)
    {
        _server = server;
        Market = market;
        Door = door;
        Options = options;
    }

    public QuietMarket Market { get; }

    public StreamTap Door { get; }

    public BinanceOptions Options { get; }

    public static async Task<BinanceExchange> OpenAsync(BinanceFaults? faults = null)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var expiry = new DateTimeOffset(now.Date.AddDays(2).AddHours(8), TimeSpan.Zero);
        var market = new QuietMarket(Timestamp.From(expiry));
        var exchange = new SimulatedExchange(new ExchangeSettings { Start = Timestamp.From(now) }, market);
        var credential = new BinanceCredential(Key, Secret, Open(exchange, "futures"), Open(exchange, "options"));
        var front = new BinanceFrontOptions { Credentials = [credential], Faults = faults ?? new BinanceFaults() };
        var server = new Server(new ExchangeServerOptions { Binance = front }, exchange);
        await server.StartAsync();
        StreamTap door = await StreamTap.OpenAsync(new Uri("ws://" + server.BaseAddress.Authority));
        BinanceHosts hosts = BinanceHosts.Local("127.0.0.1", server.BaseAddress.Port);
        var options = new BinanceOptions
        {
            Hosts = hosts with { Stream = door.Address.OriginalString.TrimEnd('/') },
            Instance = "c1",
            Key = new ApiSecret(Key),
            Secret = new ApiSecret(Secret),
            QueryPatience = TimeSpan.FromSeconds(1),
            CatalogueInterval = TimeSpan.FromSeconds(1),
            CataloguePause = TimeSpan.FromSeconds(1),
        };
        return new BinanceExchange(server, market, door, options);
    }

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static AccountId Open(SimulatedExchange exchange, string name) => exchange.OpenAccount(new AccountSettings
    {
        Name = name,
        Balances = [new Money(500_000, CurrencyId.Usdt)],
        // This venue knows no other way.
        RefusesOutsideBand = true,
        FreesClientIds = true,
    });
}
