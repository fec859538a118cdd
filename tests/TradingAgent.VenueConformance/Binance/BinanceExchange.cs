using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Wire;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.VenueConformance.Binance;

/// <summary>
/// The local exchange behind Binance's wire, every stream of it through a tap. Both have the clock of a morning ten
/// minutes before the settlement at eight, or the machine's where a client has no other; and a stranger is long at the
/// top of his means.
/// </summary>
internal sealed class BinanceExchange : IAsyncDisposable
{
    public const string Key = "conformance-key";
    public const string Secret = "conformance-secret";

    /// <summary>A key to the same accounts, with the same secret, that may withdraw.</summary>
    public const string WithdrawalKey = "conformance-withdrawal-key";

    private readonly Server _server;
    private readonly LeapingTime _time;
    private readonly DateTimeOffset _settlement;
    private readonly WireFaults _faults;
    private readonly bool _leaps;

    private BinanceExchange(
        Server server, QuietMarket market, LeapingTime time, DateTimeOffset settlement, StreamTaps taps,
        BinanceOptions options, WireFaults faults, bool leaps)
    {
        (_server, Market, _time, _settlement, Taps, Options) = (server, market, time, settlement, taps, options);
        (_faults, _leaps) = (faults, leaps);
    }

    public QuietMarket Market { get; }

    public StreamTaps Taps { get; }

    public BinanceOptions Options { get; }

    /// <summary>The clock of both.</summary>
    public SteadyClock Clock => new(_time);

    /// <summary>The venue's name of the call that expires at the settlement.</summary>
    public string ExpiringCall => $"BTC-{_settlement:yyMMdd}-90000-C";

    /// <summary>Opens one.</summary>
    /// <param name="leaps">The client takes its time from the clock it is given, and not from the machine.</param>
    /// <param name="faults">What is to go wrong.</param>
    public static async Task<BinanceExchange> OpenAsync(bool leaps, WireFaults? faults = null)
    {
        faults ??= new WireFaults();
        var settlement = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(1).AddHours(8), TimeSpan.Zero);
        var time = new LeapingTime(leaps ? settlement.AddMinutes(-10) : DateTimeOffset.UtcNow);
        var market = new QuietMarket(Timestamp.From(settlement));
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(time.GetUtcNow()) }, market);
        var credential = new BinanceCredential(Key, Secret, Open(exchange, "futures"), Open(exchange, "options"));
        market.PlaceStrangers(exchange);
        var front = new BinanceFrontOptions
        {
            Credentials = [credential, credential with { Key = WithdrawalKey, CanWithdraw = true }],
        };
        var server = new Server(new ExchangeServerOptions { Binance = front, Time = time, Faults = faults }, exchange);
        await server.StartAsync();
        var target = new Uri("ws://" + server.BaseAddress.Authority);
        IReadOnlyList<StreamTap> streams = await StreamTap.ForkAsync(
            target, static path => !path.StartsWith("/private", StringComparison.Ordinal), static _ => true);
        StreamTap trade = await StreamTap.OpenAsync(target);
        BinanceHosts hosts = BinanceHosts.Local("127.0.0.1", server.BaseAddress.Port);
        var options = new BinanceOptions
        {
            Hosts = hosts with
            {
                Stream = streams[0].Address.OriginalString.TrimEnd('/'),
                Trade = trade.Address + "ws-fapi/v1",
            },
            Instance = "c1",
            Key = new ApiSecret(Key),
            Secret = new ApiSecret(Secret),
            QueryPatience = TimeSpan.FromSeconds(1),
            CatalogueInterval = TimeSpan.FromSeconds(1),
            CataloguePause = TimeSpan.FromSeconds(1),
            // Longer than the clock leaps, or the leap would look like our silence.
            DeadMansSwitch = TimeSpan.FromMinutes(30),
        };
        return new BinanceExchange(
            server, market, time, settlement, new StreamTaps(streams[0], streams[1], trade), options, faults, leaps);
    }

    public async Task<bool> CrashAsync()
    {
        await Market.CrashAsync();
        return true;
    }

    public void WithholdBooks(bool withheld) => _faults.WithholdsBooks = withheld;

    public Task<bool> SettleAsync()
    {
        if (_leaps) _time.LeapTo(_settlement.AddMilliseconds(-500));
        return Task.FromResult(_leaps);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (StreamTap tap in (StreamTap[])[Taps.Account, Taps.Trade!, Taps.Market]) await tap.DisposeAsync();
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
