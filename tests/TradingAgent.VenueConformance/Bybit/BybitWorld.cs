using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.VenueConformance.Bybit;

/// <summary>
/// The Bybit adapter before the local exchange, its account stream leading through a door that can be shut.
/// </summary>
internal sealed class BybitWorld : VenueWorld
{
    public const string Key = "conformance-key";
    private const string Secret = "conformance-secret";

    private readonly Server _server;
    private readonly QuietMarket _market;
    private readonly SocketDoorway _doorway;
    private readonly BybitVenue _venue;

    private BybitWorld(Server server, QuietMarket market, SocketDoorway doorway, BybitVenue venue)
    {
        _server = server;
        _market = market;
        _doorway = doorway;
        _venue = venue;
    }

    public override IVenue Venue => _venue;

    public override VenueScope Scope { get; } = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    public override string? Perpetual => QuietMarket.Perpetual;

    public override string? Option => QuietMarket.Option;

    public static async Task<BybitWorld> OpenAsync(Func<BybitOptions, BybitOptions>? change = null)
    {
        var market = new QuietMarket();
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(TimeProvider.System.GetUtcNow()) }, market);
        AccountId account = exchange.OpenAccount(new AccountSettings
        {
            Name = "conformance",
            Balances = [new Money(500_000, CurrencyId.Usdt)],
        });
        var server = new Server(
            new ExchangeServerOptions { Credentials = [new ApiCredential(Key, Secret, account)] }, exchange);
        await server.StartAsync();
        var doorway = new SocketDoorway(server.BaseAddress.Port);
        BybitHosts hosts = BybitHosts.Local("127.0.0.1", server.BaseAddress.Port);
        var options = new BybitOptions
        {
            Hosts = hosts with { PrivateStream = $"ws://127.0.0.1:{doorway.Port}/v5/private" },
            Instance = "c1",
            Key = new ApiSecret(Key),
            Secret = new ApiSecret(Secret),
            QueryPatience = TimeSpan.FromSeconds(1),
            CatalogueInterval = TimeSpan.FromSeconds(1),
            CataloguePause = TimeSpan.FromSeconds(1),
        };
        var venue = new BybitVenue(
            change?.Invoke(options) ?? options, new SteadyClock(TimeProvider.System), NullLoggerFactory.Instance);
        return new BybitWorld(server, market, doorway, venue);
    }

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) =>
        _market.DoAsync(desk => desk.Take(_market.PerpetualId, side, limit, quantity));

    public override Task<string> ListAsync() => _market.ListOptionAsync();

    public override void CutAccountStream() => _doorway.Shut();

    public override void RestoreAccountStream() => _doorway.Open();

    public override async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        _doorway.Dispose();
        await _server.DisposeAsync();
    }
}
