using Binance.Net;
using Binance.Net.Clients;
using Binance.Net.Objects.Options;
using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>The library's clients, one for each road: a limit that makes one wait makes no order wait.</summary>
internal sealed class BinanceClients : IDisposable
{
    private const string EnvironmentName = "trading-agent";

    // The venue allows 1,024; fewer, so that one socket's loss is not everything's.
    private const int TopicsPerConnection = 200;

    private static readonly TimeSpan WalletWindow = TimeSpan.FromSeconds(30);

    private readonly LibraryOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly HttpClient _http;

    public BinanceClients(LibraryOptions options, ILoggerFactory loggers)
    {
        _options = options;
        _loggers = new LibraryLog(loggers);
        _http = OwnHost.Client(options.Hosts.Rest);
        Rest = RestClient(RateLimitingBehaviour.Wait);
        RestOrders = RestClient(RateLimitingBehaviour.Fail);
        Market = SocketClient(options.Hosts.Market, RateLimitingBehaviour.Wait);
        Account = SocketClient(options.Hosts.Account, RateLimitingBehaviour.Wait);
        Trade = options.Hosts.Trade is null ? null : SocketClient(options.Hosts.Market, RateLimitingBehaviour.Fail);
    }

    public BinanceRestClient Rest { get; }

    /// <summary>Orders, when there is no other road.</summary>
    public BinanceRestClient RestOrders { get; }

    public BinanceSocketClient Market { get; }

    public BinanceSocketClient Account { get; }

    public BinanceSocketClient? Trade { get; }

    /// <summary>Of the wallet at its own host, to be disposed of by the caller.</summary>
    public BinanceRestClient WalletAt(string address, HttpClient http)
    {
        BinanceRestOptions options = RestOptions(RateLimitingBehaviour.Wait);
        options.Environment = BinanceEnvironment.CreateCustom(
            EnvironmentName, address, "", "", null, address, "", "", null, null, null);
        // The venue's spot time is not asked for one question: the clocks were compared before.
        options.AutoTimestamp = false;
        options.ReceiveWindow = WalletWindow;
        return new BinanceRestClient(http, _loggers, Options.Create(options));
    }

    public void Dispose()
    {
        Rest.Dispose();
        RestOrders.Dispose();
        Market.Dispose();
        Account.Dispose();
        Trade?.Dispose();
        _http.Dispose();
    }

    private BinanceRestClient RestClient(RateLimitingBehaviour atLimit) =>
        new(_http, _loggers, Options.Create(RestOptions(atLimit)));

    private BinanceRestOptions RestOptions(RateLimitingBehaviour atLimit)
    {
        var options = new BinanceRestOptions
        {
            Environment = EnvironmentOf(_options.Hosts.Market),
            AutoTimestamp = true,
            RequestTimeout = VenueHttp.TryTimeout,
            RateLimitingBehaviour = atLimit,
            // A limit is the host's: two hosts of one process do not use up each other's.
            RateLimitGroup = _options.Hosts.Rest,
            AllowAppendingClientOrderId = false,
        };
        if (!_options.Key.IsEmpty) options.ApiCredentials = Credentials();
        return options;
    }

    private BinanceSocketClient SocketClient(string stream, RateLimitingBehaviour atLimit)
    {
        var options = new BinanceSocketOptions
        {
            Environment = EnvironmentOf(stream),
            RequestTimeout = _options.ReplyTimeout,
            RateLimitingBehaviour = atLimit,
            RateLimitGroup = _options.Hosts.Rest,
            ReconnectInterval = TimeSpan.FromSeconds(2),
            SocketSubscriptionsCombineTarget = TopicsPerConnection,
            SocketIndividualSubscriptionCombineTarget = TopicsPerConnection,
            // Or the library puts its own mark before our ids over sockets.
            AllowAppendingClientOrderId = false,
        };
        if (!_options.Key.IsEmpty) options.ApiCredentials = Credentials();
        return new BinanceSocketClient(Options.Create(options), _loggers);
    }

    private BinanceEnvironment EnvironmentOf(string stream)
    {
        string rest = _options.Hosts.Rest;
        string streams = LibraryHosts.BaseOf(stream);
        string orders = LibraryHosts.BaseOf(_options.Hosts.Trade ?? stream);
        // Only USD-M futures are spoken to; the other products' addresses must be given and are not used.
        return BinanceEnvironment.CreateCustom(
            EnvironmentName, rest, streams, orders, null, rest, streams, orders, null, null, null);
    }

    private BinanceCredentials Credentials()
    {
        string key = LibrarySecret.Text(_options.Key);
        string secret = LibrarySecret.Text(_options.Secret);
        return secret.Contains("PRIVATE KEY", StringComparison.Ordinal)
            ? new BinanceCredentials().WithEd25519(key, secret)
            : new BinanceCredentials(key, secret);
    }
}
