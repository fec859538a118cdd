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
/// A Bybit adapter before the local exchange, every stream of it through a tap. Both have the clock of a morning ten
/// minutes before the settlement at eight, or the machine's where a client has no other; and a stranger is long at the
/// top of his means.
/// </summary>
internal sealed class BybitWorld : VenueWorld
{
    public const string Key = "conformance-key";
    public const string Secret = "conformance-secret";

    private readonly Server _server;
    private readonly QuietMarket _market;
    private readonly LeapingTime _time;
    private readonly DateTimeOffset _settlement;
    private readonly IVenue _venue;
    private readonly bool _leaps;

    private BybitWorld(
        string name, Server server, QuietMarket market, LeapingTime time, DateTimeOffset settlement, StreamTaps taps,
        IVenue venue, bool leaps)
    {
        Name = name;
        _server = server;
        _market = market;
        _time = time;
        _settlement = settlement;
        Taps = taps;
        _venue = venue;
        _leaps = leaps;
    }

    public override IVenue Venue => _venue;

    public override string Name { get; }

    public override VenueScope Scope { get; } = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    public override string? Perpetual => QuietMarket.Perpetual;

    public override string? Option => QuietMarket.Option;

    public override string InversePerpetual => QuietMarket.Inverse;

    public override IReadOnlyList<string> Expiring => _market.Expiring;

    public override StreamTaps Taps { get; }

    /// <summary>With the native adapter.</summary>
    public static Task<BybitWorld> OpenAsync(Func<BybitOptions, BybitOptions>? change = null) =>
        OpenAsync("Bybit", leaps: true, (hosts, clock) =>
        {
            var options = new BybitOptions
            {
                Hosts = hosts,
                Instance = "c1",
                Key = new ApiSecret(Key),
                Secret = new ApiSecret(Secret),
                ReplyTimeout = TimeSpan.FromSeconds(3),
                QueryPatience = TimeSpan.FromSeconds(1),
                CatalogueInterval = TimeSpan.FromSeconds(1),
                CataloguePause = TimeSpan.FromSeconds(1),
            };
            return new BybitVenue(change?.Invoke(options) ?? options, clock, NullLoggerFactory.Instance);
        });

    /// <summary>With any adapter.</summary>
    /// <param name="name">The adapter's.</param>
    /// <param name="leaps">It takes its time from the clock it is given, and not from the machine.</param>
    /// <param name="create">Makes it.</param>
    public static async Task<BybitWorld> OpenAsync(
        string name, bool leaps, Func<BybitHosts, SteadyClock, IVenue> create)
    {
        var settlement = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(1).AddHours(8), TimeSpan.Zero);
        var time = new LeapingTime(leaps ? settlement.AddMinutes(-10) : DateTimeOffset.UtcNow);
        var market = new QuietMarket(Timestamp.From(settlement));
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(time.GetUtcNow()) }, market);
        AccountId account = exchange.OpenAccount(With("conformance", 500_000));
        market.PlaceStrangers(exchange);
        var server = new Server(
            new ExchangeServerOptions { Credentials = [new ApiCredential(Key, Secret, account)], Time = time },
            exchange);
        await server.StartAsync();
        var target = new Uri("ws://" + server.BaseAddress.Authority);
        var taps = new StreamTaps(
            await StreamTap.OpenAsync(target), await StreamTap.OpenAsync(target), await StreamTap.OpenAsync(target));
        BybitHosts hosts = BybitHosts.Local("127.0.0.1", server.BaseAddress.Port) with
        {
            PublicStream = taps.Market.Address + "v5/public",
            PrivateStream = taps.Account.Address + "v5/private",
            TradeStream = taps.Trade!.Address + "v5/trade",
        };
        return new BybitWorld(
            name, server, market, time, settlement, taps, create(hosts, new SteadyClock(time)), leaps);
    }

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) =>
        _market.DoAsync(desk => desk.Take(_market.PerpetualId, side, limit, quantity));

    public override Task<string> ListAsync() => _market.ListOptionAsync();

    /// <summary>Lists a dated future instead, for an adapter that knows no options.</summary>
    public Task<string> ListFutureAsync() => _market.ListFutureAsync();

    public override void CutAccountStream() => Taps.Account.Cut();

    public override void RestoreAccountStream() => Taps.Account.Restore();

    public override async Task<bool> CrashAsync()
    {
        await _market.CrashAsync();
        return true;
    }

    public override Task<bool> SettleAsync()
    {
        if (_leaps) _time.LeapTo(_settlement.AddMilliseconds(-500));
        return Task.FromResult(_leaps);
    }

    public override bool IsBook(string frame) =>
        frame.Contains("\"orderbook.50." + Perpetual + "\",\"", StringComparison.Ordinal);

    public override bool IsTicker(string frame) =>
        frame.StartsWith("{\"topic\":\"tickers." + Perpetual + "\"", StringComparison.Ordinal);

    public override bool IsData(string frame) => frame.StartsWith("{\"topic\"", StringComparison.Ordinal);

    public override async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        foreach (StreamTap tap in (StreamTap[])[Taps.Market, Taps.Account, Taps.Trade!]) await tap.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static AccountSettings With(string name, decimal dollars) => new()
    {
        Name = name,
        Balances = [new Money(dollars, CurrencyId.Usdt), new Money(1, CurrencyId.Btc)],
    };
}
